/** Clap: hear a word and beat the drum once for each of its parts. */
import { leaf } from "./choose.js";
import { drawing, ear, html, onward, picture, word } from "./draw.js";
import { press } from "./press.js";
import { thump } from "./sound.js";

const WRONG_BEFORE_RING = 2;
const BEAT_GAP_MS = 120;

export function clap(step, stage) {
  const beats = Array.from({ length: step.most }, () => html("span.beat"));
  const row = html("div.beats", { role: "img" }, beats);
  const drum = html("button.drum", { "aria-label": word("beat") }, drawing("drum", "dye-longan"));
  const [listen, done] = [ear(), onward()];
  stage.friend.pose("cheer");
  stage.put(
    "claps",
    html("div.hint", {}, stage.friend, html("div.frame", {}, picture(step.picture)), listen),
    row,
    html("div.band", {}, drum, done),
  );

  let count = 0;
  let wrong = 0;
  let busy = false;
  const ask = () => stage.say(step.say);
  const show = () => {
    beats.forEach((beat, n) => beat.classList.toggle("full", n < count));
    row.setAttribute("aria-label", `${count}`);
    done.disabled = count === 0;
  };
  show();

  return new Promise((resolve) => {
    const check = async () => {
      if (busy) return;
      busy = true;
      stage.point(null);
      const right = count === step.count;
      stage.sitting.answer(step, right ? "correct" : "incorrect", count);
      if (right) {
        leaf(row);
        await ask();
        await stage.wait(700);
        return resolve();
      }
      await again();
      busy = false;
    };
    /** Hear it again and begin anew; after two wrong ones the row shows how many beats it takes. */
    const again = async () => {
      wrong += 1;
      count = 0;
      show();
      if (wrong >= WRONG_BEFORE_RING) beats.forEach((beat, n) => beat.classList.toggle("asked", n < step.count));
      await ask();
      stage.sitting.ask();
      stage.point(drum);
    };

    press(
      drum,
      () => {
        if (busy) return;
        thump();
        count = count === step.most ? 1 : count + 1;
        show();
        stage.point(done);
      },
      BEAT_GAP_MS,
    );
    press(done, check);
    press(listen, () => {
      stage.sitting.replay();
      ask();
    });
    ask().then(() => {
      stage.sitting.ask();
      if (count === 0) stage.point(drum);
    });
  });
}
