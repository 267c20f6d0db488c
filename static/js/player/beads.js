/** The string of beads above a lesson: gold behind, a ring around now, pale ahead. */
import { svg, word } from "./draw.js";

const APART = 44;
const MOST = 14; // beads that can be told apart on a telephone

/** Show that `done` of `steps` steps are behind; of a long lesson a bead stands for two. */
export function beads(steps, done) {
  const each = Math.ceil(steps / MOST);
  const many = Math.ceil(steps / each);
  const now = done < steps ? Math.floor(done / each) : many;
  const width = APART * many + 20;
  const third = (width - 8) / 3;
  const thread = `M4 32c${third} 5 ${third * 2} 5 ${width - 8} 0`;
  const label = word("step", { n: Math.min(done + 1, steps), of: steps });
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
