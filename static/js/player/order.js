/** Put the words of a sentence in order, by tapping or by dragging; what lies wrong goes back, and the sentence is read again. */
import { ear, html, word } from "./draw.js";
import { placing } from "./placing.js";
import { press } from "./press.js";

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

  const off = (made) => places.forEach((place, n) => place.classList.toggle("off", made?.[n] !== undefined && made[n] !== step.order[n]));
  let reading = false;
  press(listen, () => {
    if (reading) return;
    stage.sitting.replay();
    stage.say(step.say);
  });
  stage.sitting.ask();

  return placing(stage, {
    places,
    tiles,
    want: step.order,
    have: step.tiles,
    fill: (place, tile) => (place.textContent = tile === null ? "" : step.tiles[tile]),
    answered: (right, made) => stage.sitting.answer(step, right ? "correct" : "incorrect", made.join(" ")),
    /** The sentence is seen and heard again; what lies right stays, so that there is less to choose. */
    async taught(made) {
      reading = true;
      off(made);
      await stage.wait(700);
      row.replaceWith(sheet.element);
      await sheet.read();
      sheet.element.replaceWith(row);
      off();
      reading = false;
    },
  });
}
