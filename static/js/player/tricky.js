/**
 * Tricky: a word to know by heart. Look at it, a heart under the part that goes its own way; it is covered, and found again
 * among words that look like it; then its letters are put in order.
 */
import { choose, leaf, tapToChoose } from "./choose.js";
import { ear, html, letters, onward, word } from "./draw.js";
import { press } from "./press.js";
import { lightParts, sayWritten, written } from "./written.js";

const PEEK_MS = 900;
const GLOW_MS = 700;
const WRONG_BEFORE_RING = 2;

export async function tricky(step, stage) {
  const whole = written(step.word, step.segments);
  const cover = html("span.cloth", { "aria-hidden": "true" });
  const sheet = html("button.folio", { "aria-label": step.word, lang: "en" }, whole.element, cover);
  const listen = ear();
  const scene = {
    whole,
    sheet,
    listen,
    say: () => sayWritten(whole, step.segments, step.say, stage),
    fold: (down) => {
      sheet.classList.toggle("folded", down);
      sheet.setAttribute("aria-label", down ? word("covered") : step.word);
    },
  };
  const hear = () => {
    stage.sitting.replay();
    return sheet.classList.contains("folded") ? stage.say(step.say) : scene.say();
  };
  press(sheet, hear);
  press(listen, hear);

  await look(step, stage, scene);
  await find(step, stage, scene);
  if (step.letters.length > 1) await order(step, stage, scene);
}

/** The word whole; the part that goes its own way lights up once it has been heard. */
async function look(step, stage, { whole, sheet, listen, say, fold }) {
  const next = onward();
  const odd = step.segments.flatMap((segment, n) => (segment.odd ? [n] : []));
  fold(false);
  stage.friend.pose("up");
  stage.put("tricky looks", sheet, html("div.help", {}, stage.friend, listen, next));
  const looked = new Promise((resolve) => press(next, resolve));
  say().then(async (heard) => {
    if (heard && next.isConnected) {
      lightParts(whole, odd);
      await stage.say(step.say);
    }
    if (next.isConnected) stage.point(next);
  });
  await looked;
  lightParts(whole, []);
}

/** Covered: found among words that look like it. After a wrong one it may be seen again for a moment. */
async function find(step, stage, { sheet, listen, fold }) {
  const cards = step.choices.map(({ text, say, right }) => {
    const element = html("button.choice.whole", { "aria-label": text, lang: "en" }, html("span.letter", {}, text));
    return { element, say, right, name: text };
  });
  const longest = Math.max(...step.choices.map(({ text }) => text.length));
  const tray = html("div.choices.four", {}, cards.map(({ element }) => element));
  tray.style.setProperty("--letters", longest);
  fold(true);
  stage.friend.pose("walk");
  stage.put("tricky seeks", sheet, html("div.help", {}, stage.friend, listen), tray);
  const chosen = choose(step, stage, cards, {
    again: async () => {
      fold(false);
      await stage.say(step.say);
      await stage.wait(PEEK_MS);
      fold(true);
    },
  });
  tapToChoose(cards);
  stage.say(step.say).then(() => stage.sitting.ask());
  await chosen;
}

/** Its letters, one after the other: only the right one lies down; a wrong one lets the word be seen for a moment. */
function order(step, stage, { whole, sheet, listen, say, fold }) {
  const places = [...step.word].map(() => html("span.spot"));
  const tiles = step.letters.map((letter) => html("button.g-tile.small.one", { "aria-label": letter, lang: "en" }, letters(letter)));
  const many = step.word.length;
  const row = html("div.spots", { lang: "en" }, places);
  const tray = html("div.tray.loose", {}, tiles);
  for (const one of [row, tray]) {
    one.style.setProperty("--many", many);
    one.style.setProperty("--across", many > 6 ? Math.ceil(many / 2) : many);
  }
  row.style.setProperty("--narrow", Math.min(many, 6));
  fold(true);
  stage.friend.pose("cheer");
  stage.put("tricky spells", sheet, html("div.help", {}, stage.friend, listen), row, tray);

  const laid = []; // which tile lies in which place
  const tried = []; // every letter that was touched
  let [wrong, here, busy] = [0, 0, false]; // `here`: in this place
  const fits = (tile) => !laid.includes(tile) && step.letters[tile] === step.word[laid.length];

  return new Promise((resolve) => {
    const lay = async (tile) => {
      if (busy || laid.includes(tile)) return;
      tried.push(step.letters[tile]);
      if (!fits(tile)) return miss(tile);
      places[laid.length].append(letters(step.letters[tile]));
      places[laid.length].classList.add("full");
      laid.push(tile);
      tiles[tile].classList.add("gone");
      here = 0;
      stage.point(null);
      if (laid.length === many) await done();
    };
    const miss = async (tile) => {
      busy = true;
      [wrong, here] = [wrong + 1, here + 1];
      tiles[tile].classList.add("rest");
      fold(false);
      lightParts(whole, step.segments.flatMap(({ letters: own }, n) => (own.includes(laid.length) ? [n] : [])));
      await stage.say(step.say);
      await stage.wait(PEEK_MS);
      lightParts(whole, []);
      fold(true);
      tiles[tile].classList.remove("rest");
      if (here >= WRONG_BEFORE_RING) stage.point(tiles[tiles.findIndex((_, n) => fits(n))]);
      busy = false;
    };
    const done = async () => {
      busy = true;
      stage.sitting.answer(step, wrong ? "incorrect" : "correct", tried.join(""));
      fold(false);
      leaf(row);
      await say();
      await stage.wait(GLOW_MS);
      resolve();
    };
    tiles.forEach((tile, n) => press(tile, () => lay(n), 150));
    stage.sitting.ask();
  });
}
