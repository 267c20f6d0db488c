/** Same or different: hear two words, one after the other, and say whether they are the same. No letters. */
import { leaf } from "./choose.js";
import { drawing, ear, html, picture, turtle, word } from "./draw.js";
import { press } from "./press.js";

const WRONG_BEFORE_RING = 2;
const BETWEEN_MS = 350;
const GLOW_MS = 700;

export function same_different(step, stage) {
  const voices = step.words.map((_, n) => html("button.card.voice", { "aria-label": word("word", { n: n + 1 }) }, drawing("ear")));
  const same = html("button.card.verdict", { "aria-label": word("same") }, fruit(), fruit());
  const different = html("button.card.verdict", { "aria-label": word("different") }, fruit(), drawing("owl", "dye-indigo"));
  const right = step.same ? same : different;
  const [listen, slow] = [ear(), turtle()];
  const verdicts = html("div.verdicts.waiting", {}, same, different);
  stage.friend.pose("cheer");
  stage.put("tells", html("div.voices", {}, voices), html("div.help", {}, stage.friend, listen, slow), verdicts);

  let wrong = 0;
  let busy = true; // until both have been heard once
  const hear = async (n, say) => {
    voices.forEach((voice, place) => voice.classList.toggle("lit", place === n));
    const whole = await say(step.words[n].say);
    voices[n].classList.remove("lit");
    return whole;
  };
  const both = async (say) => (await hear(0, say)) && (await stage.wait(BETWEEN_MS), hear(1, say));
  const reveal = () => {
    const shown = step.words.map(({ picture: one }) => picture(one));
    if (shown.every(Boolean)) voices.forEach((voice, n) => voice.replaceChildren(shown[n]));
  };

  return new Promise((resolve) => {
    const answer = async (verdict) => {
      if (busy) return;
      busy = true;
      stage.point(null);
      stage.sitting.answer(step, verdict === right ? "correct" : "incorrect", verdict === same ? "same" : "different");
      reveal();
      if (verdict === right) {
        (right === same ? different : same).classList.add("rest");
        leaf(right);
        await both(stage.say);
        await stage.wait(GLOW_MS);
        return resolve();
      }
      await again(verdict);
      busy = false;
    };
    /** Both once more, slowly, with their pictures; then either may be touched anew. */
    const again = async (verdict) => {
      wrong += 1;
      verdict.classList.add("rest");
      if (wrong === WRONG_BEFORE_RING) await stage.tell("try-again");
      await both(stage.slowly);
      verdict.classList.remove("rest");
      if (wrong >= WRONG_BEFORE_RING) stage.point(right);
      stage.sitting.ask();
    };
    const replay = (saying) => () => {
      stage.sitting.replay();
      saying();
    };

    for (const verdict of [same, different]) press(verdict, () => answer(verdict));
    voices.forEach((voice, n) => press(voice, replay(() => hear(n, stage.say))));
    press(listen, replay(() => both(stage.say)));
    press(slow, replay(() => both(stage.slowly)));
    both(stage.say).then(() => {
      verdicts.classList.remove("waiting");
      busy = false;
      stage.sitting.ask();
    });
  });
}

function fruit() {
  return drawing("round", "", "0 0 100 112");
}
