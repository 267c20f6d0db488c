/** Find: hear it, then touch it: letters for a sound, or a picture for a word, a first sound, a rhyme. */
import { cardsOf, choose, tapToChoose } from "./choose.js";
import { ear, html, svg } from "./draw.js";
import { press } from "./press.js";

export async function find(step, stage) {
  const cards = cardsOf(step.choices);
  const big = ear("big");
  const rings = html("div.hear", {}, waves(), big, cue(step.task), stage.friend);
  stage.friend.pose("cheer");
  const lettered = Boolean(step.choices[0].grapheme);
  stage.put(lettered ? "finds" : "finds pictures", rings, html(lettered ? "div.choices" : "div.choices.cards", {}, cards.map((card) => card.element)));

  const ask = async () => {
    rings.classList.add("sounding");
    await stage.say(step.ask);
    rings.classList.remove("sounding");
  };
  const chosen = choose(step, stage, cards, { again: ask });
  let touched = false;
  for (const card of cards) {
    const decide = card.choose;
    card.choose = () => {
      touched = true;
      decide();
    };
  }
  tapToChoose(cards);
  press(big, () => {
    touched = true;
    stage.sitting.replay();
    ask();
  });
  tell(step, stage, cards, ask, () => touched);
  await chosen;
}

/** Ask; for a first sound or a rhyme also say every picture, unless the child is quicker. */
async function tell(step, stage, cards, ask, touched) {
  await ask();
  if (step.task === "first" || step.task === "rhyme") {
    for (const { element, say } of cards) {
      if (touched()) return;
      element.classList.add("lit");
      await stage.say(say);
      element.classList.remove("lit");
    }
    if (touched()) return;
    await ask();
  }
  if (!touched()) stage.sitting.ask();
}

function waves() {
  const arc = (d, opacity) => svg("path", { class: "ring", d, opacity });
  return svg(
    "svg",
    { class: "rings", viewBox: "0 0 460 460", "aria-hidden": "true" },
    arc("M384.6 154.6A172 172 0 0 1 384.6 305.4", 1),
    arc("M75.4 305.4A172 172 0 0 1 75.4 154.6", 1),
    arc("M406.2 144.1A196 196 0 0 1 406.2 315.9", 0.6),
    arc("M53.8 315.9A196 196 0 0 1 53.8 144.1", 0.6),
    arc("M427.7 133.6A220 220 0 0 1 427.7 326.4", 0.3),
    arc("M32.3 326.4A220 220 0 0 1 32.3 133.6", 0.3),
  );
}

/** Return what to listen for, as beads: the first sound, or the endings that are alike. */
function cue(task) {
  const row = (y, gold) => [
    svg("path", { class: "thread", d: `M14 ${y}h112` }),
    ...[0, 1, 2].map((n) => svg("circle", { class: n === gold ? "bead done" : "bead", cx: 30 + 40 * n, cy: y, r: n === gold ? 18 : 12 })),
  ];
  const rows = { first: row(70, 0), rhyme: [...row(42, 2), ...row(98, 2)] }[task];
  return rows ? svg("svg", { class: "cue", viewBox: "0 0 140 140", "aria-hidden": "true" }, rows) : null;
}
