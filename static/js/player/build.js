/** Build: hear a word and put its letters into their places, by tapping or by dragging. */
import { leaf } from "./choose.js";
import { ear, html, letters, measure, picture, soundMark, word } from "./draw.js";
import { draggable } from "./drag.js";
import { press } from "./press.js";
import { sayWord } from "./segments.js";

const WRONG_BEFORE_RING = 2;

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

  const held = places.map(() => null); // which tile lies in which place
  let wrong = 0;
  let busy = false;
  let turn = 0; // of the tile laid last
  const ask = () => stage.say(step.say);

  return new Promise((resolve) => {
    const show = () => {
      places.forEach((place, n) => {
        const tile = held[n] === null ? null : step.tiles[held[n]];
        place.classList.toggle("full", tile !== null);
        place.firstChild.replaceChildren(...(tile ? [letters(tile.grapheme)] : []));
      });
      tiles.forEach((tile, n) => tile.classList.toggle("gone", held.includes(n)));
    };
    const lay = async (tile, at = held.indexOf(null)) => {
      if (busy || held.includes(tile) || at < 0) return;
      held[at] = tile;
      show();
      stage.point(null);
      const mine = ++turn;
      await stage.say(step.tiles[tile].sound);
      if (mine === turn && !held.includes(null)) await check();
    };
    const takeBack = (at) => {
      if (busy || held[at] === null) return;
      held[at] = null;
      show();
    };
    const check = async () => {
      busy = true;
      const made = held.map((tile) => step.tiles[tile].grapheme);
      const right = made.every((grapheme, n) => grapheme === step.segments[n].grapheme);
      stage.sitting.answer(step, right ? "correct" : "incorrect", made.join("."));
      if (right) return praise();
      await again(made);
      busy = false;
    };
    const praise = async () => {
      leaf(row);
      await sayWord(places, step.segments, step.say, stage);
      await stage.wait(700);
      resolve();
    };
    /** Both again: what was built, sound by sound, then the word; what lies wrong goes back. */
    const again = async (made) => {
      for (const tile of [...held]) await stage.say(step.tiles[tile].sound);
      made.forEach((grapheme, n) => {
        if (grapheme !== step.segments[n].grapheme) held[n] = null;
      });
      show();
      await ask();
      wrong += 1;
      stage.sitting.ask();
      if (wrong >= WRONG_BEFORE_RING) stage.point(tiles[needed()]);
    };
    const needed = () => {
      const open = step.segments[held.indexOf(null)].grapheme;
      return step.tiles.findIndex(({ grapheme }, n) => grapheme === open && !held.includes(n));
    };

    tiles.forEach((tile, n) => {
      press(tile, () => tile.classList.contains("dragged") || lay(n));
      draggable(tile, places, (at) => held[at] === null && lay(n, at));
    });
    places.forEach((place, at) => press(place, () => takeBack(at)));
    press(listen, () => {
      stage.sitting.replay();
      ask();
    });
    ask().then(() => stage.sitting.ask());
  });
}
