/** Story: turn its pages, touch any word, let a page be read; then answer its questions, one after the other. */
import { html, onward, picture, word } from "./draw.js";
import { beadRow, leafBack, reader } from "./leaves.js";
import { press } from "./press.js";
import { question } from "./question.js";
import { swipe } from "./swipe.js";
import { quiet } from "./thai.js";
import { sheetOf } from "./words.js";

export async function story(step, stage) {
  const leaves = [{ lines: [step.title], cover: true, pictures: step.cover }, ...step.pages];
  const place = stage.sitting.place; // of a reload: a leaf, or behind them a question
  if (place < leaves.length) await pages(leaves, place, stage);
  for (let n = Math.max(0, place - leaves.length); n < step.questions.length; n++) {
    stage.sitting.keepPlace(leaves.length + n);
    await question(step, n, stage);
  }
  quiet();
}

/** Turn the leaves from `now` on; resolves when the last one has been turned. */
function pages(leaves, now, stage) {
  return new Promise((resolve) => {
    const turn = (by) => {
      const to = now + by;
      if (to < 0) return;
      if (to === leaves.length) return resolve();
      now = to;
      show();
    };
    const show = () => {
      stage.sitting.keepPlace(now);
      leaf(leaves, now, stage, turn);
    };
    show();
  });
}

function leaf(leaves, now, stage, turn) {
  const { lines, pictures, cover } = leaves[now];
  const sheet = sheetOf(lines, stage);
  const [back, read, next] = [leafBack(), reader(), onward()];
  const drawn = pictures.map(({ picture: one }) => html("div.frame", {}, picture(one)));
  stage.friend.pose("walk");
  back.disabled = now === 0;
  next.setAttribute("aria-label", word("turn"));
  stage.put(
    cover ? "stories cover" : "stories",
    ...(drawn.length ? [html("div.shown", {}, drawn)] : []),
    sheet.element,
    beadRow(leaves.length, now),
    html("div.help", {}, back, read, next),
  );
  press(read, () => {
    stage.sitting.replay();
    sheet.read();
  });
  press(back, () => turn(-1));
  press(next, () => turn(1));
  swipe(sheet.element, turn);
}
