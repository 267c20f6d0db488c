/** Tiles into their places, by tapping or by dragging: when all are full it is looked at, and what lies wrong goes back. */
import { draggable } from "./drag.js";
import { press } from "./press.js";

const WRONG_BEFORE_RING = 2;

/**
 * Resolves when everything lies right.
 *
 * @param want what belongs in each place; `have` what each tile is
 * @param fill (place, tile) shows a place; the number of the tile in it, null when it is empty
 * @param answered (right, made) keeps the answer
 * @param laid (tile) says a tile that was laid
 * @param taught (made) teaches while what is wrong still lies there; `again` (wrong, in all) when it has gone back
 */
export function placing(stage, { places, tiles, want, have, fill, answered, laid = nothing, taught = nothing, again = nothing }) {
  const held = places.map(() => null); // which tile lies in which place
  let wrong = 0;
  let busy = false;
  let turn = 0; // of the tile laid last

  return new Promise((resolve) => {
    const show = () => {
      places.forEach((place, n) => {
        place.classList.toggle("full", held[n] !== null);
        fill(place, held[n]);
      });
      tiles.forEach((tile, n) => tile.classList.toggle("gone", held.includes(n)));
    };
    const lay = async (tile, at = held.indexOf(null)) => {
      if (busy || held.includes(tile) || at < 0) return;
      held[at] = tile;
      show();
      stage.point(null);
      const mine = ++turn;
      await laid(tile);
      if (mine === turn && !held.includes(null)) await check();
    };
    const takeBack = (at) => {
      if (busy || held[at] === null) return;
      held[at] = null;
      show();
    };
    const check = async () => {
      busy = true;
      const made = held.map((tile) => have[tile]);
      const right = made.every((one, n) => one === want[n]);
      answered(right, made);
      if (right) return resolve();
      await taught(made);
      made.forEach((one, n) => {
        if (one !== want[n]) held[n] = null;
      });
      show();
      await again(++wrong);
      stage.sitting.ask();
      if (wrong >= WRONG_BEFORE_RING) stage.point(tiles[needed()]);
      busy = false;
    };
    const needed = () => {
      const open = want[held.indexOf(null)];
      return have.findIndex((one, n) => one === open && !held.includes(n));
    };

    tiles.forEach((tile, n) => {
      press(tile, () => tile.classList.contains("dragged") || lay(n));
      draggable(tile, places, (at) => held[at] === null && lay(n, at));
    });
    places.forEach((place, at) => press(place, () => takeBack(at)));
  });
}

async function nothing() {}
