/** The string of beads above a lesson: gold behind, a ring around now, pale ahead. */
import { svg, word } from "./draw.js";

const APART = 44;

/** Show that `now` of `many` steps are behind. */
export function beads(many, now) {
  const width = APART * many + 20;
  const third = (width - 8) / 3;
  const thread = `M4 32c${third} 5 ${third * 2} 5 ${width - 8} 0`;
  const label = word("step", { n: Math.min(now + 1, many), of: many });
  const string = svg("svg", { class: "beads", viewBox: `0 0 ${width} 64`, role: "img", "aria-label": label });
  string.append(svg("path", { class: "thread", d: thread }));
  for (let place = 0; place < many; place++) string.append(...bead(32 + APART * place, place - now));
  document.getElementById("beads").replaceChildren(string);
}

function bead(x, from_now) {
  if (from_now > 0) return [svg("circle", { class: "bead", cx: x, cy: 33, r: 12 })];
  if (from_now < 0) {
    return [
      svg("circle", { class: "bead done", cx: x, cy: 33, r: 14 }),
      svg("path", { class: "petal", d: `M${x} 25l6 8-6 8-6-8z` }),
    ];
  }
  return [
    svg("circle", { class: "halo", cx: x, cy: 33, r: 24 }),
    svg("circle", { class: "bead now", cx: x, cy: 33, r: 17 }),
    svg("circle", { class: "g", cx: x, cy: 33, r: 8 }),
  ];
}
