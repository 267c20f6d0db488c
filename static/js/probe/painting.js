/** The marks of one subtest as they stand on its cells; only what has changed is touched, for eight taps a second. */
import { itemsOf } from "./rules.js";

export class Marks {
  constructor(section, subtest, words) {
    Object.assign(this, { section, subtest, words });
    const by = (name) => new Map([...section.querySelectorAll(`[data-${name}]`)].map((one) => [Number(one.dataset[name]), one]));
    this.cells = by("item");
    this.questions = by("question");
    this.rows = by("row");
    this.named = new Map([...this.rows].map(([row, button]) => [row, button.querySelector("[data-row-words]").innerHTML]));
    this.drawn = new Map();
    section.style.setProperty("--columns", subtest.columns);
    section.style.setProperty("--rows", Math.ceil(subtest.n / subtest.columns));
  }

  /** Return the cell or the question of an item. */
  of(item) {
    return this.cells.get(item) ?? this.questions.get(item);
  }

  paint(part, picking) {
    this.section.classList.toggle("picking", picking !== null);
    for (const [row, button] of this.rows) this.#row(part, row, button);
    const wrongRows = new Set([...this.rows].filter(([row]) => part.rowIsWrong(row)).flatMap(([row]) => itemsOf(this.subtest, row)));
    for (const [item, cell] of this.cells) this.#cell(part, item, cell, wrongRows.has(item));
    for (const [item, question] of this.questions) this.#question(part, item, question);
  }

  #row(part, row, button) {
    const wrong = part.rowIsWrong(row);
    if (wrong === (button.getAttribute("aria-pressed") === "true")) return;
    button.setAttribute("aria-pressed", wrong);
    const words = button.querySelector("[data-row-words]");
    if (wrong) words.textContent = this.words.row_wrong;
    else words.innerHTML = this.named.get(row);
  }

  #cell(part, item, cell, whole) {
    const { outcome = "right", accent = false, choice = "" } = part.standing.get(item) ?? {};
    const last = item === part.last;
    const after = part.last !== null && item > part.last;
    const put_in = part.insertions(item);
    const drawn = [outcome, accent, choice, last, after, put_in, whole].join("|");
    if (this.drawn.get(item) === drawn) return;
    this.drawn.set(item, drawn);
    cell.dataset.mark = whole ? "row" : accent ? "accent" : outcome;
    cell.classList.toggle("after", after);
    cell.classList.toggle("last", last);
    note(cell, "misread", choice && graphemeOf(choice));
    note(cell, "put-in", put_in ? `+${put_in}` : "");
    const said = [item, cell.dataset.name, after ? this.words.not_reached : accent ? this.words.accent : this.words[outcome]];
    if (choice) said.push(graphemeOf(choice));
    if (put_in) said.push(this.words.inserted.replace("{n}", put_in));
    if (last) said.push(this.words.last);
    cell.setAttribute("aria-label", said.join(" "));
  }

  #question(part, item, question) {
    const { outcome, points = null } = part.standing.get(item) ?? {};
    question.classList.toggle("after", part.last !== null && item > part.last);
    question.classList.toggle("last", item === part.last);
    for (const button of question.querySelectorAll("[data-set]")) {
      const by_points = button.dataset.points !== undefined;
      button.setAttribute("aria-pressed", by_points ? points === Number(button.dataset.points) : outcome === button.dataset.outcome && points === null);
    }
  }
}

/** Return the letters of a correspondence: "a_e=EY" is a‑e. */
export const graphemeOf = (code) => code.split("=")[0].replace("_", "‑");

/** Keep a small word on a cell, or take it away. */
function note(cell, name, text) {
  let one = cell.querySelector(`.${name}`);
  if (!text) return one?.remove();
  if (!one) {
    one = Object.assign(document.createElement("i"), { className: name });
    one.ariaHidden = "true";
    cell.append(one);
  }
  one.textContent = text;
}
