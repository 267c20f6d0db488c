/** A keyboard of the letters a child has been taught, on the glass; a keyboard of the tablet's own works as well. */
import { drawing, html, word } from "./draw.js";
import { press } from "./press.js";

const VOWELS = new Set("aeiou");
const GAP_MS = 90; // twice the same letter, as in bell, is no double prod

/**
 * Return {element, rub, key, stop}: the letters, the button that takes one back, the key of a letter, and the end of it.
 *
 * `type(letter)`, `back()` and `done()` are called for a finger and for a key alike
 */
export function keyboard(letters, { type, back, done }) {
  const keys = new Map(letters.map((letter) => [letter, html(`button.key${VOWELS.has(letter) ? ".vowel" : ""}`, { lang: "en" }, letter)]));
  const rub = html("button.rub", { "aria-label": word("rub") }, drawing("rub"));
  const element = html("div.keys", {}, [...keys.values()]);
  element.classList.toggle("folds", letters.length > 16);
  if (letters.length > 16) element.append(leaf(element));
  element.style.setProperty("--across", Math.min(9, Math.max(4, Math.ceil(letters.length / Math.ceil(letters.length / 9)))));
  [...keys.values()].forEach((key, n) => key.classList.toggle("later", n >= Math.ceil(letters.length / 2)));
  for (const [letter, key] of keys) press(key, () => type(letter), GAP_MS);
  press(rub, back, GAP_MS);

  const listen = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const letter = event.key.toLowerCase();
    if (keys.has(letter)) type(letter);
    else if (event.key === "Backspace") back();
    else if (event.key === "Enter" && !event.target.closest?.("button, a")) done();
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", listen);
  return { element, rub, key: (letter) => keys.get(letter), stop: () => document.removeEventListener("keydown", listen) };
}

/** On a phone the alphabet lies on two leaves: the button that turns them. */
function leaf(element) {
  const button = html("button.key.turn-keys", { "aria-label": word("letters") }, drawing("arrow"));
  press(button, () => element.classList.toggle("second"));
  return button;
}
