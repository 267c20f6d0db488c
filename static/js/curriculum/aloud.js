/**
 * Texts read aloud: `[data-aloud]` reads every line of its piece, word by word in colour; a touched word is heard alone,
 * by its own clip, else as it is said in its line.
 */
import { hush, say } from "../lib/voice.js";

const words = JSON.parse(document.getElementById("heard-words")?.textContent ?? "{}");
let reading = null;

for (const line of document.querySelectorAll("[data-read]")) split(line);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-aloud]");
  if (button) return void read(button);
  const word = event.target.closest("[data-at]");
  if (word) hear(word);
});

/** Put each word of a line into an element that knows the place of its first letter. */
function split(line) {
  let place = 0;
  const pieces = line.textContent.split(/(\s+)/).map((piece) => {
    const at = place;
    place += piece.length;
    if (!piece.trim()) return piece;
    const word = document.createElement("span");
    word.dataset.at = at;
    word.textContent = piece;
    return word;
  });
  line.replaceChildren(...pieces);
}

async function read(button) {
  const again = button === reading;
  hush();
  if (again) return;
  reading = button;
  button.classList.add("on");
  for (const line of button.closest("[data-piece]").querySelectorAll("[data-read]")) {
    if (button !== reading) break;
    if (line.dataset.url && !(await readLine(line))) break;
  }
  button.classList.remove("on");
  if (reading === button) reading = null;
}

async function readLine(line) {
  const spoken = [...line.querySelectorAll("[data-at]")];
  const show = (places) => spoken.forEach((word) => word.classList.toggle("lit", holds(word, places)));
  const whole = await say(line.dataset.url, { cues: cuesOf(line), onCue: show });
  show([]);
  return whole;
}

function holds(word, places) {
  const from = Number(word.dataset.at);
  return places.some((place) => place >= from && place < from + word.textContent.length);
}

async function hear(word) {
  const line = word.closest("[data-read]");
  reading = null;
  const own = words[bare(word.textContent)];
  const cue = cuesOf(line).find(([, , places]) => holds(word, places));
  if (!own && !(line.dataset.url && cue)) return;
  word.classList.add("lit");
  await (own ? say(own) : say(line.dataset.url, { from: cue[0], to: cue[1] }));
  word.classList.remove("lit");
}

function bare(text) {
  return text.toLowerCase().replaceAll("’", "'").match(/[a-z]+(?:'[a-z]+)*/)?.[0] ?? "";
}

function cuesOf(line) {
  return JSON.parse(line.dataset.cues ?? "[]");
}
