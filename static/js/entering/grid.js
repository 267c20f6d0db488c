/**
 * The sheet on the screen: one field that stands in the cell one is in. Arrows, Enter and Tab walk; what has one key is
 * typed and left with it; a word that is written is typed whole.
 */
import { keysOf } from "./cells.js";

export class Grid {
  /** @param {{sheet, say, changed: (rows) => void, tell: (text) => void}} world */
  constructor(root, world) {
    Object.assign(this, { root, world, at: null });
    this.body = root.querySelector("tbody");
    this.field = root.querySelector("[data-field]");
    this.pad = root.querySelector("[data-pad]");
    this.body.addEventListener("pointerdown", (event) => this.#touched(event));
    this.body.addEventListener("focusin", (event) => event.target !== this.field && this.#touched(event));
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("paste", (event) => this.#paste(event));
    this.field.addEventListener("blur", () => this.#commit());
    this.pad.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.pad.addEventListener("click", (event) => this.#pressed(event.target.closest("[data-press]")));
  }

  /** Stand in a cell. */
  go(r, c) {
    const cell = this.#cell(r, c);
    if (!cell || cell.parentElement.classList.contains("saved")) return;
    this.#commit();
    this.#leave();
    this.at = { r, c };
    const { columns, rows } = this.world.sheet;
    this.field.value = rows[r].cells[c];
    this.field.inputMode = this.#isWord() ? "text" : columns[c].type === "item" ? "none" : "numeric";
    this.field.setAttribute("aria-label", cell.dataset.name);
    this.field.classList.toggle("word", this.#isWord());
    cell.classList.add("here");
    cell.append(this.field);
    this.field.hidden = false;
    this.field.focus({ preventScroll: true });
    this.field.select();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#showPad();
  }

  /** Show a row as the sheet has it. */
  show(r, { faults }) {
    const row = this.world.sheet.rows[r];
    const faulty = new Map(faults.map((fault) => [fault.c, fault]));
    for (const [c, text] of row.cells.entries()) {
      const cell = this.#cell(r, c);
      const own = cell.firstElementChild;
      if (own.textContent !== text) own.textContent = text;
      const why = faulty.get(c)?.why;
      cell.classList.toggle("faulty", Boolean(why) && why !== "gap");
      cell.classList.toggle("gap", why === "gap");
      cell.classList.toggle("wrong", text === "0" || text === "-");
      if (this.at?.r === r && this.at.c === c && document.activeElement !== this.field) this.field.value = text;
    }
  }

  #cell(r, c) {
    return this.body.rows[r]?.querySelector(`[data-c="${c}"]`);
  }

  #touched(event) {
    const cell = event.target.closest("[data-c]");
    if (!cell || event.target === this.field) return;
    event.preventDefault();
    this.go(cell.parentElement.sectionRowIndex, Number(cell.dataset.c));
  }

  #leave() {
    this.body.querySelector(".here")?.classList.remove("here");
  }

  #column() {
    return this.world.sheet.columns[this.at.c];
  }

  #isWord() {
    const { type, item } = this.#column();
    return type === "item" && item.kind === "written";
  }

  #takesOneKey() {
    return this.#column().type === "item" && !this.#isWord() && this.#column().item.points < 10;
  }

