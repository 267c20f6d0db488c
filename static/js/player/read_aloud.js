/**
 * Read aloud: the child is recorded, hears it beside the model, may do it once more, and keeps it for the teacher. Without a
 * microphone the child reads to the friend and hears the model.
 */
import { newId } from "../lib/ids.js";
import { hindrance, record } from "../lib/microphone.js";
import { RATE, decode } from "../lib/take.js";
import { hush as quietOwn, say as sayOwn } from "../lib/voice.js";
import { keepTake } from "../offline/takes.js";
import { drawing, ear, html, onward, word } from "./draw.js";
import { press } from "./press.js";
import { hush } from "./sound.js";
import { sheetOf } from "./words.js";

const MOST_TAKES = 2;
const LONGEST_S = 45;
const SHORTEST_S = 0.4;
const QUIETEST = 0.02; // a take that never passes it holds no voice
const LOUDEST = 0.985; // the microphone could not follow: so loud, for such a share of the take
const MOST_LOUD = 0.0008;

export async function read_aloud(step, stage) {
  const sheet = sheetOf(step.lines, stage);
  const mic = html("button.mic", { "aria-label": word("record") }, html("span.level"), drawing("mic"));
  const own = html("button.listen.own", { "aria-label": word("own") }, drawing(...stage.lesson.me));
  const [model, done] = [ear(), onward()];
  let take = null; // {blob, address}
  let takes = 0;
  let making = null;

  stage.friend.pose("up");
  stage.put("alouds", sheet.element, html("div.stand", {}, stage.friend, mic, own), html("div.help", {}, model, done));
  model.setAttribute("aria-label", word("model"));
  const show = (state) => {
    mic.classList.toggle("on", state === "recording");
    mic.setAttribute("aria-label", word(state === "recording" ? "stop" : "record"));
    mic.disabled = state === "waiting" || takes >= MOST_TAKES;
    own.hidden = !take;
    [own.disabled, model.disabled] = [state !== "ready", state !== "ready"];
    done.disabled = state !== "ready" || !(take || mic.hidden);
    stage.point(state === "recording" || !(take || mic.hidden) ? mic : done);
  };
  const deaf = () => {
    mic.hidden = true; // no microphone: it is read all the same
    show("ready");
  };
  const silence = () => {
    hush();
    quietOwn();
  };
  const level = ({ peak }) => mic.style.setProperty("--loud", Math.min(1, peak * 1.6));

  const begin = async () => {
    silence();
    sheet.quiet();
    show("waiting");
    try {
      making = await record(level, LONGEST_S);
      if (!mic.isConnected) return making.stop();
      show("recording");
      await taken(await making.done);
    } catch (error) {
      making = null;
      if (error.message === "busy") show("ready");
      else deaf();
    }
  };
  const taken = async (blob) => {
    making = null;
    level({ peak: 0 });
    show("waiting");
    const samples = await decode(blob);
    if (samples && !usable(samples)) {
      await stage.tell("try-again");
      return show("ready");
    }
    if (take) URL.revokeObjectURL(take.address);
    takes += 1;
    take = { blob, address: URL.createObjectURL(blob) };
    show("ready");
    if (await hearOwn()) await sheet.read(); // beside each other
  };
  const hearOwn = async () => {
    silence();
    own.classList.add("lit");
    const whole = await sayOwn(take.address);
    own.classList.remove("lit");
    return whole !== false && own.isConnected;
  };

  press(mic, () => (making ? making.stop() : begin()));
  press(own, hearOwn);
  press(model, () => {
    quietOwn();
    stage.sitting.replay();
    sheet.read();
  });
  if (hindrance()) deaf();
  else show("ready");
  await new Promise((resolve) => press(done, resolve));
  silence();
  stage.sitting.answer(step, "correct", take ? "recorded" : "read");
  if (!take) return;
  URL.revokeObjectURL(take.address);
  await keepTake({ id: newId(), student: stage.lesson.child, sitting: stage.sitting.id, item: step.item }, take.blob);
}

/** Return whether a teacher could use the take: the server refuses what is silent, too short or too loud, when it is too late. */
function usable(samples) {
  if (samples.length < SHORTEST_S * RATE) return false;
  let [peak, loud] = [0, 0];
  for (const one of samples) {
    peak = Math.max(peak, Math.abs(one));
    if (Math.abs(one) > LOUDEST) loud += 1;
  }
  return peak > QUIETEST && loud < MOST_LOUD * samples.length;
}
