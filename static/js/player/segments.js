/** The sounds of a word as tiles with their marks: said = filled, sounding = gold, to come = hollow. */
import { html, letters, measure, soundMark, svg, word } from "./draw.js";
import { press } from "./press.js";

/** Return a row of tiles, one for each sound; `silent` shows the marks alone. */
export function tilesOf(segments, silent = false) {
  const tiles = segments.map(({ grapheme }, place) =>
    html(
      "button.g-tile",
      { "aria-label": silent ? word("sound", { n: place + 1 }) : grapheme, lang: silent ? null : "en" },
      waves(),
      silent ? null : letters(grapheme),
      silent ? html("span.sound") : soundMark(grapheme),
    ),
  );
  const row = html(silent ? "div.letters.silent" : "div.letters", {}, tiles);
  measure(row, segments.map(({ grapheme }) => grapheme));
  return { row, tiles };
}

/** Light one tile while its sound is heard; those before it count as said. */
export async function sound(tiles, segments, place, stage) {
  light(tiles, place);
  await stage.say(segments[place].sound);
  light(tiles, -1);
  tiles[place].classList.add("said");
}

/** Light the tile at `place` alone. */
export function light(tiles, place) {
  tiles.forEach((tile, n) => tile.classList.toggle("lit", n === place));
}

/** Say the whole word; its tiles light up as their letters sound. */
export async function sayWord(tiles, segments, clip, stage) {
  await stage.say(clip, (heard) => {
    const sounds = ({ letters: own }) => own.some((letter) => heard.includes(letter));
    tiles.forEach((tile, place) => tile.classList.toggle("lit", sounds(segments[place])));
  });
  light(tiles, -1);
  for (const tile of tiles) tile.classList.add("said");
}

/** Say the sounds one by one, `gap_ms` apart, each lighting its tile; returns false when something else was heard. */
export async function soundOut(tiles, segments, stage, gap_ms = 0) {
  for (const [place, { sound: clip }] of segments.entries()) {
    light(tiles, place);
    if (!(await stage.say(clip))) return false;
    if (gap_ms) await stage.wait(gap_ms);
  }
  light(tiles, -1);
  return true;
}

/** Let each tile be heard when it is touched. */
export function touchToHear(tiles, segments, stage) {
  tiles.forEach((tile, place) =>
    press(tile, () => {
      stage.sitting.replay();
      sound(tiles, segments, place, stage);
    }),
  );
}

function waves() {
  const d = "M34 24c8-7 20-7 28 0M24 13c14-12 34-12 48 0";
  return svg("svg", { class: "waves", viewBox: "0 0 96 28", "aria-hidden": "true" }, svg("path", { d }));
}
