/** A test under way, without a screen: its subtests in order, all their marks under one counter. */
import { newId } from "../lib/ids.js";
import { Part } from "./part.js";
import { lastOf } from "./rules.js";

export class Probe {
  /** @param {{subtests: object[]}} test as the page was told */
  constructor(test, { marks = [], parts = [] } = {}) {
    this.marks = [];
    this.parts = test.subtests.map((subtest, i) => new Part(subtest, (made) => this.#add(made), parts[i]));
    for (const mark of marks) this.#take(mark);
  }

  /** What is worth keeping on the tablet. */
  get kept() {
    return { marks: this.marks, parts: this.parts.map((part) => part.kept) };
  }

  /** Return the part in which an item stands. */
  partOf(item) {
    return this.parts.find(({ subtest }) => subtest.first <= item && item <= lastOf(subtest));
  }

  #add(made) {
    const numbered = made.map((mark, i) => ({ id: newId(), seq: this.marks.length + i + 1, ...mark, at_ms: Math.round(mark.at_ms) }));
    for (const mark of numbered) this.#take(mark);
    return numbered;
  }

  #take(mark) {
    this.marks.push(mark);
    this.partOf(Number(mark.item))?.take(mark);
  }
}
