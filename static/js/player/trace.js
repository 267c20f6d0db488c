/**
 * Trace: a finger writes the letters of a sound, stroke by stroke. The longan waits where it belongs and goes ahead of it;
 * the arrow below does the same, press by press. Two poor tries, and the way is shown, wide.
 */
import { boardOf, laidOut } from "./board.js";
import { leaf } from "./choose.js";
import { drawing, ear, html, onward, word } from "./draw.js";
import { press } from "./press.js";
import { follow } from "./strokes.js";

const POOR = 0.35; // beside the way with more than this part of a try
const TRIES = 2;
const PRESSES = 6; // for a stroke, without a finger
const LEAST = 12; // of the box, with one press
const PAUSE_MS = 1200; // where nothing may move
const GLOW_MS = 900;

export async function trace(step, stage) {
  const laid = laidOut(step.letters);
  const board = boardOf(laid, step.reach);
  const [listen, next] = [ear(), onward()];
  const show = html("button.listen", { "aria-label": word("show") }, drawing("finger"));
  const pad = html("div.pad", { role: "img", "aria-label": step.grapheme }, board.element);
  stage.friend.pose("cheer");
  stage.put("traces", pad, html("div.help", {}, stage.friend, listen, show, next));

  const written = { poor: 0, helped: false, pressed: false };
  const hand = handOn(pad, board);
  const say = () => stage.say(step.sound);
  press(listen, () => {
    stage.sitting.replay();
    say();
  });
  press(show, () => hand.show());
  press(next, () => hand.advance(), 120);
  say().then(() => stage.sitting.ask());
  for (const stroke of laid.strokes) await hand.write(stroke, step.reach, written);

  hand.rest();
  for (const one of [show, next]) one.disabled = true;
  const how = written.pressed ? "pressed" : `${written.poor} poor`;
  stage.sitting.answer(step, written.helped ? "incorrect" : "correct", how);
  board.finish();
  leaf(pad);
  await say();
  await stage.wait(GLOW_MS);
}

/** Return the hand: `write(stroke…)` resolves when it is written; `advance()` goes on by a press; `show()` shows the way. */
function handOn(pad, board) {
  let now = null; // the stroke being written: {stroke, tried, tries, written, over}
  let finger = null;
  let showing = 0;

  const anew = () => {
    now.tried = follow(now.stroke.points, now.reach);
    board.clear();
    board.point(now.stroke.points, 0);
  };
  const show = async () => {
    const mine = ++showing;
    if (!now) return;
    board.widen(now.stroke);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    else await board.show(now.stroke.points, () => mine !== showing);
    if (mine === showing && now) board.point(now.stroke.points, now.tried.at);
  };
  const over = () => {
    board.lift();
    board.keep();
    finger = null;
    const { resolve } = now;
    now = null;
    showing += 1;
    resolve();
  };
  const poor = () => {
    now.tries += 1;
    now.written.poor += 1;
    anew();
    if (now.tries < TRIES) return;
    now.written.helped = true;
    show();
  };
  const move = (event) => {
    if (!now || event.pointerId !== finger) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const one of between.length ? between : [event]) {
      const place = board.place(one);
      board.draw(place, now.tried.move(...place));
    }
    board.point(now.stroke.points, now.tried.at);
    if (now.tried.done) ended();
  };
  /** Once the way is shown, whoever reaches the end has written it. */
  const ended = () => {
    if (now.tried.off <= POOR || now.tries >= TRIES) return over();
    finger = null;
    board.lift();
    poor();
  };
  const up = (event) => {
    if (event.pointerId !== finger) return;
    finger = null;
    board.lift();
    if (!now) return;
    now.tried.lift();
    if (now.tried.long && now.tried.off > POOR) poor();
  };

  pad.addEventListener("pointerdown", (event) => {
    if (finger !== null || !now || event.button > 0) return;
    event.preventDefault();
    finger = event.pointerId;
    pad.setPointerCapture(finger);
    showing += 1;
    board.point(now.stroke.points, now.tried.at);
    move(event);
  });
  pad.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, up);

  return {
    show,
    rest: () => (now = null),
    advance() {
      if (!now) return;
      const from = now.tried.at;
      now.tried.advance(Math.max(LEAST, now.tried.total / PRESSES));
      now.written.pressed = true;
      board.fill(now.stroke.points, from, now.tried.at);
      board.point(now.stroke.points, now.tried.at);
      if (now.tried.done) over();
    },
    write(stroke, reach, written) {
      return new Promise((resolve) => {
        now = { stroke, reach, written, resolve, tries: 0, tried: follow(stroke.points, reach) };
        board.lead(stroke);
      });
    },
  };
}
