/** A lesson from the first tap to the gold stone: one step after the other, resumable after a reload. */
import { missed } from "../lib/missed.js";
import { friend, setUp, word } from "./draw.js";
import { beads } from "./beads.js";
import { Sitting, underWay } from "./marks.js";
import { press, pressLink } from "./press.js";
import { hush, load, play, playSlowly, unlock } from "./sound.js";
import { show, tell } from "./tell.js";
import { finish } from "./finish.js";
import { kindsOf } from "./kinds.js";
import "./me.js";

const BETWEEN_MS = 450;

const lesson = underWay(JSON.parse(document.getElementById("lesson").textContent));
const root = document.getElementById("stage");
const mute = document.getElementById("mute");
const sitting = new Sitting(lesson);
let current = 0; // the step being played

/** What a step may use. */
const stage = {
  lesson,
  sitting,
  friend: friend("up"),
  say: play,
  slowly: playSlowly,
  /** Say once more what to do: "try-again"; resolves false where there is no voice for it. */
  tell: (code) => tell(lesson.told[code]),
  /** Show a step's elements. */
  put(kind, ...inside) {
    root.className = `step ${kind}`;
    root.replaceChildren(...inside);
  },
  /** Show what to touch next. */
  point(target) {
    for (const old of root.querySelectorAll(".next")) old.classList.remove("next");
    target?.classList.add("next");
  },
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Return the stage for one step: once the step is over, what it still meant to say is not said. */
function during(number) {
  const only = (speak) => (...what) => (number === current ? speak(...what) : Promise.resolve(false));
  return { ...stage, say: only(stage.say), slowly: only(stage.slowly), tell: only(stage.tell) };
}

const shown = new Set(); // what the child has been told to do in this lesson

/** Show and say what to do when it is to be done for the first time. */
async function demonstrate({ told }) {
  if (shown.has(told)) return;
  shown.add(told);
  await show(lesson.told[told], word("skip"), (demo) => stage.put("shows", demo));
}

/** Return a promise of the tap that begins; it also lets sound out. */
function begun() {
  const start = document.getElementById("start");
  start.classList.add("next");
  return new Promise((resolve) => press(start, () => resolve(unlock())));
}

async function run() {
  setUp(lesson);
  load(lesson.audio);
  const coming = kindsOf(lesson);
  beads(lesson.steps.length, sitting.step);
  for (const link of document.querySelectorAll("[data-map]")) pressLink(link, hush);
  await begun();
  await sitting.begin();
  const kinds = await coming;
  for (let number = sitting.step; number < lesson.steps.length; number++) {
    const step = lesson.steps[number];
    beads(lesson.steps.length, number);
    await demonstrate(step);
    sitting.ask();
    current = number;
    await kinds[step.kind](step, during(number));
    current = -1;
    hush();
    sitting.done(number);
    await stage.wait(BETWEEN_MS);
  }
  beads(lesson.steps.length, lesson.steps.length);
  await finish(stage);
}

let quiet = 0;
document.addEventListener("noaudio", ({ detail: clip }) => {
  if (!clip?.url) missed(clip); // else it is there, and only the way to it is not
  mute.hidden = false;
  clearTimeout(quiet);
  quiet = setTimeout(() => (mute.hidden = true), 2500);
});

run();
