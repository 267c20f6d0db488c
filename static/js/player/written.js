/** A word as it is written, its marks below: a dot under one letter, a bar under more, an arc under a split digraph; a heart where it goes its own way. */
import { breadth, html, svg } from "./draw.js";

const HEART = "M24 40C10 30 4 22 4 14C4 7 9 3 14 3C19 3 22 6 24 10C26 6 29 3 34 3C39 3 44 7 44 14C44 22 38 30 24 40z";

/** Return {element, parts}: one part a segment, {letters, marks}; `odd` segments wear a heart. */
export function written(text, segments) {
  const letters = [...text].map((letter, n) => at(html("span.letter", {}, letter), n, n));
  const parts = segments.map(({ letters: own, odd }) => {
    const [first, last] = [own[0], own.at(-1)];
    const split = last - first >= own.length;
    const mark = () => (odd ? heart() : html(`span.sound${split ? ".split" : own.length > 1 ? ".two" : ""}`));
    const marks = odd && split ? [at(mark(), first, first), at(mark(), last, last)] : [at(mark(), first, last)];
    return { letters: own.map((n) => letters[n]), marks };
  });
  const element = html("span.written", { lang: "en" }, letters, parts.flatMap(({ marks }) => marks));
  element.style.setProperty("--letters", breadth(text));
  return { element, parts };
}

/** Light these parts of a word, and no others. */
export function lightParts({ parts }, places) {
  parts.forEach(({ letters, marks }, n) => {
    for (const one of [...letters, ...marks]) one.classList.toggle("lit", places.includes(n));
  });
}

/** Say a word; its parts light up as their letters sound. */
export async function sayWritten(word, segments, clip, stage) {
  const sounding = (heard) => segments.flatMap(({ letters }, n) => (letters.some((letter) => heard.includes(letter)) ? [n] : []));
  const whole = await stage.say(clip, (heard) => lightParts(word, sounding(heard)));
  lightParts(word, []);
  return whole;
}

/** Return the heart that says: know this by heart. */
export function heart() {
  return svg("svg", { class: "heart", viewBox: "0 0 48 44", "aria-hidden": "true" }, svg("path", { d: HEART }));
}

function at(element, first, last) {
  element.style.gridColumn = `${first + 1} / ${last + 2}`;
  return element;
}
