/** Answers from paper: typed into a grid, kept on this device at every key, saved line by line when a line is complete. */
import { send } from "../lib/api.js";
import { openDatabase, read, write } from "../lib/device.js";
import { withId } from "../lib/ids.js";
import { fill } from "../lib/words.js";
import { reads } from "./cells.js";
import { Grid } from "./grid.js";
import { Sheet } from "./model.js";

const told = JSON.parse(document.getElementById("entering").textContent);
const root = document.querySelector("[data-entering]");
const find = (selector) => root.querySelector(selector);
const { say } = told;
const opened = openDatabase("phonics-entering", 1, { sheets: { keyPath: "key" } });
const sheet = new Sheet(told, await kept());
const words = new Map(); // row → what the server or the network said of it
let saving = false;

const grid = new Grid(root, {
  sheet,
  say,
  changed(rows) {
    for (const r of rows) words.delete(r);
    show(rows);
    keep();
  },
  pasted(there, outside) {
    const odd = there.filter(({ r, c }) => !reads(sheet.text(r, c), sheet.columns[c]));
    const where = odd.map(({ r, c }) => `${told.children[r].name} ${sheet.columns[c].item?.n ?? ""}`.trim()).join(", ");
    const lines = [fill(odd.length ? say.pasted_odd : say.pasted, { n: there.length, where })];
    if (outside) lines.push(fill(say.too_far, { n: outside }));
    tell(lines.join(" "));
  },
});

async function kept() {
  return (await opened.then((device) => read(device, ["sheets"], (sheets) => sheets.get(told.key))).catch(cannotKeep)) ?? null;
}

async function keep() {
  await opened.then((device) => write(device, ["sheets"], (sheets) => sheets.put({ key: told.key, ...sheet.kept }))).catch(cannotKeep);
}

function cannotKeep(error) {
  console.error("this device keeps nothing:", error);
  tell(say.cannot_keep);
}

function tell(text) {
  find("[data-tell]").textContent = text;
}

const all = () => sheet.rows.map((_, r) => r);

function show(rows) {
  for (const r of rows) {
    const found = sheet.check(r);
    grid.show(r, found);
    const line = find(`[data-row="${r}"]`);
    line.classList.toggle("saved", sheet.shut(r));
    line.dataset.state = sheet.rows[r].saved ? "saved" : found.state;
    for (const [at, count] of found.counts.entries()) {
      line.querySelector(`[data-total="${at}"]`).textContent = count ? `${count.right}/${count.of}` : "";
    }
    state(line.querySelector("[data-state-of]"), r, found);
  }
  bar();
}

/** Say in words how a line stands; a saved one leads to its result. */
function state(place, r, found) {
  const { saved } = sheet.rows[r];
  if (saved) {
    const href = withId(told.result, sheet.rows[r].id);
    const link = Object.assign(document.createElement("a"), { href, textContent: `✓ ${say.saved}` });
    place.replaceChildren(link);
    return;
  }
  const [fault] = found.faults;
  const whole = found.state === "whole" ? `✓ ${say.whole}` : say.empty;
  place.textContent = words.get(r) ?? (fault ? fill(say[fault.why], fault) : whole);
  place.classList.toggle("no", Boolean(fault) || words.has(r));
}

function bar() {
  const states = all().map((r) => find(`[data-row="${r}"]`).dataset.state);
  const count = (state) => states.filter((one) => one === state).length;
  const save = find("[data-save]");
  save.disabled = saving || !count("whole");
  save.querySelector("span").textContent = count("whole") ? fill(say.save_n, { n: count("whole") }) : say.save_none;
  save.querySelector("small").textContent = count("faulty") ? fill(say.waits, { n: count("faulty") }) : say.kept;
  const deed = sheet.deeds.at(-1);
  find("[data-undo]").disabled = !deed;
  find("[data-undo] small").textContent = deed ? fill(say.undo_n, { n: deed.length }) : say.undo_none;
  find("[data-renew]").hidden = !count("saved");
}

async function save() {
  if (saving) return;
  saving = true;
  for (const r of all()) {
    if (sheet.rows[r].saved || sheet.check(r).state !== "whole") continue;
    words.set(r, say.saving);
    show([r]);
    if (!(await saveLine(r))) break;
  }
  saving = false;
  show(all());
  tell(fill(say.all_saved, { n: sheet.rows.filter((row) => row.saved).length, of: sheet.rows.length }));
}

/** Save one line; resolves to whether anyone answered. */
async function saveLine(r) {
  sheet.sending = r; // what is on its way changes no more until the server has answered
  try {
    const { status, body } = await send("POST", told.save, sheet.line(r));
    if (status === 200) sheet.rows[r].saved = body;
    if (status === 200) words.delete(r);
    else words.set(r, body?.error ?? say.unsent);
    await keep();
    return true;
  } catch {
    words.set(r, say.unsent);
    return false;
  } finally {
    sheet.sending = null;
    show([r]);
  }
}

find("[data-save]").addEventListener("click", save);
find("[data-undo]").addEventListener("click", () => grid.undo());
find("[data-on]").addEventListener("change", ({ target }) => {
  sheet.on = target.value || told.today;
  keep();
});
find("[data-renew]").addEventListener("click", () => {
  sheet.renew();
  words.clear();
  tell("");
  show(all());
  keep();
});
find("[data-on]").value = sheet.on;
show(all());
const first = sheet.rows.findIndex((row) => !row.saved);
if (first >= 0) grid.go(first, 0);
root.dataset.live = "";
