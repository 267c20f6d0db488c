/** Syllables: touch between the letters where the word falls apart, then touch the part that is loud. */
import { leaf } from "./choose.js";
import { ear, html, onward, picture, word } from "./draw.js";
import { press } from "./press.js";

const WRONG_BEFORE_RING = 2;

export async function syllables(step, stage) {
  await divide(step, stage);
  await stage.wait(500);
  await stress(step, stage);
}

function divide(step, stage) {
  const edges = [0, ...step.places, step.word.length];
  const units = step.places.concat(step.word.length).map((end, n) => unitOf(step, edges[n], end));
  const knives = step.places.map((place, n) => html("button.knife", { "aria-label": word("cut", { n: n + 1 }), "aria-pressed": false }));
  units.slice(0, -1).forEach((unit, n) => unit.append(knives[n]));
  const row = html("div.units", { lang: "en", role: "group", "aria-label": step.word }, units);
  row.style.setProperty("--many", units.length);
  const [listen, done] = [ear(), onward()];
  stage.friend.pose("up");
  stage.put(units.length > 6 ? "divides many" : "divides", hint(step, stage, listen), row, html("div.band", {}, html("span"), html("span"), done));

  const cuts = new Set();
  let wrong = 0;
  let busy = false;
  const show = () =>
    step.places.forEach((place, n) => {
      units[n].classList.toggle("cut", cuts.has(place));
      knives[n].setAttribute("aria-pressed", cuts.has(place));
    });
  const say = () => sayLit(step, stage, units, (unit) => unit.letters);
  const accepted = step.cuts.map((cut, n) => new Set([cut, ...step.also[n]]));
  const good = (place) => accepted.some((places) => places.has(place));

  return new Promise((resolve) => {
    const check = async () => {
      if (busy) return;
      busy = true;
      stage.point(null);
      const made = [...cuts].sort((one, other) => one - other);
      const right = made.length === step.cuts.length && made.every((place, n) => accepted[n].has(place));
      stage.sitting.answer(step, right ? "correct" : "incorrect", apart(step.word, made).join("-"));
      if (right) {
        settle(step.cuts);
        leaf(row);
        await say();
        await stage.wait(700);
        return resolve();
      }
      await again(made);
      busy = false;
    };
    const settle = (places) => {
      cuts.clear();
      for (const place of places) cuts.add(place);
      show();
    };
    /** Hear it again with its vowels shown, each the heart of a part; what was cut well stays cut. */
    const again = async (made) => {
      wrong += 1;
      settle(made.filter(good));
      row.classList.add("hearts");
      await say();
      if (wrong === WRONG_BEFORE_RING) await stage.tell("try-again");
      stage.sitting.ask();
      if (wrong >= WRONG_BEFORE_RING) stage.point(needed() ?? done);
    };
    const needed = () => {
      const open = accepted.findIndex((places) => ![...places].some((place) => cuts.has(place)));
      return open < 0 ? null : knives[step.places.indexOf(step.cuts[open])];
    };
    knives.forEach((knife, n) =>
      press(knife, () => {
        if (busy) return;
        const place = step.places[n];
        if (!cuts.delete(place)) cuts.add(place);
        show();
        if (wrong >= WRONG_BEFORE_RING) stage.point(needed() ?? done);
      }),
    );
    press(done, check);
    press(listen, () => {
      stage.sitting.replay();
      say();
    });
    say().then(() => stage.sitting.ask());
  });
}

function stress(step, stage) {
  const pieces = apart(step.word, step.cuts);
  const from = [0, ...step.cuts];
  const parts = pieces.map((text, n) => {
    const made = html("button.beaten", { "aria-label": text, lang: "en" }, html("span.spoken", {}, text), html("span.beat"));
    return Object.assign(made, { letters: [...text].map((_, place) => from[n] + place) });
  });
  const row = html("div.beaten-row", {}, parts);
  row.style.setProperty("--letters", step.word.length);
  row.style.setProperty("--many", parts.length);
  const listen = ear("big");
  stage.friend.pose("cheer");
  stage.put("stresses", html("div.hear", {}, listen, stage.friend), row);
  const say = () => sayLit(step, stage, parts, (part) => part.letters);
  const asked = { ...step, item: `stress:${step.word}` };
  let wrong = 0;
  let busy = false;

  return new Promise((resolve) => {
    const choose = async (n) => {
      if (busy) return;
      busy = true;
      stage.point(null);
      const right = n === step.loud;
      stage.sitting.answer(asked, right ? "correct" : "incorrect", pieces[n]);
      if (right) {
        parts[n].classList.add("loud");
        leaf(parts[n]);
        await say();
        await stage.wait(700);
        return resolve();
      }
      wrong += 1;
      parts[n].classList.add("rest");
      parts[n].setAttribute("aria-disabled", "true");
      await say();
      if (wrong >= WRONG_BEFORE_RING || parts.length === 2) stage.point(parts[step.loud]);
      stage.sitting.ask();
      busy = false;
    };
    parts.forEach((part, n) => press(part, () => choose(n)));
    press(listen, () => {
      stage.sitting.replay();
      say();
    });
    say().then(() => stage.sitting.ask());
  });
}

/** Say the word; what is sounding lights up. */
async function sayLit(step, stage, elements, lettersOf) {
  await stage.say(step.say, (heard) => {
    for (const one of elements) one.classList.toggle("lit", lettersOf(one).some((letter) => heard.includes(letter)));
  });
  for (const one of elements) one.classList.remove("lit");
}

function unitOf(step, start, end) {
  const vowels = new Set(step.segments.filter(({ vowel }) => vowel).flatMap(({ letters }) => letters));
  const places = Array.from({ length: end - start }, (_, n) => start + n);
  const written = places.map((place) => html(vowels.has(place) ? "span.heart" : "span", {}, step.word[place]));
  const unit = Object.assign(html("span.unit", {}, html("span.spelt", {}, written)), { letters: places });
  unit.style.setProperty("--wide", places.length);
  return unit;
}

function hint(step, stage, listen) {
  const photo = picture(step.picture);
  return html("div.hint", {}, stage.friend, photo ? html("div.frame", {}, photo) : null, listen);
}

function apart(text, cuts) {
  return [0, ...cuts].map((start, n) => text.slice(start, cuts[n] ?? text.length));
}
