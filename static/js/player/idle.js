/**
 * Nobody touches this tablet any more: it asks, with the child's own picture, and then goes back to the class wall.
 * Touches, keys and whatever is heard count as being there, in every tab of this tablet.
 */
import { html, svg } from "./draw.js";
import { press } from "./press.js";

const ASKS_MS = 20_000;
const LOOKS_MS = 1000;
const BEADS = 5; // one goes out every four seconds
const KEY = "touched";

const way = document.querySelector("[data-idle]");
let last = Date.now();
let asking = null;

/** Someone is there. */
function touched() {
  const now = Date.now();
  if (now - last > LOOKS_MS) remember(now);
  last = now;
}

function remember(now) {
  try {
    localStorage.setItem(KEY, now);
  } catch {
    // a tablet without room for a number still waits
  }
}

function look() {
  const quiet_ms = Date.now() - Math.max(last, Number(localStorage.getItem(KEY)) || 0);
  const over_ms = quiet_ms - Number(way.dataset.idle) * 60_000;
  if (over_ms >= ASKS_MS) return leave();
  if (over_ms >= 0) ask(ASKS_MS - over_ms);
  else if (asking) stay();
}

/** Ask, or show how much time is left to answer. */
function ask(left_ms) {
  asking ??= question();
  asking.beads.forEach((bead, place) => bead.setAttribute("class", place < Math.ceil((left_ms / ASKS_MS) * BEADS) ? "bead done" : "bead"));
}

function question() {
  const button = html("button", { "aria-label": way.dataset.still }, mine(), html("span.say", { "aria-hidden": "true" }, way.dataset.still));
  const beads = Array.from({ length: BEADS }, (_, n) => svg("circle", { cx: 40 + 65 * n, cy: 28, r: 20 }));
  const thread = svg("svg", { class: "beads", viewBox: "0 0 340 56", "aria-hidden": "true" }, svg("path", { class: "thread", d: "M4 28h332" }), beads);
  const shown = html("div.still-there", { role: "alertdialog", "aria-modal": "true", "aria-label": way.dataset.still }, button, thread);
  const before = document.activeElement;
  press(button, stay);
  const behind = [...document.body.children].filter((one) => !one.inert);
  for (const one of behind) one.inert = true;
  document.body.append(shown);
  button.focus();
  return { shown, beads, before, behind };
}

/** The picture the child knows themselves by, as this page shows it. */
function mine() {
  return (document.querySelector(".pic") ?? document.querySelector(".mine svg")).cloneNode(true);
}

function stay() {
  touched();
  remember(last);
  if (!asking) return;
  asking.shown.remove();
  for (const one of asking.behind) one.inert = false;
  asking.before?.focus?.();
  asking = null;
}

/** Go back to the wall, as "that's not me" does; what was answered lies in the outbox, where the lesson stands is kept. */
function leave() {
  clearInterval(clock);
  if (way instanceof HTMLFormElement && navigator.onLine) return way.submit();
  location.href = way.href ?? new URL("/wall", location.href).href;
}

for (const sign of ["pointerdown", "keydown", "wheel"]) addEventListener(sign, () => asking || touched(), { capture: true, passive: true });
document.addEventListener("sounding", touched);
addEventListener("pageshow", (event) => event.persisted && touched());
const clock = way ? setInterval(look, LOOKS_MS) : 0;
if (way) document.addEventListener("visibilitychange", look);
