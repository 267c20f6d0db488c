/**
 * A test under way, without a screen: what a tap means, what can be taken back, where the last item stands.
 * Every change is a new mark; nothing is ever rewritten.
 */
import { newId } from "../lib/ids.js";
import { foldMarks } from "./marks.js";

const NEXT = { right: "incorrect", incorrect: "self_corrected", self_corrected: "clear", no_response: "clear" };

export class Probe {
  /** @param {{n: number, columns: number, limit_s: ?number, stop_first: ?number}} test */
  constructor(test, { marks = [], deeds = [], last = null } = {}) {
    Object.assign(this, { test, marks, deeds, last });
    this.folded = foldMarks(marks);
  }

  /** The test as scoring takes it. */
  get grid() {
    const { n, columns, limit_s, stop_first } = this.test;
    const keys = Array.from({ length: n }, (_, i) => String(i + 1));
    const stop = { type: stop_first ? "first_k_all_wrong" : "none", k: stop_first ?? 0 };
    return { keys, columns, timed_s: limit_s, stop };
  }

  /** What is worth keeping on the tablet. */
  get kept() {
    return { marks: this.marks, deeds: this.deeds, last: this.last };
  }

  outcome(item) {
    return this.folded[item] ?? "right";
  }

  /** Return the mark of one tap: wrong, self-corrected, right again. */
  tap(item, at_ms) {
    const marks = [this.#mark(item, NEXT[this.outcome(item)], at_ms)];
    return this.#did({ kind: "mark", n: item }, marks, [this.outcome(item)]);
  }

  /** Return the marks of a whole row: all wrong, or all right again when they were. */
  row(row, at_ms) {
    const items = this.itemsOf(row);
    const outcome = this.rowIsWrong(row) ? "clear" : "incorrect";
    const changed = items.filter((item) => this.outcome(item) !== (outcome === "clear" ? "right" : outcome));
    const before = changed.map((item) => this.outcome(item));
    return this.#did({ kind: "row", n: row + 1 }, changed.map((item) => this.#mark(item, outcome, at_ms)), before);
  }

  /** Put the bracket; null takes it away. */
  setLast(item) {
    this.deeds.push({ kind: "last", before: this.last });
    this.last = item;
  }

  /** Take the newest deed back and return the marks that do it. */
  undo(at_ms) {
    const deed = this.deeds.pop();
    if (!deed) return [];
    if (deed.kind === "last") {
      this.last = deed.before;
      return [];
    }
    return this.#add(deed.items.map((item, i) => this.#mark(item, deed.before[i] === "right" ? "clear" : deed.before[i], at_ms)));
  }

  itemsOf(row) {
    const first = row * this.test.columns + 1;
    const end = Math.min(first + this.test.columns, this.test.n + 1);
    return Array.from({ length: end - first }, (_, i) => first + i);
  }

  rowOf(item) {
    return Math.floor((item - 1) / this.test.columns);
  }

  rowIsWrong(row) {
    return this.itemsOf(row).every((item) => this.outcome(item) === "incorrect");
  }

  /** Whether the first items are all wrong: the rule allows to stop. */
  get mayStop() {
    const first = this.test.stop_first;
    if (!first || (this.last !== null && this.last < first)) return false;
    return Array.from({ length: first }, (_, i) => i + 1).every((item) => this.outcome(item) === "incorrect");
  }

  #mark(item, outcome, at_ms) {
    return { id: newId(), seq: 0, item: String(item), outcome, at_ms: Math.round(at_ms) };
  }

  #did(deed, marks, before) {
    this.deeds.push({ ...deed, items: marks.map((mark) => Number(mark.item)), before });
    return this.#add(marks);
  }

  #add(marks) {
    const numbered = marks.map((mark, i) => ({ ...mark, seq: this.marks.length + i + 1 }));
    this.marks.push(...numbered);
    this.folded = foldMarks(this.marks);
    return numbered;
  }
}
