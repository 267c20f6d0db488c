/** One sitting at a lesson: its marks go to the outbox, and where it stands is kept for a reload. */
import { newId } from "../lib/ids.js";
import { addMark, answerOf, endSitting, flush, openSitting } from "../offline/outbox.js";

const SEND_MS = 2500;

/**
 * Return the lesson this tablet is in the middle of, else the one given: what is due changes with every answer, so a
 * page that is loaded again may hold other steps.
 */
export function underWay(lesson) {
  const held = JSON.parse(sessionStorage.getItem(held_key(lesson.child)) ?? "null");
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

  /** The step to begin with. */
  get step() {
    return this.#state.step;
  }

  /** Begin, once; a lesson left on another stone ends here. */
  async begin() {
    if (this.#state.started) return;
    await this.#leaveOther();
    this.#state.started = Date.now();
    this.#keep();
    sessionStorage.setItem(held_key(this.#lesson.child), JSON.stringify(this.#lesson));
    const { child, stone, seed } = this.#lesson;
    await openSitting(this.#state.id, { student_id: child, stone, seed, started_at: new Date(this.#state.started).toISOString() });
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
    this.#keep();
    this.ask();
    return addMark(this.#state.id, mark);
  }

  /** The step is done; after a reload the lesson goes on with the next. */
  done(step) {
    this.#state.step = step + 1;
    this.#keep();
  }

  /** End it; resolves when the server has it, or after a short while when the tablet is alone. */
  async finish() {
    for (const name of [key, held_key]) sessionStorage.removeItem(name(this.#lesson.child));
    await endSitting(this.#state.id, ending(this.#state, "finished"));
    const answered = answerOf(this.#state.id);
    flush();
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, SEND_MS))]);
  }

  async #leaveOther() {
    const other = read(this.#lesson.child);
    if (other?.started && other.id !== this.#state.id) await endSitting(other.id, ending(other, "left"));
  }

  #kept() {
    const kept = read(this.#lesson.child);
    return kept?.plan === plan(this.#lesson) ? kept : null;
  }

  #keep() {
    sessionStorage.setItem(key(this.#lesson.child), JSON.stringify(this.#state));
  }
}

const key = (child) => `lesson of ${child}`;
const held_key = (child) => `steps of ${child}`;

function read(child) {
  return JSON.parse(sessionStorage.getItem(key(child)) ?? "null");
}

function plan({ stone, seed, steps }) {
  return [stone, seed, ...steps.map((step) => `${step.kind} ${step.item}`)].join("|");
}

function ending(state, ended_by) {
  const seconds = Math.min((Date.now() - state.started) / 1000, 86_000);
  return { ended_at: new Date().toISOString(), ended_by, seconds_used: Math.round(seconds * 10) / 10 };
}
