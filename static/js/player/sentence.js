/** Sentence: read it, with any word to be touched; then find its picture of three, or put its words in order. */
import { choose, leaf, tapToChoose } from "./choose.js";
import { ear, html, onward, picture, word } from "./draw.js";
import { order } from "./order.js";
import { press } from "./press.js";
import { sheetOf } from "./words.js";

export async function sentence(step, stage) {
  const sheet = sheetOf([step], stage);
  await (step.task === "picture" ? scenes : thenOrder)(step, stage, sheet);
}

/** Three scenes of one or two pictures. */
async function scenes(step, stage, sheet) {
  const cards = step.choices.map((choice, place) => {
    const drawn = choice.pictures.map((one) => picture(one.picture));
    const element = html("button.card.scene", { "aria-label": word("picture", { n: place + 1 }) }, drawn);
    return { element, right: choice.right, name: choice.name, pictures: choice.pictures };
  });
  const listen = ear();
  stage.friend.pose("up");
  stage.put("sentences", sheet.element, html("div.help", {}, stage.friend, listen), html("div.scenes", {}, cards.map((card) => card.element)));
  hearAll(listen, sheet, stage);
  const named = { ...stage, say: (pictures) => each(pictures, stage) };
  for (const card of cards) card.say = card.pictures;
  const chosen = choose(step, named, cards, { confirm: () => sheet.read(), again: () => sheet.read() });
  tapToChoose(cards);
  stage.sitting.ask();
  await chosen;
}

async function each(pictures, stage) {
  for (const { say } of pictures) if (!(await stage.say(say))) return false;
  return true;
}

/** First the sentence is read; it goes when the arrow is touched, and its words come mixed. */
async function thenOrder(step, stage, sheet) {
  const [listen, next] = [ear(), onward()];
  stage.friend.pose("walk");
  stage.put("sentences alone", sheet.element, html("div.help", {}, stage.friend, listen, next));
  hearAll(listen, sheet, stage);
  await new Promise((resolve) => press(next, resolve));
  await order(step, stage, sheet);
  stage.put("sentences alone", sheet.element, html("div.help", {}, stage.friend));
  leaf(sheet.element);
  await sheet.read();
  await stage.wait(700);
}

function hearAll(listen, sheet, stage) {
  press(listen, () => {
    stage.sitting.replay();
    sheet.read();
  });
}
