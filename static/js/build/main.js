/** The builder: every change is sent at once, one after the other, and the answer put in place of what stood there. */
import { bank } from "./bank.js";
import { restore, standing } from "./place.js";
import { reorder } from "./reorder.js";
import { Saver } from "./saver.js";

const bench = document.querySelector("[data-build]");
const problem = document.querySelector("[data-problem]");

const saver = new Saver(bench.dataset.changes, {
  done: put,
  saving: () => tell(bench.dataset.saving),
  waiting(sentence) {
    tell(bench.dataset.unsaved);
    complain(sentence ?? "");
  },
  refused(sentence) {
    tell(null);
    complain(sentence);
  },
});

function put({ html, revision }) {
  complain("");
  const kept = standing(bench);
  bench.innerHTML = html;
  saver.revision = revision;
  restore(bench, kept);
  shelves.again();
  for (const one of document.querySelectorAll("input[name=revision]")) one.value = revision;
}

/** Say how saving goes; null: as it was when the draft was saved last. */
function tell(sentence) {
  const place = bench.querySelector("[data-saved]");
  place.dataset.was ??= place.textContent;
  place.textContent = sentence ?? place.dataset.was;
}

function complain(sentence) {
  problem.hidden = !sentence;
  problem.textContent = sentence;
}

/** Return the fields of a form as they are sent; a button's `act` says what is to be done. */
function fields(form, button) {
  const sent = Object.fromEntries(new FormData(form));
  if (button?.name) sent[button.name] = button.value;
  return sent;
}

bench.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-change], [data-auto]");
  if (!form) return;
  event.preventDefault();
  const sent = fields(form, event.submitter);
  saver.send(sent, form.matches(".typing, [data-items]") ? emptied(form) : undefined);
});

/** Empty what was typed; return how to give it back, wherever its box stands by then. */
function emptied(form) {
  const typed = [...form.querySelectorAll("textarea")].map((box) => [box.id, box.value]);
  for (const box of form.querySelectorAll("textarea")) box.value = box.defaultValue;
  return () => {
    for (const [id, text] of typed) {
      const box = document.getElementById(id);
      if (box && box.value === box.defaultValue) box.value = text;
    }
  };
}

bench.addEventListener("change", (event) => {
  const edited = event.target.closest("[data-edit]");
  if (edited) {
    const at = edited.closest("[data-item]").dataset.item;
    const form = edited.closest("form");
    edited.defaultValue = edited.value;
    saver.send({ ...fields(form), do: "edit_item", item: at, text: edited.value });
    return;
  }
  const form = event.target.closest("[data-auto]");
  if (form) {
    event.target.defaultValue = event.target.value;
    saver.send(fields(form));
  }
});

bench.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-edit]")) {
    event.preventDefault();
    event.target.blur();
    bench.querySelector(`#${CSS.escape(nextOf(event.target.id))}`)?.focus();
  }
  const typing = event.target.closest(".typing textarea[rows='1']");
  if (typing && event.key === "Enter" && !event.shiftKey && typing.value.trim()) {
    event.preventDefault();
    typing.form.requestSubmit(typing.form.querySelector("button[name=act]"));
  }
});

/** Return the id of the word below: "p0-w3" → "p0-w4". */
function nextOf(id) {
  return id.replace(/\d+$/, (at) => String(Number(at) + 1));
}

addEventListener("beforeunload", (event) => {
  if (saver.busy) event.preventDefault();
});

const shelves = bank(bench);
reorder(bench, (form, item, to) => saver.send({ ...fields(form), do: "move_item", item, to }));
saver.revision = Number(bench.querySelector("[data-revision]").dataset.revision);
