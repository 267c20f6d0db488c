/** Sort: each word into the basket whose rule it follows; touch the word and then the basket, or drag it there. */
import { leaf } from "./choose.js";
import { draggable } from "./drag.js";
import { breadth, drawing, html, letters, picture, soundMark, word } from "./draw.js";
import { press } from "./press.js";

const WRONG_BEFORE_RING = 2;

export function sort(step, stage) {
  const baskets = step.baskets.map((basket, n) => ({ ...basket, ...basketOf(basket, n) }));
  const tiles = step.words.map((one, n) => ({ ...one, element: tileOf(one, n), wrong: 0, done: false }));
  const elements = baskets.map(({ element }) => element);
  const row = html("div.baskets", {}, elements);
  row.style.setProperty("--many", baskets.length);
  row.classList.toggle("three", baskets.length > 2);
  const tray = html("div.sorted-tray", {}, tiles.map(({ element }) => element));
  tray.style.setProperty("--longest", Math.max(...step.words.map(({ text, hidden }) => breadth(text) + (hidden ? 1.5 : 0)), 5));
  stage.friend.pose("up");
  stage.put(`sorts by-${step.rule}`, tray, html("div.help", {}, stage.friend), row);

  let held = null;
  let busy = false;
  const hold = (tile) => {
    held = tile;
    for (const one of tiles) {
      one.element.classList.toggle("held", one === tile);
      one.element.setAttribute("aria-pressed", one === tile);
    }
  };
  /** Say what a basket is for: its sound and its key word; a number of syllables is only seen. */
  const hear = async (basket) => {
    basket.element.classList.add("lit");
    if (basket.sound && (await stage.say(basket.sound))) await stage.say(basket.word);
    else await stage.wait(500);
    basket.element.classList.remove("lit");
  };

  return new Promise((resolve) => {
    const put = async (tile, n) => {
      if (busy || tile.done) return;
      stage.point(null);
      hold(null);
      const right = n === tile.basket;
      stage.sitting.answer({ ...step, item: tile.item }, right ? "correct" : "incorrect", nameOf(step.baskets[n]));
      if (right) return lie(tile, n);
      busy = true;
      await again(tile, n);
      busy = false;
    };
    const lie = async (tile, n) => {
      tile.done = true;
      tile.element.classList.add("gone");
      baskets[n].inside.append(spelt(tile, "lies"));
      if (tiles.every(({ done }) => done)) {
        busy = true;
        leaf(row);
        await stage.say(tile.say);
        await stage.wait(900);
        return resolve();
      }
      stage.sitting.ask();
      await stage.say(tile.say);
    };
    /** The word, then where it was put, then where it belongs. */
    const again = async (tile, n) => {
      tile.wrong += 1;
      await stage.say(tile.say);
      await hear(baskets[n]);
      await hear(baskets[tile.basket]);
      if (tile.wrong === WRONG_BEFORE_RING) await stage.tell("try-again");
      if (tile.wrong >= WRONG_BEFORE_RING) stage.point(baskets[tile.basket].element);
      hold(tile);
      stage.sitting.ask();
    };

    for (const tile of tiles) {
      press(tile.element, () => {
        if (busy || tile.done || tile.element.classList.contains("dragged")) return;
        if (held === tile) stage.sitting.replay();
        hold(tile);
        stage.say(tile.say);
      });
      draggable(tile.element, elements, (n) => put(tile, n));
    }
    baskets.forEach((basket, n) =>
      press(basket.element, () => {
        if (busy) return;
        if (held) put(held, n);
        else hear(basket);
      }),
    );
  });
}

function basketOf(basket, n) {
  const inside = html("span.inside", { lang: "en" });
  const key = picture(basket.picture) ?? (basket.text ? html("span.named-by", { lang: "en" }, basket.text) : null);
  const head = basket.count
    ? html("span.counted", {}, Array.from({ length: basket.count }, () => html("span.beat.full")))
    : html("span.headed", { lang: "en" }, html("span.named", {}, letters(basket.grapheme), soundMark(basket.grapheme)), key);
  const label = basket.count ? `${basket.count}` : `${basket.grapheme} ${basket.text}`;
  const element = html("button.basket", { "aria-label": `${word("basket", { n: n + 1 })}: ${label}` }, head, inside, drawing("weave", "weave", "0 0 200 64"));
  element.lastChild.setAttribute("preserveAspectRatio", "none");
  return { element, inside };
}

function tileOf(one, n) {
  const drawn = picture(one.picture);
  return html(drawn ? "button.tile" : "button.tile.plain", { "aria-label": one.hidden ? word("word", { n: n + 1 }) : one.text, "aria-pressed": false }, drawn, spelt(one, one.hidden ? "missing" : "seen"));
}

/** A word whose letters in question stand out, or are missing. */
function spelt({ text, focus }, how) {
  if (how === "missing" && !inOnePiece(focus)) return drawing("ear", "only-heard");
  const made = html(`span.spelt.${how}`, { lang: "en" });
  [...text].forEach((letter, place) => {
    if (!focus.includes(place)) made.append(letter);
    else if (how !== "missing") made.append(html("b", {}, letter));
    else if (place === focus[0]) made.append(html("span.hollow"));
  });
  return made;
}

function inOnePiece(focus) {
  return focus.at(-1) - focus[0] === focus.length - 1;
}

function nameOf({ grapheme, sound, count }) {
  return count ? `${count}` : `${grapheme}=${sound.text}`;
}
