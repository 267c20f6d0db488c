/**
 * Choosing one of a few. Right: it glows and is said once more, the others go quiet. Wrong: both are heard again, calmly,
 * the choice goes quiet, and one tries again; after two wrong ones the right one wears a ring.
 */
import { drawing, html, letters, picture, soundMark, svg, word } from "./draw.js";
import { press } from "./press.js";

const WRONG_BEFORE_RING = 2;
const GLOW_MS = 700;

/** Return the cards of a step's choices: {element, right, say, name}. */
export function cardsOf(choices) {
  return choices.map((choice, place) => {
    const element = choice.grapheme
      ? html("button.choice", { "aria-label": choice.grapheme, lang: "en" }, letters(choice.grapheme), soundMark(choice.grapheme))
      : html("button.card", { "aria-label": word("picture", { n: place + 1 }) }, picture(choice.picture) ?? drawing("ear"));
    return { element, right: choice.right, say: choice.say, name: choice.grapheme ?? choice.say.text };
  });
}

/**
 * Let the child choose; resolves when the right one has been found and said again.
 *
 * @param again says the question once more; `confirm(card)` says the right one (else its own clip)
 */
export function choose(step, stage, cards, { again, confirm = (card) => stage.say(card.say) }) {
  return new Promise((resolve) => {
    let wrong = 0;
    let busy = false;
    const answer = async (card) => {
      if (busy) return;
      busy = true;
      stage.sitting.answer(step, card.right ? "correct" : "incorrect", card.name);
      if (card.right) {
        praise(card, cards);
        stage.point(null);
        await confirm(card);
        await stage.wait(GLOW_MS);
        return resolve();
      }
      quieten(card);
      await stage.say(card.say);
      await stage.wait(150);
      wrong += 1;
      if (wrong === WRONG_BEFORE_RING) await stage.tell("try-again");
      await again();
      if (wrong >= WRONG_BEFORE_RING) stage.point(cards.find((one) => one.right).element);
      stage.sitting.ask();
      busy = false;
    };
    for (const card of cards) card.choose = () => answer(card);
  });
}

/** Make a press on each card choose it. */
export function tapToChoose(cards) {
  for (const card of cards) press(card.element, () => card.choose());
}

/** Let the right one glow and the others rest. */
export function praise(card, cards) {
  for (const other of cards) if (other !== card) quieten(other);
  leaf(card.element);
}

/** Put the leaf and the ring of beads on something that is right. */
export function leaf(element) {
  const glow = svg("svg", { class: "glow", "aria-hidden": "true" }, svg("rect", { rx: 44 }));
  element.classList.remove("next");
  element.classList.add("right");
  element.append(glow, drawing("tick", "tick", "0 0 58 58"));
}

function quieten({ element }) {
  element.classList.add("rest");
  element.setAttribute("aria-disabled", "true");
}
