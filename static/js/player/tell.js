/** What to do: said by a clip, else by the tablet's own Thai voice; and shown by a hand that does it, always. */
import { missed } from "../lib/missed.js";
import { html } from "./draw.js";
import { press } from "./press.js";
import { scene } from "./scenes.js";
import { hush, play } from "./sound.js";
import { quiet, speak } from "./thai.js";

const SHOWN_MS = 2300; // as long as the hand moves
const STILL_MS = 1300; // where nothing may move

/** Say what to do: {url, th, …} of `services/telling.py`; resolves false where there was no voice, or it was cut short. */
export async function tell(told) {
  if (told.url) return play(told);
  missed(told);
  return told.th ? speak(told.th) : false;
}

/** Say no more of it. */
function tellNoMore() {
  hush();
  quiet();
}

/**
 * Show and say what to do; resolves when both are over, or at a touch.
 *
 * @param put shows the element
 */
export async function show(told, label, put) {
  const drawn = scene(told.picture);
  if (!drawn) return tell(told);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const demo = html("button.demo", { "aria-label": label }, drawn);
  const touched = new Promise((resolve) => press(demo, resolve));
  const seen = new Promise((resolve) => setTimeout(resolve, still ? STILL_MS : SHOWN_MS));
  put(demo);
  const over = Promise.all([seen, tell(told)]);
  await Promise.race([touched.then(tellNoMore), over]);
}
