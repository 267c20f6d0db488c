/** Pairs: hear a word and find it beside one that differs in a single sound; afterwards each is said, its own letters lit. */
import { cardsOf, choose, tapToChoose } from "./choose.js";
import { ear, html, turtle } from "./draw.js";
import { press } from "./press.js";
import { lightParts, written } from "./written.js";

export async function pairs(step, stage) {
  const lettered = Boolean(step.choices[0].text);
  const cards = lettered ? step.choices.map(cardOf) : cardsOf(step.choices);
  const [listen, slow] = [ear("big"), turtle()];
  stage.friend.pose("cheer");
  stage.put(
    lettered ? "pairs" : "pairs pictures",
    html("div.hear", {}, listen, slow, stage.friend),
    html("div.choices.words", {}, cards.map((card) => card.element)),
  );

  const asked = () => stage.say(step.say);
  const apart = () => {
    for (const { word, places } of cards) if (word) lightParts(word, places);
  };
  const inTurn = async () => {
    for (const { element, say } of [...cards].sort((one, other) => other.right - one.right)) {
      element.classList.add("sounds");
      await stage.say(say);
      element.classList.remove("sounds");
      await stage.wait(200);
    }
  };
  const chosen = choose(step, stage, cards, {
    again: asked,
    confirm: async () => {
      apart();
      await inTurn();
    },
  });
  for (const card of cards) {
    const decide = card.choose;
    card.choose = () => {
      if (!card.right) apart(); // where they differ, before both are heard again
      decide();
    };
  }
  tapToChoose(cards);
  const replay = (saying) => () => {
    stage.sitting.replay();
    saying();
  };
  press(listen, replay(asked));
  press(slow, replay(() => stage.slowly(step.say)));
  asked().then(() => stage.sitting.ask());
  await chosen;
}

function cardOf({ text, segments, apart, say, right }) {
  const word = written(text, segments);
  return { element: html("button.choice.whole", { "aria-label": text, lang: "en" }, word.element), right, say, name: text, word, places: apart };
}
