/** Blend: slide from sound to sound, hear them run together, then find the picture of the word. */
import { cardsOf, choose, tapToChoose } from "./choose.js";
import { ear, html, onward, turtle } from "./draw.js";
import { press } from "./press.js";
import { said, sayWord, sound, soundOut, tilesOf, touchToHear } from "./segments.js";
import { slide } from "./slide.js";

const SLOW_GAP_MS = 450;

export async function blend(step, stage) {
  const { row, tiles, places } = tilesOf(step.segments, step.silent);
  const cards = cardsOf(step.choices);
  const [listen, slow, next] = [ear(), turtle(), onward()];
  const tray = html("div.cards.waiting", {}, cards.map((card) => card.element));
  let turn = Promise.resolve(); // sounds follow each other, however fast the finger is
  let open = false;

  const together = async (gap_ms = 0) => {
    if (!(await soundOut(tiles, step.segments, stage, gap_ms))) return; // something else is heard now
    tiles.forEach(said);
  };
  const slider = slide(places, (place) => {
    lead(place);
    turn = turn.then(() => sound(tiles, step.segments, place, stage));
    if (place === step.segments.length - 1) turn = turn.then(() => stage.wait(250)).then(() => together()).then(unveil);
  });
  const lead = (place) => help.style.setProperty("--at", places[place]);
  const unveil = () => {
    if (open) return;
    open = true;
    tray.classList.remove("waiting");
    stage.friend.pose("walk");
    stage.point(null);
    stage.sitting.ask();
  };
  const help = html("div.help", {}, stage.friend, next, slow, listen);

  stage.friend.pose("up");
  stage.put(step.silent ? "blends silent" : "blends", row, slider.track, help, tray);
  lead(0);
  stage.point(next);
  touchToHear(tiles, step.segments, stage);
  press(next, () => (open ? together() : slider.advance()), 300);
  press(listen, () => {
    stage.sitting.replay();
    together();
  });
  press(slow, () => {
    stage.sitting.replay();
    together(SLOW_GAP_MS);
  });

  const confirm = () => sayWord(tiles, step.segments, step.say, stage);
  const chosen = choose(step, stage, cards, {
    confirm,
    again: async () => {
      await together();
      await confirm();
    },
  });
  for (const card of cards) {
    const decide = card.choose;
    card.choose = () => (open ? decide() : slider.advance()); // first the sounds, then the picture
  }
  tapToChoose(cards);
  await chosen;
}
