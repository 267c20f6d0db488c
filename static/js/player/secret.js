/** Two pictures out of nine: the beads count the taps, the gold of a press fades, the second one sends them. */
import "./explain.js";
import "./idle.js";
import { press, pressLink } from "./press.js";

const FADE_MS = 450;

const form = document.querySelector("[data-secret]");
const slots = document.querySelector(".slots");
const beads = [...slots.querySelectorAll(".slot")];
const chosen = [];

function choose(button) {
  const place = button.dataset.place;
  button.classList.add("on");
  setTimeout(() => button.classList.remove("on"), FADE_MS);
  if (chosen.includes(place) || chosen.length === 2) return;
  chosen.push(place);
  count();
  if (chosen.length < 2) return;
  form.elements.shown.value = chosen.join("-");
  setTimeout(() => form.submit(), FADE_MS);
}

function count() {
  beads.forEach((bead, place) => bead.classList.toggle("full", place < chosen.length));
  slots.setAttribute("aria-label", slots.dataset.chosen.replace("{n}", chosen.length));
}

for (const button of form.querySelectorAll(".pick")) press(button, () => choose(button));
for (const link of document.querySelectorAll(".notme")) pressLink(link);
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return; // a quick child has tapped before all of the page was here
  chosen.length = 0; // the page comes back from the browser's memory
  count();
});
count();
