/** Put the words of a sentence in order, by tapping or by dragging; what lies wrong goes back, and the sentence is read again. */
import { draggable } from "./drag.js";
import { ear, html, word } from "./draw.js";
import { press } from "./press.js";

const WRONG_BEFORE_RING = 2;

export function order(step, stage, sheet) {
  const places = step.order.map((_tile, n) => html("button.slot", { "aria-label": word("place", { n: n + 1 }), lang: "en" }));
  const tiles = step.tiles.map((text) => html("button.word-tile", { lang: "en" }, text));
  const row = html("div.slots", {}, places);
  const tray = html("div.word-tray", {}, tiles);
  const listen = ear();
  row.style.setProperty("--root", 1 / Math.sqrt(step.text.length));
  tray.style.setProperty("--root", 1 / Math.sqrt(step.text.length));
  stage.friend.pose("cheer");
  stage.put("sentences orders", row, html("div.help", {}, stage.friend, listen), tray);

  const held = places.map(() => null); // which tile lies in which place
  let wrong = 0;
  let busy = false;
  stage.sitting.ask();

  return new Promise((resolve) => {
    const show = () => {
      places.forEach((place, n) => {
        place.textContent = held[n] === null ? "" : step.tiles[held[n]];
        place.classList.toggle("full", held[n] !== null);
      });
      tiles.forEach((tile, n) => tile.classList.toggle("gone", held.includes(n)));
    };
    const lay = async (tile, at = held.indexOf(null)) => {
      if (busy || held.includes(tile) || at < 0) return;
      held[at] = tile;
      show();
      stage.point(null);
      if (!held.includes(null)) await check();
    };
    const takeBack = (at) => {
      if (busy || held[at] === null) return;
      held[at] = null;
      show();
    };
    const check = async () => {
      busy = true;
      const made = held.map((tile) => step.tiles[tile]);
      const right = made.every((text, n) => text === step.order[n]);
      stage.sitting.answer(step, right ? "correct" : "incorrect", made.join(" "));
      if (right) return resolve();
      await again(made);
      busy = false;
    };
    /** The sentence is seen and heard again; what lies right stays, so that there is less to choose. */
    const again = async (made) => {
      places.forEach((place, n) => place.classList.toggle("off", made[n] !== step.order[n]));
      await stage.wait(700);
      row.replaceWith(sheet.element);
      await sheet.read();
      sheet.element.replaceWith(row);
      made.forEach((text, n) => {
        if (text !== step.order[n]) held[n] = null;
        places[n].classList.remove("off");
      });
      show();
      wrong += 1;
      stage.sitting.ask();
      if (wrong >= WRONG_BEFORE_RING) stage.point(tiles[needed()]);
    };
    const needed = () => {
      const open = step.order[held.indexOf(null)];
      return step.tiles.findIndex((text, n) => text === open && !held.includes(n));
    };

    tiles.forEach((tile, n) => {
      press(tile, () => tile.classList.contains("dragged") || lay(n));
      draggable(tile, places, (at) => held[at] === null && lay(n, at));
    });
    places.forEach((place, at) => press(place, () => takeBack(at)));
    press(listen, () => {
      if (busy) return;
      stage.sitting.replay();
      stage.say(step.say);
    });
  });
}