  #put(text) {
    const { r, c } = this.at;
    if (this.world.sheet.text(r, c) !== text && this.world.sheet.put([{ r, c, text }]).length) this.world.changed([r]);
  }

  #commit() {
    if (this.at && !this.#takesOneKey()) this.#put(this.field.value);
  }

  /** One key is the whole answer: take it and go on; what means nothing here stays to be seen. */
  #typed() {
    if (!this.at || !this.#takesOneKey()) return;
    const last = [...this.field.value].at(-1) ?? "";
    this.field.value = last;
    this.#put(last);
    if (last) this.#step(0, 1);
  }

  #key(event) {
    const { key, ctrlKey, metaKey } = event;
    if ((ctrlKey || metaKey) && key.toLowerCase() === "z") return this.#taken(event, () => this.undo());
    if (ctrlKey || metaKey || event.altKey) return undefined;
    const word = !this.#takesOneKey();
    const inside = word && this.field.value && this.field.selectionStart === this.field.selectionEnd;
    if (key === "ArrowLeft" && inside && this.field.selectionStart > 0) return undefined;
    if (key === "ArrowRight" && inside && this.field.selectionEnd < this.field.value.length) return undefined;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1] };
    if (key === "Tab" && !this.#next(...steps.Tab)) return undefined; // out of the sheet
    if (steps[key]) return this.#taken(event, () => this.#step(...steps[key]));
    if (key === "Home" || key === "End") return this.#taken(event, () => this.go(this.at.r, key === "Home" ? 0 : this.world.sheet.columns.length - 1));
    if (word) return undefined;
    if (key === " ") return this.#taken(event, () => this.#turn());
    if (key === "Backspace" || key === "Delete") return this.#taken(event, () => this.#clear());
    if (key.toLowerCase() === "a" && this.#column().item.kind === "sign") return this.#taken(event, () => this.#fill());
    return undefined;
  }

  #taken(event, deed) {
    event.preventDefault();
    deed();
  }

  /** The next answer of this cell: right, wrong, …, empty again. */
  #turn() {
    const keys = ["", ...keysOf(this.#column().item)];
    this.field.value = keys[(keys.indexOf(this.world.sheet.text(this.at.r, this.at.c)) + 1) % keys.length];
    this.#put(this.field.value);
  }

  #clear() {
    this.field.value = "";
    this.#put("");
  }

  #fill() {
    const { r, c } = this.at;
    this.world.sheet.fill(r, c, "1");
    this.world.changed([r]);
    this.go(r, c);
  }

  #next(down, right) {
    const { columns, rows } = this.world.sheet;
    let { r, c } = this.at;
    for (let k = 0; k < rows.length * columns.length; k += 1) {
      [r, c] = [r + down, c + right];
      if (right && c === columns.length) [r, c] = [r + 1, 0];
      if (right && c < 0) [r, c] = [r - 1, columns.length - 1];
      if (!rows[r]) return null;
      if (!this.world.sheet.shut(r)) return { r, c };
    }
    return null;
  }

  #step(down, right) {
    const next = this.#next(down, right);
    if (next) this.go(next.r, next.c);
    else this.#commit();
  }

  #paste(event) {
    const copied = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n]/.test(copied.trim())) return;
    event.preventDefault();
    const { r, c } = this.at;
    this.at = null; // what stands in the field is overwritten
    const n = copied.replace(/\r?\n$/, "").split("\n").reduce((sum, line) => sum + line.split("\t").length, 0);
    const there = this.world.sheet.paste(r, c, copied.replace(/\n+$/, ""));
    this.world.changed([...new Set(there.map((cell) => cell.r))]);
    this.world.pasted(there, n - there.length);
    this.go(r, c);
  }

  undo() {
    const back = this.world.sheet.undo();
    if (!back.length) return;
    this.at = null;
    this.world.changed([...new Set(back.map(({ r }) => r))]);
    this.go(back[0].r, back[0].c);
  }

  #pressed(button) {
    if (!button || !this.at) return;
    const { press } = button.dataset;
    if (press === "fill") return this.#fill();
    if (press === "clear") return this.#clear();
    this.field.value = press;
    this.#put(press);
    return this.#step(0, 1);
  }

  /** Only the answers that this cell can hold are offered. */
  #showPad() {
    const column = this.#column();
    const keys = column.type === "item" ? keysOf(column.item) : [];
    for (const button of this.pad.querySelectorAll("[data-press]")) {
      const { press } = button.dataset;
      const sign = button.dataset.for !== "figure" || column.item?.kind === "rating" || column.item?.points > 1;
      button.hidden = press === "fill" ? column.item?.kind !== "sign" : press !== "clear" && !(keys.includes(press) && sign && fits(button, column.item));
    }
  }
}

/** "Right" and "wrong" are for items worth one; figures for those worth more. */
function fits(button, item) {
  const figure = item.kind === "rating" || item.points > 1;
  return button.dataset.for === "any" || (button.dataset.for === "figure") === figure;
}
