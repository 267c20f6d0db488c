/** Real or alien: read the word, its marks help when they are touched; then it goes into the basket, or to the alien. */
import { praise } from "./choose.js";
import { drawing, html, picture, word } from "./draw.js";
import { press } from "./press.js";
import { sayWord, soundOut, touchToHear } from "./segments.js";
import { inWriting } from "./split.js";

const APART_MS = 320;

export function real_or_alien(step, stage) {
  const run = html("div.run-word", { lang: "en", role: "group", "aria-label": step.word });
  const { tiles: parts } = inWriting(run, step.segments, "button.part");
  const homes = [
    { name: "real", right: step.real, element: home("real", "treasure", "") },
    { name: "alien", right: !step.real, element: home("alien", "alien", "dye-teal") },
  ];
  const shown = html("div.frame", { hidden: true });
  stage.friend.pose("walk");
  stage.put("aliens", run, html("div.help", {}, stage.friend, shown), html("div.homes", {}, homes.map(({ element }) => element)));

  /** Sound by sound, then together: as a whole where a clip says it. */
  const blended = async () => {
    await soundOut(parts, step.segments, stage, APART_MS);
    if (step.say.url) return sayWord(parts, step.segments, step.say, stage);
    await soundOut(parts, step.segments, stage);
  };
  const mean = () => {
    const drawn = picture(step.picture);
    if (drawn) shown.replaceChildren(drawn);
    shown.hidden = !drawn;
  };
  touchToHear(parts, step.segments, stage);

  return new Promise((resolve) => {
    let busy = false;
    const give = async (one) => {
      if (busy) return;
      busy = true;
      stage.sitting.answer(step, one.right ? "correct" : "incorrect", one.name);
      if (one.right) {
        stage.point(null);
        praise(one, homes);
        run.classList.add("given");
        mean();
        await blended();
        await stage.wait(700);
        return resolve();
      }
      one.element.classList.add("rest");
      one.element.setAttribute("aria-disabled", "true");
      await blended();
      mean();
      stage.point(homes.find(({ right }) => right).element);
      stage.sitting.ask();
      busy = false;
    };
    for (const one of homes) press(one.element, () => give(one));
  });
}

function home(name, art, dye) {
  return html(`button.home.card.${name}`, { "aria-label": word(name) }, drawing(art, dye));
}
