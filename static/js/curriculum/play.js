/**
 * Buttons that speak: `[data-clip]` as it is said, `[data-slow]` slowly, `[data-parts]` sound by sound and then whole. The
 * letters beside them light up as they sound. What cannot be heard yet is noted for those who record.
 */
import { missed } from "../lib/missed.js";
import { hush, say } from "../lib/voice.js";

const SLOW = 0.7;
const GAP_MS = 320;
let sounding = null;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-clip], [data-slow], [data-parts]");
  if (!button) return;
  const again = button === sounding;
  hush();
  if (again) return;
  sounding = button;
  button.classList.add("on");
  await speak(button);
  button.classList.remove("on");
  if (sounding === button) sounding = null;
});

async function speak(button) {
  const letters = lettersBeside(button);
  const onCue = (places) => light(letters, places);
  const cues = JSON.parse(button.dataset.cues ?? "[]");
  if (button.dataset.parts) {
    for (const [url, places] of JSON.parse(button.dataset.parts)) {
      onCue(places);
      if (!(await say(url))) return light(letters, []);
      await new Promise((resolve) => setTimeout(resolve, GAP_MS));
      if (button !== sounding) return light(letters, []);
    }
  }
  const { clip, slow, whole } = button.dataset;
  if (clip ?? slow ?? whole) await say(clip ?? slow ?? whole, { rate: slow ? SLOW : 1, cues, onCue });
  light(letters, []);
}

/** Return the pieces of the word beside a button, each with the places of its letters. */
function lettersBeside(button) {
  const word = button.closest("p, li, .one-word")?.querySelector(".cut");
  const leaves = [...(word?.querySelectorAll(".g, .bare") ?? [])].filter((one) => !one.childElementCount);
  let place = 0;
  return leaves.map((element) => {
    const from = place;
    place += element.textContent.length;
    return { element, from, to: place };
  });
}

function light(letters, places) {
  for (const { element, from, to } of letters) {
    element.classList.toggle("lit", places.some((place) => place >= from && place < to));
  }
}

function noteMissing(root) {
  for (const one of root.querySelectorAll("[data-missed]")) {
    const [kind, text] = JSON.parse(one.dataset.missed);
    missed({ kind, text });
  }
}

noteMissing(document);
document.addEventListener("inserted", ({ target }) => noteMissing(target));
