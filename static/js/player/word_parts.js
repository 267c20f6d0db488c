/** Word parts: build a heard word from its parts and see which letters change; then say what a part means. */
import { leaf, praise } from "./choose.js";
import { draggable } from "./drag.js";
import { ear, html, measure, picture, word } from "./draw.js";
import { press } from "./press.js";

const WRONG_BEFORE_RING = 2;

export async function word_parts(step, stage) {
  await build(step, stage);
  await mean(step, stage);
}

function build(step, stage) {
  const places = step.parts.map((part, n) => html(`button.place.${part.place}`, { "aria-label": word("place", { n: n + 1 }) }, html("span.hole")));
  const tiles = step.tiles.map((part) => html(`button.g-tile.small.${part.place}`, { "aria-label": part.text, lang: "en" }, written(part)));
  const row = html("div.places", {}, places);
  const tray = html("div.tray", {}, tiles);
  measure(row, step.parts.map(shown));
  measure(tray, step.tiles.map(shown));
  row.classList.remove("long");
  tray.classList.remove("long");
  tray.style.setProperty("--across", tiles.length > 4 ? 3 : 2);
  const listen = ear();
  const photo = picture(step.picture);
  stage.friend.pose("up");
  stage.put("joins", html("div.hint", {}, stage.friend, photo ? html("div.frame", {}, photo) : null, listen), row, tray);

  const held = places.map(() => null);
  let wrong = 0;
  let busy = false;
  const ask = () => stage.say(step.say);

  return new Promise((resolve) => {
    const show = () => {
      places.forEach((place, n) => {
        const part = held[n] === null ? null : step.tiles[held[n]];
        place.classList.toggle("full", part !== null);
        place.firstChild.replaceChildren(...(part ? [written(part)] : []));
      });
      tiles.forEach((tile, n) => tile.classList.toggle("gone", held.includes(n)));
    };
    const lay = async (tile, at = held.indexOf(null)) => {
      if (busy || held.includes(tile) || at < 0) return;
      held[at] = tile;
      show();
      stage.point(null);
      const full = !held.includes(null);
      busy = full;
      if (step.tiles[tile].say) await stage.say(step.tiles[tile].say);
      if (full) await check();
    };
    const takeBack = (at) => {
      if (busy || held[at] === null) return;
      held[at] = null;
      show();
    };
    const fits = (n) => step.tiles[held[n]].text === step.parts[n].text;
    const check = async () => {
      const right = held.every((_, n) => fits(n));
      stage.sitting.answer(step, right ? "correct" : "incorrect", held.map((tile) => step.tiles[tile].text).join("+"));
      if (right) return praised();
      await again();
      busy = false;
    };
    const praised = async () => {
      const whole = html("div.whole", { lang: "en", role: "img", "aria-label": step.word }, joined(step));
      row.replaceChildren(whole);
      row.classList.add("together");
      await stage.wait(900);
      leaf(row);
      await ask();
      await stage.wait(700);
      resolve();
    };
    /** What does not belong goes back, and the word is heard again. */
    const again = async () => {
      await ask();
      held.forEach((_, n) => {
        if (!fits(n)) held[n] = null;
      });
      show();
      wrong += 1;
      if (wrong === WRONG_BEFORE_RING) await stage.tell("try-again");
      stage.sitting.ask();
      if (wrong >= WRONG_BEFORE_RING) stage.point(tiles[needed()]);
    };
    const needed = () => {
      const open = step.parts[held.indexOf(null)].text;
      return step.tiles.findIndex(({ text }, n) => text === open && !held.includes(n));
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

function mean(step, stage) {
  const english = document.documentElement.lang === "en";
  const cards = step.meanings.map((one) => {
    const text = english ? one.en : one.th;
    const [before, after] = text.split("…");
    const gap = html("span.dots", {}, "…");
    return { right: one.right, name: one.en, element: html("button.card.meaning", {}, html("span.text", { lang: english ? null : "th" }, before, gap, after)) };
  });
  const listen = ear();
  const asked = { ...step, item: `meaning:${step.asked.key}` };
  stage.friend.pose("walk");
  stage.put(
    "means",
    html("div.whole", { lang: "en", role: "img", "aria-label": step.word }, joined(step, step.asked.place)),
    html("div.help", {}, stage.friend, listen),
    html("div.meanings", {}, cards.map(({ element }) => element)),
  );
  let wrong = 0;
  let busy = false;
  const ask = () => stage.say(step.say);

  return new Promise((resolve) => {
    const choose = async (card) => {
      if (busy) return;
      busy = true;
      stage.point(null);
      stage.sitting.answer(asked, card.right ? "correct" : "incorrect", card.name);
      if (card.right) {
        praise(card, cards);
        await ask();
        await stage.wait(900);
        return resolve();
      }
      wrong += 1;
      card.element.classList.add("rest");
      card.element.setAttribute("aria-disabled", "true");
      const base = step.parts.find(({ place }) => place === "base");
      if (await stage.say(base.say)) await ask(); // without the part, and with it
      if (wrong >= WRONG_BEFORE_RING) stage.point(cards.find(({ right }) => right).element);
      stage.sitting.ask();
      busy = false;
    };
    for (const card of cards) press(card.element, () => choose(card));
    press(listen, () => {
      stage.sitting.replay();
      ask();
    });
    ask().then(() => stage.sitting.ask());
  });
}

/** The parts side by side: a letter that goes flies away, one that comes drops in; `told` is the part that is asked for. */
function joined({ parts, changes }, told = -1) {
  return parts.flatMap(({ text, place }, n) => {
    const { lost, gained } = changes[n];
    const stays = lost ? text.slice(0, -lost.length) : text;
    const made = [html(`span.piece.${place}${n === told ? ".told" : ""}`, {}, stays)];
    if (lost && told < 0) made.push(html("span.lost", { "aria-hidden": "true" }, lost));
    if (gained) made.push(html("span.gained", {}, gained));
    return made;
  });
}

function written(part) {
  return html("span.letter", { lang: "en" }, shown(part));
}

/** A beginning is written un-, an ending -ful. */
function shown({ text, place }) {
  return { first: `${text}-`, last: `-${text}` }[place] ?? text;
}
