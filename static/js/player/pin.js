/** Four digits, touched or typed: the beads count them, the fourth one sends them. */
import "./explain.js";
import "./idle.js";
import { press, pressLink } from "./press.js";

const DIGITS = 4;
const SHOWN_MS = 250; // the last bead is seen before the page goes
const GAP_MS = 60; // 2 2 is two digits, not a double prod

const form = document.querySelector("[data-pin]");
const slots = document.querySelector(".slots");
const beads = [...slots.querySelectorAll(".slot")];
let typed = "";

function add(digit) {
  if (typed.length === DIGITS) return;
  typed += digit;
  count();
  if (typed.length < DIGITS) return;
  form.elements.shown.value = typed;
  setTimeout(() => form.submit(), SHOWN_MS);
}

function takeBack() {
  if (typed.length < DIGITS) typed = typed.slice(0, -1);
  count();
}

function count() {
  beads.forEach((bead, place) => bead.classList.toggle("full", place < typed.length));
  slots.setAttribute("aria-label", slots.dataset.chosen.replace("{n}", typed.length));
}

for (const key of form.querySelectorAll("[data-digit]")) press(key, () => add(key.dataset.digit), GAP_MS);
press(form.querySelector("[data-back]"), takeBack, GAP_MS);
for (const link of document.querySelectorAll(".notme")) pressLink(link);
addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
  if (ctrlKey || metaKey || altKey || document.querySelector(".still-there")) return;
  if (/^[0-9]$/.test(key)) add(key);
  if (key === "Backspace") takeBack();
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return; // a quick child has typed before all of the page was here
  typed = ""; // the page comes back from the browser's memory
  count();
});
count();
