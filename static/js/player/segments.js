/** The sounds of a word as tiles with their marks: said = filled, sounding = gold, to come = hollow. */
import { html, measure, svg, word } from "./draw.js";
import { press } from "./press.js";
import { each, inWriting } from "./split.js";

/** Return {row, tiles, places}: a tile for each sound, and where along the row it stands; `silent` shows the marks alone. */
export function tilesOf(segments, silent = false) {
  if (!silent) {
    const row = html("div.letters");
    return { row, ...inWriting(row, segments, "button.g-tile", waves) };
  }
  const tiles = segments.map((_sound, n) =>
    html("button.g-tile", { "aria-label": word("sound", { n: n + 1 }) }, waves(), html("span.sound")),
  );
  const row = html("div.letters.silent", {}, tiles);
  measure(row, segments.map(({ grapheme }) => grapheme));
  return { row, tiles, places: tiles.map((_tile, n) => (n + 0.5) / tiles.length) };
}

/** Light one tile while its sound is heard; those before it count as said. */
export async function sound(tiles, segments, place, stage) {
  light(tiles, place);
  await stage.say(segments[place].sound);
  light(tiles, -1);
  said(tiles[place]);
}

/** Light the tile at `place` alone. */
export function light(tiles, place) {
  tiles.forEach((tile, n) => lit(tile, n === place));
}

function lit(tile, on) {
  each(tile, (one) => one.classList.toggle("lit", on));
}

/** A sound that has been heard keeps its mark filled. */
export function said(tile) {
  each(tile, (one) => one.classList.add("said"));
}

/** Say the whole word; its tiles light up as their letters sound. */
export async function sayWord(tiles, segments, clip, stage) {
  await stage.say(clip, (heard) => {
    const sounds = ({ letters: own }) => own.some((letter) => heard.includes(letter));
    tiles.forEach((tile, place) => lit(tile, sounds(segments[place])));
  });
  light(tiles, -1);
  tiles.forEach(said);
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
  const hear = (place) => {
    stage.sitting.replay();
    sound(tiles, segments, place, stage);
  };
  tiles.forEach((tile, place) => each(tile, (one) => one.matches("button") && press(one, () => hear(place))));
}

function waves() {
  const d = "M34 24c8-7 20-7 28 0M24 13c14-12 34-12 48 0";
  return svg("svg", { class: "waves", viewBox: "0 0 96 28", "aria-hidden": "true" }, svg("path", { d }));
}
