/** A lesson from the first tap to the gold stone: one step after the other, resumable after a reload. */
import { friend, setUp } from "./draw.js";
import { beads } from "./beads.js";
import { Sitting } from "./marks.js";
import { press, pressLink } from "./press.js";
import { hush, load, play, unlock } from "./sound.js";
import { blend } from "./blend.js";
import { build } from "./build.js";
import { clap } from "./clap.js";
import { find } from "./find.js";
import { finish } from "./finish.js";
import { hear } from "./hear.js";
import { read } from "./read.js";
import "./me.js";

const KINDS = { hear, find, blend, build, clap, read };
const BETWEEN_MS = 450;

const lesson = JSON.parse(document.getElementById("lesson").textContent);
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
  return { ...stage, say: (clip, onCue) => (number === current ? play(clip, onCue) : Promise.resolve(false)) };
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
  beads(lesson.steps.length, sitting.step);
  for (const link of document.querySelectorAll("[data-map]")) pressLink(link, hush);
  await begun();
  await sitting.begin();
  for (let number = sitting.step; number < lesson.steps.length; number++) {
    const step = lesson.steps[number];
    beads(lesson.steps.length, number);
    sitting.ask();
    current = number;
    await KINDS[step.kind](step, during(number));
    current = -1;
    hush();
    sitting.done(number);
    await stage.wait(BETWEEN_MS);
  }
  beads(lesson.steps.length, lesson.steps.length);
  await finish(stage);
}

let quiet = 0;
document.addEventListener("noaudio", () => {
  mute.hidden = false;
  clearTimeout(quiet);
  quiet = setTimeout(() => (mute.hidden = true), 2500);
});

run();
