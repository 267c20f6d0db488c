/**
 * Dictation: hear a word, alone and in a sentence, and write it. What was nearly right teaches: its sounds are said while
 * their letters appear, wrong ones are swapped, and one writes again: then with boxes over the sound buttons, then with the
 * first letter as well, then with a ring around the next.
 */
import { soundButtons } from "./buttons.js";
import { leaf } from "./choose.js";
import { ear, html, onward, picture, turtle, word } from "./draw.js";
import { keyboard } from "./keys.js";
import { press } from "./press.js";
import { beside } from "./spelling.js";

const LETTERS_FROM = 2; // wrong ones before the first letter is given
const RING_FROM = 3;
const TOO_MANY = 3; // letters more than the word has

export async function dictation(step, stage) {
  const paper = html("div.penned", { lang: "en", role: "group", "aria-label": word("written") });
  const [listen, slow, done] = [ear(), turtle(), onward()];
  const photo = picture(step.picture);
  let wrong = 0;
  let busy = false;
  let letters = [];
  const given = () => (wrong >= LETTERS_FROM ? 1 : 0);

  const boxed = () => wrong > 0;
  const show = () => {
    const many = boxed() ? step.text.length : letters.length;
    const boxes = Array.from({ length: many }, (_box, n) =>
      html(n < given() ? "span.box.given" : boxed() ? "span.box" : "span.loose", {}, letters[n] ?? ""),
    );
    if (letters.length < many || !boxed()) (boxes[letters.length] ?? boxes[boxes.push(html("span.caret")) - 1]).classList.add("now");
    lay(paper, boxes, step.segments, boxed());
    keys.rub.disabled = letters.length <= given();
    done.disabled = letters.length <= given();
    stage.point(wrong >= RING_FROM ? pointed() : null);
  };
  const pointed = () => (letters.join("") === step.text.slice(0, letters.length) ? (keys.key(step.text[letters.length]) ?? done) : keys.rub);
  const type = (letter) => {
    if (busy || letters.length >= step.text.length + (boxed() ? 0 : TOO_MANY)) return;
    letters.push(letter);
    show();
  };
  const back = () => {
    if (busy || letters.length <= given()) return;
    letters.pop();
    show();
  };
  const ask = async () => (await stage.say(step.say)) && step.context && (await stage.say(step.context.say)) && stage.say(step.say);

  const keys = keyboard(step.keys, { type, back, done: () => check() });
  const hint = html("div.hint", {}, html("div.ears", {}, slow, listen), photo ? html("div.frame", {}, photo) : stage.friend, photo ? stage.friend : null);
  stage.friend.pose("cheer");
  stage.put("dictates", hint, ...within(step.context), html("div.writing", {}, keys.rub, paper, done), keys.element);
  show();

  let check = () => {};
  const over = new Promise((resolve) => {
    check = async () => {
      if (busy || letters.length <= given()) return;
      busy = true;
      stage.point(null);
      const right = letters.join("") === step.text;
      stage.sitting.answer(step, right ? "correct" : "incorrect", letters.join(""));
      if (right) return resolve();
      await teach(step, letters.join(""), paper, stage);
      wrong += 1;
      letters = [...step.text.slice(0, given())];
      busy = false;
      show();
      stage.sitting.ask();
    };
  });
  press(done, () => check());
  const replay = (say) => () => {
    if (busy) return;
    stage.sitting.replay();
    say();
  };
  press(listen, replay(ask));
  press(slow, replay(() => stage.slowly(step.say)));
  ask().then((whole) => whole && stage.sitting.ask());
  await over;
  keys.stop();
  await praise(step, paper, stage);
}

/** Return the sentence the word is heard in, a line where the word would stand. */
function within(context) {
  if (!context) return [];
  return [html("p.within", { lang: "en" }, context.before, html("span.gap"), context.after)];
}

/** Put boxes on the paper, and the sound buttons of the word below them. */
function lay(paper, boxes, segments, marked) {
  paper.style.setProperty("--many", Math.max(boxes.length, 4));
  paper.replaceChildren(html("div.boxes", {}, boxes));
  if (!marked) return null;
  const { left } = paper.firstChild.getBoundingClientRect();
  const places = boxes.map((box) => box.getBoundingClientRect()).map((box) => ({ left: box.left - left, right: box.right - left }));
  const marks = soundButtons(places, segments.filter(({ sound }) => sound).map(({ letters }) => letters), places[0].right * 0.22);
  paper.firstChild.append(marks);
  return marks;
}

/** Sound by sound: what was written stands there, the letters of the sound light up, and a wrong one is swapped. */
async function teach(step, written, paper, stage) {
  const { letters } = beside(written, step.text);
  const boxes = letters.map((letter, n) => html(letter === step.text[n] ? "span.box" : "span.box.wrong", {}, letter));
  const marks = lay(paper, boxes, step.segments, true);
  await stage.wait(600);
  for (const { letters: own, sound } of step.segments) {
    marks.light(own);
    for (const place of own) {
      if (letters[place] !== step.text[place]) boxes[place].className = "box swapped";
      boxes[place].textContent = step.text[place];
      boxes[place].classList.add("lit");
    }
    if (sound) await stage.say(sound);
    for (const place of own) boxes[place].classList.remove("lit");
  }
  marks.light([]);
  await stage.say(step.say);
  await stage.wait(500);
}

/** The whole word again, its letters lit as they sound. */
async function praise(step, paper, stage) {
  const boxes = [...step.text].map((letter) => html("span.box", {}, letter));
  const marks = lay(paper, boxes, step.segments, true);
  leaf(paper);
  await stage.say(step.say, (heard) => {
    marks.light(heard);
    boxes.forEach((box, place) => box.classList.toggle("lit", heard.includes(place)));
  });
  marks.light([]);
  await stage.wait(700);
}
