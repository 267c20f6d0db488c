/**
 * A question about a story: asked in Thai by the tablet's own voice where there is one, and in English by its clip. An answer
 * speaks when it is touched, the arrow takes it. After a wrong one the sentence that tells it is shown and read again.
 */
import { choose } from "./choose.js";
import { drawing, ear, html, onward, word } from "./draw.js";
import { press } from "./press.js";
import { quiet, speak } from "./thai.js";
import { sheetOf } from "./words.js";

export async function question(step, number, stage) {
  const asked = step.questions[number];
  const told = sheetOf(asked.told.map(([page, line]) => step.pages[page].lines[line]), stage);
  const saying = speaker(step.thai, stage);
  const cards = asked.choices.map((choice, n) => {
    const label = html("span.answer-text", {}, wording(choice, step.thai));
    const element = html("button.card.answer", { "aria-label": word("answer", { n: n + 1 }) }, drawing("ear", "answer-ear"), beads(n + 1), label);
    return { element, right: choice.right, say: choice, name: `${number + 1}: ${choice.en}` };
  });
  const [listen, next] = [ear(), onward()];
  const paper = html("div.sheet.asking", {}, drawing("ask", "", "0 0 96 96"), html("div.asked", {}, wording(asked, step.thai)));
  stage.friend.pose("cheer");
  stage.put("asks", paper, html("div.help", {}, stage.friend, listen, next), html("div.answers", {}, cards.map((card) => card.element)));

  const ask = () => saying(asked);
  const tellAgain = async () => {
    paper.replaceWith(told.element);
    await told.read();
    await stage.wait(400);
    told.element.replaceWith(paper);
    await ask();
  };
  const chosen = choose(step, { ...stage, say: saying }, cards, { again: tellAgain });
  hearThenTake(cards, next, saying, stage);
  press(listen, () => {
    stage.sitting.replay();
    ask();
  });
  stage.sitting.ask();
  ask().then((whole) => whole && listen.isConnected && stage.sitting.ask());
  await chosen;
}

/** Return what says a question or an answer; a new one cuts short what was sounding, in either voice. */
function speaker(thai, stage) {
  let latest = null;
  return async (one) => {
    latest = one;
    quiet();
    if (thai && one.th) await speak(one.th);
    if (latest !== one) return false;
    return stage.say(one.say);
  };
}

/** Return the words of a question or an answer: Thai first while English cannot be read yet, later English alone. */
function wording({ th, en }, thai) {
  const english = html("span", { lang: "en", class: thai ? "say lesser" : "say" }, en);
  return thai ? [html("span.say", {}, th), english] : [english];
}

/** Return as many beads as the place of an answer: what a child who cannot read sees of it. */
function beads(many) {
  return html("span.dots", { "aria-hidden": "true" }, Array.from({ length: many }, () => html("i")));
}

function hearThenTake(cards, next, saying, stage) {
  let held = null;
  next.disabled = true;
  for (const card of cards) {
    press(card.element, () => {
      held = card;
      next.disabled = false;
      for (const one of cards) one.element.classList.toggle("held", one === card);
      stage.point(next);
      saying(card.say);
    });
  }
  press(next, () => {
    held?.element.classList.remove("held");
    next.disabled = true;
    stage.point(null);
    held?.choose();
  });
}
