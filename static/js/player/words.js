/**
 * Printed lines: each word is touched to be heard, slowly when it is touched again, with its sound buttons below; a whole
 * line is read with each word lit as it sounds.
 */
import { soundButtons, letterBoxes } from "./buttons.js";
import { html } from "./draw.js";
import { press } from "./press.js";

const BETWEEN_LINES_MS = 250;

/**
 * Return {element, words, read, quiet}: the lines on one sheet.
 *
 * @param lines [{say, words}, …] of levels/printed.py
 * `read(only)` reads them all, or those of these numbers, and resolves true when they were heard whole
 */
export function sheetOf(lines, stage) {
  const words = [];
  const rows = lines.map(({ words: own }) => {
    const made = own.map((one) => wordOf(one));
    words.push(...made);
    return made;
  });
  const element = html("div.sheet", { lang: "en" }, html("p.lines", {}, rows.flat().map(({ button }) => button)));
  fit(element, words);
  let slow = null; // touched last

  const quiet = () => {
    slow = null;
    for (const word of words) word.plain();
  };
  for (const word of words) {
    press(word.button, async () => {
      const again = slow === word;
      quiet();
      slow = again ? null : word;
      stage.sitting.replay();
      await word.hear(stage, again);
    });
  }
  const read = async (only = rows.map((_row, number) => number)) => {
    quiet();
    for (const number of only) {
      const own = rows[number];
      const whole = await stage.say(lines[number].say, (places) => own.forEach((word) => word.light(word.holds(places))));
      for (const word of own) word.light(false);
      if (!whole) return false; // something else is heard now
      if (only.length > 1) await stage.wait(BETWEEN_LINES_MS);
    }
    return true;
  };
  /** Let only these lines stand out; none: all. */
  const only = (numbers = null) =>
    rows.forEach((row, number) => row.forEach(({ button }) => button.classList.toggle("faint", numbers !== null && !numbers.includes(number))));
  return { element, words, read, quiet, only };
}

/** One word of a line. */
function wordOf({ text, at, word, buttons }) {
  const button = html("button.word", {}, text);
  const shift = word ? text.toLowerCase().replaceAll("’", "'").indexOf(word.text) : 0;
  let marks = null;

  const mark = () => {
    if (!buttons.length || marks) return;
    const size = parseFloat(getComputedStyle(button).fontSize) * 0.17;
    button.append((marks = soundButtons(letterBoxes(button), buttons, size)));
  };
  return {
    button,
    text,
    holds: (places) => places.some((place) => place >= at && place < at + text.length),
    light: (lit) => button.classList.toggle("lit", lit),
    plain() {
      button.classList.remove("lit", "held-word");
      marks?.remove();
      marks = null;
    },
    /** Say it, slowly if asked, its buttons lit as its letters sound. */
    async hear(stage, slowly) {
      if (!word) return;
      mark();
      button.classList.add("held-word", "lit");
      const own = marks;
      await (slowly ? stage.slowly : stage.say)(word, (letters) => own?.light(letters.map((letter) => letter + shift)));
      own?.light([]);
      button.classList.remove("lit");
    },
  };
}

/** Let the letters be as big as the sheet allows. */
function fit(element, words) {
  const letters = words.reduce((sum, { text }) => sum + text.length + 1, 0);
  element.style.setProperty("--root", 1 / Math.sqrt(letters));
  element.classList.toggle("much", words.length > 9);
}
