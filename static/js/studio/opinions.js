/** The listening page: what a teacher thinks of a sound is saved at once; a row that was not saved says so. */
import { newId } from "../lib/ids.js";
import "./listening.js";
import { post } from "../lib/sending.js";

const page = document.querySelector("[data-opinions]");
const choices = new Map(); // rows with a choice that is still to be sent
const sending = new Set();

page?.addEventListener("change", (event) => {
  const row = event.target.closest("[data-sound]");
  if (row) choose(row, event.target.value);
});

/** Send a row's choices one after the other, so that the last one is the last to arrive. */
async function choose(row, opinion) {
  choices.set(row, opinion);
  if (sending.has(row)) return;
  sending.add(row);
  let answer = null;
  while (choices.has(row)) {
    const { kind, sound: text, file } = row.dataset;
    const asked = { id: newId(), kind, text, file, opinion: choices.get(row) };
    choices.delete(row);
    answer = await post(page.dataset.opinions, asked);
  }
  sending.delete(row);
  tell(row, answer);
}

function tell(row, { status, body }) {
  const saved = status === 200;
  row.querySelector("[data-told]").textContent = saved ? body.said : (body?.error ?? page.dataset.sayUnsaved);
  row.classList.toggle("unsaved", !saved);
  if (!saved) for (const one of row.querySelectorAll("input")) one.checked = false;
}
