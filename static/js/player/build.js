/** Build: hear a word and put its letters into their places, by tapping or by dragging. */
import { leaf } from "./choose.js";
import { ear, html, letters, measure, picture, soundMark, word } from "./draw.js";
import { placing } from "./placing.js";
import { press } from "./press.js";
import { sayWord } from "./segments.js";

export async function build(step, stage) {
  const places = step.segments.map(({ grapheme }, n) =>
    html("button.place", { "aria-label": word("place", { n: n + 1 }) }, html("span.hole"), soundMark(grapheme)),
  );
  const tiles = step.tiles.map(({ grapheme }) =>
    html("button.g-tile.small", { "aria-label": grapheme, lang: "en" }, letters(grapheme), soundMark(grapheme)),
  );
  const listen = ear();
  const row = html("div.places", {}, places);
  const tray = html("div.tray", {}, tiles);
  measure(row, step.segments.map(({ grapheme }) => grapheme));
  measure(tray, step.tiles.map(({ grapheme }) => grapheme));
  tray.style.setProperty("--across", tiles.length > 7 ? Math.ceil(tiles.length / 2) : tiles.length);
  tray.style.setProperty("--across-narrow", Math.min(4, Math.ceil(tiles.length / 2)));
  const photo = picture(step.picture);
  stage.friend.pose("cheer");
  stage.put(tiles.length > 7 ? "builds many" : "builds", html("div.hint", {}, stage.friend, photo ? html("div.frame", {}, photo) : null, listen), row, tray);

  const graphemes = (of) => of.map(({ grapheme }) => grapheme);
  const ask = () => stage.say(step.say);
  const say = (tile) => stage.say(step.tiles[tile].sound);
  const placed = placing(stage, {
    places,
    tiles,
    want: graphemes(step.segments),
    have: graphemes(step.tiles),
    fill: (place, tile) => place.firstChild.replaceChildren(...(tile === null ? [] : [letters(step.tiles[tile].grapheme)])),
    answered: (right, made) => stage.sitting.answer(step, right ? "correct" : "incorrect", made.join(".")),
    laid: say,
    /** Both again: what was built, sound by sound, then the word. */
    async taught(made) {
      for (const grapheme of made) await say(step.tiles.findIndex((tile) => tile.grapheme === grapheme));
    },
    again: ask,
  });
  press(listen, () => {
    stage.sitting.replay();
    ask();
  });
  ask().then(() => stage.sitting.ask());
  await placed;
  leaf(row);
  await sayWord(places, step.segments, step.say, stage);
  await stage.wait(700);
}
