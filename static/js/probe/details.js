/** What more can be said of the item just tapped wrong, each with one optional tap: the sound, an accent, no answer. */
import { graphemeOf } from "./painting.js";

export class Details {
  constructor(root, words) {
    Object.assign(this, { root, words, shown: "" });
  }

  /** Show them for an item; null shows nothing. Nothing on the page moves: their room is always kept. */
  show(item, part, marks) {
    const standing = item === null ? null : part.standing.get(item);
    const cell = standing && marks.of(item);
    const shown = cell ? [item, standing.outcome, standing.accent, standing.choice].join("|") : "";
    if (shown === this.shown) return;
    this.shown = shown;
    this.root.replaceChildren(...(cell ? this.#of(cell, standing) : []));
  }

  #of(cell, { outcome, accent, choice }) {
    const codes = (cell.dataset.codes ?? "").split(" ").filter(Boolean);
    const name = Object.assign(document.createElement("span"), { className: "name", textContent: cell.dataset.name, lang: "en" });
    const sounds = codes.length > 1 ? codes.map((code) => chip(graphemeOf(code), { choice: code }, choice === code, "en")) : [];
    return [
      name,
      ...sounds,
      chip(this.words.no_response, { outcome: "no_response" }, outcome === "no_response"),
      chip(this.words.accent, { accent: true }, Boolean(accent)),
    ];
  }
}

function chip(text, detail, pressed, lang = "") {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "chip", textContent: text });
  if (lang) button.lang = lang;
  button.dataset.detail = JSON.stringify(detail);
  button.setAttribute("aria-pressed", pressed);
  return button;
}
