/** Word parts: build a heard word from its parts and see which letters change; then say what a part means. */
import { leaf, praise } from "./choose.js";
import { ear, html, measure, picture, word } from "./draw.js";
import { placing } from "./placing.js";
import { press } from "./press.js";

const WRONG_BEFORE_HELP = 2;

export async function word_parts(step, stage) {
  await build(step, stage);
  await mean(step, stage);
}

async function build(step, stage) {
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

  const texts = (of) => of.map(({ text }) => text);
  const ask = () => stage.say(step.say);
  const placed = placing(stage, {
    places,
    tiles,
    want: texts(step.parts),
    have: texts(step.tiles),
    fill: (place, tile) => place.firstChild.replaceChildren(...(tile === null ? [] : [written(step.tiles[tile])])),
    answered: (right, made) => stage.sitting.answer(step, right ? "correct" : "incorrect", made.join("+")),
    laid: async (tile) => step.tiles[tile].say && stage.say(step.tiles[tile].say),
    taught: ask,
    again: async (wrong) => wrong === WRONG_BEFORE_HELP && stage.tell("try-again"),
  });
  press(listen, () => {
    stage.sitting.replay();
    ask();
  });
  ask().then(() => stage.sitting.ask());
  await placed;
  row.replaceChildren(html("div.fused", { lang: "en", role: "img", "aria-label": step.word }, joined(step)));
  row.classList.add("together");
  await stage.wait(900);
  leaf(row);
  await ask();
  await stage.wait(700);
}

function mean(step, stage) {
  const english = document.documentElement.lang === "en";
  const cards = step.meanings.map((one) => {
    const text = english ? one.en : one.th;
    const [before, after] = text.split("…");
    const gap = html("span.blank", {}, "…");
    return { right: one.right, name: one.en, element: html("button.card.meaning", {}, html("span.text", { lang: english ? null : "th" }, before, gap, after)) };
  });
  const listen = ear();
  const asked = { ...step, item: `meaning:${step.asked.key}` };
  stage.friend.pose("walk");
  stage.put(
    "means",
    html("div.fused", { lang: "en", role: "img", "aria-label": step.word }, joined(step, step.asked.place)),
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
      if (wrong >= WRONG_BEFORE_HELP) stage.point(cards.find(({ right }) => right).element);
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
