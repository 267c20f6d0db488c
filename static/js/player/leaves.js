/** The small things of a book: the way back, the voice that reads a page, and beads for its pages. */
import { drawing, html, svg, word } from "./draw.js";

const APART = 30;

/** Return the button that turns back. */
export function leafBack() {
  return html("button.onward.leaf-back", { "aria-label": word("back") }, drawing("arrow"));
}

/** Return the button that reads the page aloud: the friend with a book and an ear. */
export function reader() {
  return html("button.listen.reader", { "aria-label": word("read") }, drawing("reader", "", "0 0 150 96"));
}

/** Return a bead for each page, the open one in gold. */
export function beadRow(many, now) {
  const dots = Array.from({ length: many }, (_bead, n) =>
    svg("circle", { class: n === now ? "bead done" : "bead", cx: 20 + APART * n, cy: 20, r: n === now ? 12 : 8 }),
  );
  const label = word("page", { n: now + 1, of: many });
  return svg("svg", { class: "page-beads", viewBox: `0 0 ${40 + APART * (many - 1)} 40`, role: "img", "aria-label": label }, dots);
}
