/** Stickers for effort: which ones lessons have earned, by the rule of `phonics/assess/stickers.py`; and how they look. */
import { html } from "./draw.js";

const REPLAYS = 3;

/**
 * Return the stickers of lessons in the order given, {effort, lesson}, of a child who has finished `stones` and came on
 * `days`; a lesson is {sitting, stone, on, tried, replays}.
 */
export function earned(lessons, { stones, days }) {
  const known = new Set(stones);
  const came = new Set(days);
  return lessons.flatMap((lesson) => {
    const efforts = [known.has(lesson.stone) ? "again" : "stone"];
    if (!came.has(lesson.on)) efforts.push("day");
    if (lesson.tried) efforts.push("tried");
    if (lesson.replays >= REPLAYS) efforts.push("heard");
    known.add(lesson.stone);
    came.add(lesson.on);
    return efforts.map((effort) => ({ effort, lesson }));
  });
}

/** Return a sticker as a line of a list, the same as `templates/student/_sticker.html`. */
export function drawn({ effort, art, label }, root, name) {
  const face = [html("img", { src: root + art, alt: "" }), label ? html("b", { lang: "en" }, label) : null];
  return html(`li.sticker.${effort}`, {}, html("button", { "aria-label": name }, ...face));
}
