/** Hear: a sound, its letters, the mouth that makes it, and its key word; in K1 a word and its picture. */
import { ear, html, letters, measure, mouth, onward, picture, soundMark, turtle, word } from "./draw.js";
import { press } from "./press.js";

export function hear(step, stage) {
  const tile = step.grapheme && html("button.g-tile", { "aria-label": step.grapheme, lang: "en" }, letters(step.grapheme), soundMark(step.grapheme));
  const photo = step.picture && html("button.card", { "aria-label": word("picture", { n: 1 }) }, picture(step.picture));
  const [listen, slow, next] = [ear(), turtle(), onward()];
  if (tile) measure(tile, [step.grapheme]);
  stage.friend.pose("cheer");
  stage.put(
    tile ? "hears" : "hears only-picture",
    html("div.meet", {}, tile, mouth(step.mouth), photo),
    html("div.help", {}, stage.friend, listen, slow, next),
  );

  const saySound = () => lit(tile, () => stage.say(step.sound));
  const sayWord = () => lit(photo, () => stage.say(step.word));
  const both = async () => (!tile || (await saySound())) && sayWord(); // no further when something else is heard
  const slowly = async () => (!tile || (await saySound())) && lit(photo, () => stage.slowly(step.word));
  const replay = (what) => () => {
    stage.sitting.replay();
    what();
  };
  if (tile) press(tile, replay(saySound));
  if (photo) press(photo, replay(sayWord));
  press(listen, replay(both));
  press(slow, replay(slowly));

  both().then(async (whole) => {
    if (tile && whole) await saySound();
    if (next.isConnected) stage.point(next);
  });
  return new Promise((resolve) => {
    press(next, () => {
      stage.sitting.answer(step, "correct", "");
      resolve();
    });
  });
}

async function lit(element, saying) {
  element?.classList.add("lit");
  const whole = await saying();
  element?.classList.remove("lit");
  return whole;
}
