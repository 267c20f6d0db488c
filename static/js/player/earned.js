/** What a lesson has earned, as it ends. */
import { lessonsOf } from "../offline/tablet.js";
import { word } from "./draw.js";
import { style } from "./kinds.js";
import { drawn, earned } from "./stickers.js";

/** Return the stickers of the lesson that ends, drawn; none where it was begun before there were any. */
export async function earnedIn({ lesson, sitting }) {
  if (!lesson.stickers) return [];
  const own = sitting.told;
  const [all] = await Promise.all([lessonsOf(lesson.child), style(`${lesson.static}css/child/sticker.css`)]);
  const here = all.filter((one) => one.sitting !== own.sitting);
  const stones = [...lesson.before.stones, ...here.map(({ stone }) => stone)];
  const days = [...lesson.before.days, ...here.map(({ on }) => on)];
  return earned([own], { stones, days }).map(({ effort }) => drawn(lesson.stickers[effort], lesson.static, word(effort)));
}
