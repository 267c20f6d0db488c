/** What each subtest came to, before it is signed and after. */
import { fill } from "../lib/words.js";
import { minutes } from "./clock.js";
import { score } from "./score.js";

const LEVELS = 4; // of a rubric

export class Summary {
  constructor(root, test) {
    Object.assign(this, { root, test, words: test.say });
  }

  /** Before the signature: a line for each subtest, with a way back to its marks. */
  show({ probe }) {
    probe.parts.forEach((part, at) => {
      this.root.querySelector(`[data-line="${at}"]`).textContent = this.line(part);
    });
  }

  line(part) {
    return [this.#headline(part), ...this.#remarks(part)].join(" · ");
  }

  /** After it: of an only subtest a figure, of several their lines. */
  figure({ probe }, aside) {
    const [only, ...more] = probe.parts;
    const lines = aside ? [] : more.length ? probe.parts.map((part) => `${part.subtest.title}: ${this.line(part)}`) : this.#remarks(only);
    this.root.querySelector("[data-figure]").textContent = aside ? this.words.aside_done : more.length ? "" : this.#headline(only);
    this.root.querySelector("[data-score-lines]").replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }

  #headline(part) {
    if (part.subtest.view === "rubric") return fill(this.words.rated, { k: levels(part), n: part.subtest.n * LEVELS });
    const found = score(part.grid, part.marks);
    return found.per_minute === null ? this.#read(found) : `${Math.round(found.per_minute)} ${part.subtest.per_minute}`;
  }

  #read({ correct, attempted, accuracy }) {
    return attempted ? fill(this.words.of_read, { k: correct, n: attempted, share: Math.round(accuracy * 100) }) : this.words.of_read_none;
  }

  #remarks(part) {
    if (part.subtest.view === "rubric") return [];
    const found = score(part.grid, part.marks);
    return [
      found.per_minute === null ? null : this.#read(found),
      found.self_corrected ? fill(this.words.self_corrected_n, { k: found.self_corrected }) : null,
      part.nInserted ? fill(this.words.inserted, { n: part.nInserted }) : null,
      found.discontinued ? this.words.stopped : null,
      fill(this.words.seconds, { time: minutes(found.seconds_used * 1000) }),
    ].filter(Boolean);
  }
}

function levels(part) {
  return [...part.standing.values()].reduce((sum, { points }) => sum + (points ?? 0), 0);
}
