/** What the teacher sees; it reads the test and changes nothing in it. */
import { minutes } from "./clock.js";

const RING = 2 * Math.PI * 52;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const all = (root, selector) => [...root.querySelectorAll(selector)];

export class Screen {
  constructor(root, test) {
    Object.assign(this, { root, test, say: test.say });
    this.cells = new Map(all(root, "[data-item]").map((cell) => [Number(cell.dataset.item), cell]));
    this.rows = all(root, "[data-row]");
    this.words = new Map(this.rows.map((row) => [row, row.querySelector("[data-row-words]").innerHTML]));
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  /** ready | going | done: which parts of the page are there. */
  phase(phase) {
    this.root.dataset.phase = phase;
    for (const part of all(this.root, "[data-when]")) part.hidden = part.dataset.when !== phase;
    this.find("[data-grid]").hidden = phase !== "going";
  }

  /** finish | resume stand instead of the bar, stop beside it: the child may still be reading. */
  ask(name) {
    for (const ask of all(this.root, "[data-ask]")) ask.hidden = ask.dataset.ask !== name;
    this.find("[data-bar]").hidden = Boolean(name) && name !== "stop";
  }

  tell(text, loud = false) {
    const line = this.find("[data-tell]");
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("loud", loud);
  }

  marks(probe) {
    for (const [item, cell] of this.cells) this.#cell(probe, item, cell);
    this.rows.forEach((button, row) => {
      const wrong = probe.rowIsWrong(row);
      if (wrong === (button.getAttribute("aria-pressed") === "true")) return;
      button.setAttribute("aria-pressed", wrong);
      const words = button.querySelector("[data-row-words]");
      if (wrong) words.textContent = this.say.row_wrong;
      else words.innerHTML = this.words.get(button);
    });
  }

  #cell(probe, item, cell) {
    const outcome = probe.outcome(item);
    const whole = outcome === "incorrect" && probe.rowIsWrong(probe.rowOf(item));
    const after = probe.last !== null && item > probe.last;
    cell.dataset.mark = whole ? "row" : outcome;
    cell.classList.toggle("after", after);
    cell.classList.toggle("last", item === probe.last);
    const words = [item, cell.textContent, after ? this.say.not_reached : this.say[outcome]];
    if (item === probe.last) words.push(this.say.last);
    const label = words.join(" ");
    if (cell.getAttribute("aria-label") !== label) cell.setAttribute("aria-label", label);
  }

  bar(probe, clock, picking) {
    const deed = probe.deeds.at(-1);
    const undo = deed ? fill(this.say[`undo_${deed.kind}`], { n: deed.n }) : this.say.undo_none;
    this.find('[data-do="undo"]').disabled = !deed;
    this.find("[data-undo]").textContent = undo;
    const pause = this.find('.bar [data-do="pause"]');
    pause.disabled = clock.over;
    this.find("[data-pause]").textContent = clock.running || clock.over ? this.say.pause : this.say.go_on;
    this.find("[data-pause-more]").textContent = clock.over
      ? this.say.time_up_short
      : clock.running ? this.say.pause_more : fill(this.say.go_on_more, { time: this.shown(clock) });
    const last = this.find('[data-do="last"]');
    last.setAttribute("aria-pressed", picking);
    last.classList.toggle("on", picking);
    this.find("[data-last]").textContent = probe.last === null ? this.say.last_none : fill(this.say.last_chosen, { n: probe.last });
  }

  lastLine(probe) {
    return `${fill(this.say.last_line, { n: probe.last, of: this.test.n })} · ${this.say.last_move}`;
  }

  /** What the clock says: the time left of a limit, else the time used. */
  shown(clock) {
    const { limit_s } = this.test;
    return limit_s ? minutes(limit_s * 1000 - clock.used_ms, Math.ceil) : minutes(clock.used_ms);
  }

  time(clock) {
    const { limit_s } = this.test;
    const shown = this.shown(clock);
    const text = this.find("[data-clock]");
    if (text.textContent === shown) return;
    text.textContent = shown;
    const share = limit_s ? 1 - clock.used_ms / (limit_s * 1000) : 0;
    this.find("[data-ring]").setAttribute("stroke-dasharray", `${Math.max(share, 0) * RING} ${RING}`);
    const label = limit_s ? fill(this.say.left, { time: shown, of: minutes(limit_s * 1000) }) : fill(this.say.used, { time: shown });
    this.find("[data-timer]").setAttribute("aria-label", label);
  }

  timeIsUp() {
    this.root.classList.add("over");
    this.find("[data-clock-note]").textContent = this.say.time_up_short;
  }

  score(score) {
    const share = score.accuracy === null ? "" : Math.round(score.accuracy * 100);
    const read = score.attempted ? fill(this.say.of_read, { k: score.correct, n: score.attempted, share }) : this.say.of_read_none;
    const lines = [
      score.per_minute === null ? null : read,
      score.self_corrected ? fill(this.say.self_corrected_n, { k: score.self_corrected }) : null,
      score.discontinued ? fill(this.say.stopped, { k: this.test.stop_first }) : null,
      fill(this.say.seconds, { time: minutes(score.seconds_used * 1000) }),
    ].filter(Boolean);
    this.find("[data-figure]").textContent = score.per_minute === null ? read : `${Math.round(score.per_minute)} ${this.say.per_minute}`;
    this.find("[data-score-lines]").replaceChildren(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }

  sent(text, href = "") {
    this.find("[data-sent]").textContent = text;
    this.find("[data-sent]").hidden = !text;
    const link = this.find("[data-to-result]");
    link.hidden = !href;
    if (href) link.href = href;
  }
}

export { fill };
