/** What this tablet keeps, child by child: made here, safe on the server, waiting, put aside; sent now, or saved as a file. */
import { flush, kept, onState } from "../offline/outbox.js";
import { keptPack, tallies } from "../offline/tablet.js";
import { space } from "./space.js";

const page = document.querySelector("[data-kept]");
const say = page.dataset;
const find = (name) => page.querySelector(`[data-${name}]`);
const filled = (text, values) => Object.entries(values).reduce((so_far, [name, value]) => so_far.replace(`{${name}}`, value), text);

function element(tag, text, name = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

/** Return the children of whom something was made or waits here: {name, made, safe, waiting, parked}, by the order of the wall. */
async function children() {
  const [pack, counted, { queue, parked }] = await Promise.all([keptPack(), tallies(), kept()]);
  const found = new Map();
  const of = (child) => found.get(child) ?? found.set(child, { made: 0, safe: 0, waiting: 0, parked: 0 }).get(child);
  const owner = new Map(counted.map((row) => [row.sitting, row.child]));
  for (const entry of [...queue, ...parked]) if (entry.kind === "sitting") owner.set(entry.sitting, entry.body.student_id);
  for (const row of counted) {
    const line = of(row.child);
    line.made += row.made;
    line.safe += Math.min(row.safe, row.made);
  }
  for (const entry of queue) of(owner.get(entry.sitting)).waiting += 1;
  for (const entry of parked) of(owner.get(entry.sitting)).parked += 1;
  const wall = pack?.wall ?? [];
  const place = (child) => (wall.findIndex(({ id }) => id === child) + wall.length + 1) % (wall.length + 1);
  const called = (child) => wall.find(({ id }) => id === child)?.name ?? say.unknown;
  return [...found].sort(([one], [other]) => place(one) - place(other)).map(([child, line]) => ({ ...line, name: called(child) }));
}

function row({ name, made, safe, waiting, parked }) {
  const state = [waiting && filled(say.waiting, { n: waiting }), parked && filled(say.parked, { n: parked })].filter(Boolean);
  const line = document.createElement("tr");
  const who = element("th", name);
  who.scope = "row";
  line.append(who, element("td", filled(say.counts, { made, safe })), element("td", state.join(" · ") || say.allSafe));
  return line;
}

async function notes({ held, online }) {
  const pack = await keptPack();
  const day = (text) => new Date(text).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
  const { kept: safe, nearlyFull, used_mb, all_mb } = await space();
  return [
    [pack ? filled(say.class, { n: pack.wall.length, date: day(pack.expires_at) }) : say.noClass],
    [safe ? say.safe : say.refused, !safe],
    nearlyFull && [filled(say.full, { used: used_mb, all: all_mb }), true],
    held > 0 && [filled(say.held, { n: held }), true],
    !(online && navigator.onLine) && [say.offline],
  ].filter(Boolean);
}

async function show(state) {
  const lines = await children();
  const sum = (name) => lines.reduce((total, line) => total + line[name], 0);
  find("total").textContent = filled(say.counts, { made: sum("made"), safe: sum("safe") });
  find("rows").replaceChildren(...lines.map(row));
  find("table").hidden = !lines.length;
  find("notes").replaceChildren(...(await notes(state)).map(([text, loud]) => element("li", text, loud ? "loud" : "soft")));
}

/** Save everything that waits or was put aside; it also stays here until the server has it. */
async function exportFile() {
  const { queue, parked } = await kept();
  const told = { format: 1, saved_at: new Date().toISOString(), entries: [...parked, ...queue].sort((one, other) => one.n - other.n) };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(told)], { type: "application/json" }));
  link.download = `${say.file} ${told.saved_at.slice(0, 16).replace(":", ".")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

find("send").addEventListener("click", () => flush());
find("export").addEventListener("click", exportFile);
onState(show);
