/** One sitting at a lesson: its marks go to the outbox, and where it stands is kept for a reload. */
import { newId } from "../lib/ids.js";
import { addMark, answerOf, endSitting, flush, openSitting } from "../offline/outbox.js";
import { noteDone, seat } from "../offline/tablet.js";
import { keep, keepSteps, kept, keptSteps, letGo, watch } from "./kept.js";

const SEND_MS = 2500;
const BANGKOK_MS = 7 * 3_600_000;

/**
 * Return the lesson this tablet is in the middle of, else the one given: what is due changes with every answer, so a
 * page that is loaded again may hold other steps.
 */
export function underWay(lesson) {
  const held = keptSteps(lesson.child);
  return held?.stone === lesson.stone && held.seed === lesson.seed ? held : lesson;
}

export class Sitting {
  #lesson;
  #state;
  #asked_at = 0;
  #replays = 0;

  /** Take up the sitting this tablet holds for the same child and the same plan, else prepare a new one. */
  constructor(lesson) {
    this.#lesson = lesson;
    this.#state = this.#kept() ?? { id: newId(), plan: plan(lesson), stone: lesson.stone, step: 0, seq: 0, started: null };
  }

  /** Its id, known on the tablet from the beginning. */
  get id() {
    return this.#state.id;
  }

  /** The step to begin with. */
  get step() {
    return this.#state.step;
  }

  /** Where in this step the child was before a reload; 0 at its beginning. */
  get place() {
    return this.#state.place ?? 0;
  }

  /** Keep where in this step the child is: a page of a story. */
  keepPlace(place) {
    this.#state.place = place;
    this.#keep();
  }

  /** Begin, once; a lesson left on another stone ends here. */
  async begin() {
    if (this.#state.started) {
      this.#keep(); // it may have been left in another tab
      return watch(this.#lesson.child, this.#state.id);
    }
    await this.#leaveOther();
    this.#state.started = Date.now();
    this.#keep();
    watch(this.#lesson.child, this.#state.id);
    keepSteps(this.#lesson);
    const { child, stone, seed } = this.#lesson;
    const proof = await proven(child);
    const started_at = new Date(this.#state.started).toISOString();
    await openSitting(this.#state.id, { student_id: child, stone, seed, started_at, verified: Boolean(proof), seat: proof });
  }

  /** From now on the answer's time counts. */
  ask() {
    this.#asked_at = Date.now();
    this.#replays = 0;
  }

  /** The child asked to hear it again. */
  replay() {
    this.#replays += 1;
  }

  /** Keep an answer: `outcome` correct or incorrect, `choice` what was chosen. */
  answer(step, outcome, choice) {
    const now = Date.now();
    const mark = {
      id: newId(),
      seq: this.#state.seq++,
      item: step.item,
      task: step.kind,
      outcome,
      choice: String(choice).slice(0, 60),
      at_ms: now - this.#state.started,
      latency_ms: Math.max(0, now - this.#asked_at),
      replays: this.#replays,
      choices: (step.choices ?? step.baskets)?.length ?? null,
    };
    this.#state.tried ||= outcome === "incorrect";
    this.#state.replays = (this.#state.replays ?? 0) + this.#replays;
    this.#keep();
    this.ask();
    return addMark(this.#state.id, mark);
  }

  /** The step is done; after a reload the lesson goes on with the next. */
  done(step) {
    this.#state.step = step + 1;
    this.#state.place = 0;
    this.#keep();
  }

  /** Return what there is to know of this lesson for its stickers. */
  get told() {
    const { id: sitting, tried = false, replays = 0 } = this.#state;
    const { stone, stickers } = this.#lesson;
    const on = new Date(Date.now() + BANGKOK_MS).toISOString().slice(0, 10); // the day in Thailand
    return { sitting, stone, on, tried, replays, look: stickers?.stone };
  }

  /** End it; resolves when the server has it, or after a short while when the tablet is alone. */
  async finish() {
    letGo(this.#lesson.child);
    await endSitting(this.#state.id, ending(this.#state, "finished"));
    await noteDone(this.#lesson.child, this.told);
    const answered = answerOf(this.#state.id);
    flush();
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, SEND_MS))]);
  }

  async #leaveOther() {
    const other = kept(this.#lesson.child);
    if (other?.started && other.id !== this.#state.id) await endSitting(other.id, ending(other, "left"));
  }

  #kept() {
    const state = kept(this.#lesson.child);
    return state?.plan === plan(this.#lesson) ? state : null;
  }

  #keep() {
    keep(this.#lesson.child, this.#state);
  }
}

/** Return the proof that this child signed in with their secret, "" when they came in by their tile alone. */
async function proven(child) {
  const sits = await seat();
  return document.body.dataset.proof || (sits?.child === child ? sits.proof : "");
}

function plan({ stone, seed, steps }) {
  return [stone, seed, ...steps.map((step) => `${step.kind} ${step.item}`)].join("|");
}

function ending(state, ended_by) {
  const seconds = Math.min((Date.now() - state.started) / 1000, 86_000);
  return { ended_at: new Date().toISOString(), ended_by, seconds_used: Math.round(seconds * 10) / 10 };
}
