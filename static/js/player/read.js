/** Read: the word stands there, its marks help when they are touched; then its picture, or which voice says it. */
import { cardsOf, choose, tapToChoose } from "./choose.js";
import { html, onward, word } from "./draw.js";
import { press } from "./press.js";
import { sayWord, soundOut, touchToHear } from "./segments.js";
import { inWriting } from "./split.js";

export async function read(step, stage) {
  const run = html("div.run-word", { lang: "en", role: "group", "aria-label": step.word });
  const { tiles: parts } = inWriting(run, step.segments, "button.part");
  const cards = cardsOf(step.choices);
  const byEar = !step.choices[0].picture;
  const next = onward();
  stage.friend.pose("walk");
  stage.put(
    byEar ? "reads by-ear" : "reads",
    run,
    html("div.help", {}, stage.friend, byEar ? next : null),
    html("div.cards", {}, cards.map((card) => card.element)),
  );

  touchToHear(parts, step.segments, stage);
  const confirm = () => sayWord(parts, step.segments, step.say, stage);
  const chosen = choose(step, stage, cards, {
    confirm,
    again: async () => {
      await soundOut(parts, step.segments, stage);
      await confirm();
    },
  });
  if (byEar) hearThenChoose(cards, next, stage);
  else tapToChoose(cards);
  await chosen;
}

/** A card without a picture speaks when it is touched; the arrow takes the one heard last. */
function hearThenChoose(cards, next, stage) {
  let heard = null;
  next.disabled = true;
  cards.forEach((card, n) => {
    card.element.setAttribute("aria-label", word("word", { n: n + 1 }));
    press(card.element, () => {
      heard = card;
      next.disabled = false;
      for (const one of cards) one.element.classList.toggle("held", one === card);
      stage.point(next);
      stage.say(card.say);
    });
  });
  press(next, () => {
    heard?.element.classList.remove("held");
    next.disabled = true;
    heard?.choose();
  });
}
