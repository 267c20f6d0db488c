/** What a letter is written on: lines, the letters to follow, arrows, a longan where the finger belongs, and its ink. Drawn 96 high. */
import { svg } from "./draw.js";
import { line, pointAt } from "./strokes.js";

const PAD = 12; // beside a letter
const NARROWEST = 60;
const APART = 15; // between arrows
const SHOWN = 3; // arrows ahead of the finger
const FADE_MS = 500;
const PACE = 45; // of the box a second: how fast the longan shows the way

/** Return the letters of a step beside each other: {strokes: [{points, path, x, letter}], width}. */
export function laidOut(letters) {
  let x = 0;
  const strokes = [];
  letters.forEach(({ strokes: paths }, letter) => {
    const lines = paths.map(line);
    const across = lines.flat().map((point) => point.x);
    const [left, right] = [Math.min(...across), Math.max(...across)];
    const shift = x + PAD - left;
    lines.forEach((points, n) => {
      const moved = points.map((point) => ({ ...point, x: point.x + shift }));
      strokes.push({ points: moved, path: drawn(moved), number: n + 1, letter });
    });
    x += right - left + PAD * 1.4;
  });
  return { strokes, width: x + PAD * 0.6 };
}

/** Return the board of laid-out letters: its element, and what is drawn on it as the finger goes. */
export function boardOf({ strokes, width }, reach) {
  const shown = Math.max(width, NARROWEST);
  const left = (width - shown) / 2;
  const down = strokes.flatMap(({ points }) => points.map(({ y }) => y));
  const top = Math.min(...down) - PAD;
  const high = Math.max(...down, 70) + PAD - top;
  const rule = (y, kind) => svg("path", { class: `rule ${kind}`, d: `M${left} ${y}h${shown}` });
  const ways = strokes.map(({ path }) => svg("path", { class: "way", d: path }));
  const corridor = svg("path", { class: "corridor", "stroke-width": 2 * reach });
  const guide = svg("path", { class: "guide" });
  const arrows = svg("g", { class: "arrows" });
  const numbers = svg("g", { class: "numbers" });
  const ink = svg("g", { class: "inks" });
  const longan = svg("g", { class: "longan" }, svg("circle", { class: "halo-of", r: 6.4 }), svg("use", { href: "#round", x: -4.5, y: -5.6, width: 9, height: 10.1 }));
  const element = svg(
    "svg",
    { class: "board", viewBox: `${left} ${top} ${shown} ${high}`, "aria-hidden": "true" },
    [rule(29, "dashed"), rule(70, ""), corridor, ...ways, guide, arrows, ink, numbers, longan],
  );
  let pen = null; // what the finger draws now

  const put = ({ x, y }) => longan.setAttribute("transform", `translate(${x} ${y})`);
  const point = (points, at) => {
    put(pointAt(points, at));
    let ahead = 0;
    for (const arrow of arrows.children) arrow.toggleAttribute("hidden", Number(arrow.dataset.at) <= at + 7 || ahead++ >= SHOWN);
  };

  return {
    element,
    point,
    /** Show where a stroke begins and which way it goes. */
    lead(stroke) {
      const own = strokes.filter(({ letter }) => letter === stroke.letter);
      ways.forEach((way, n) => way.classList.toggle("later", strokes[n].letter !== stroke.letter));
      guide.setAttribute("d", stroke.path);
      corridor.removeAttribute("d");
      arrows.replaceChildren(...arrowsOf(stroke.points));
      numbers.replaceChildren(...(own.length > 1 ? own.map((one) => numberOf(one, one === stroke)) : []));
      point(stroke.points, 0);
    },
    /** Show how far beside the line a finger may go. */
    widen: (stroke) => corridor.setAttribute("d", stroke.path),
    /** Return a finger's place on the board. */
    place({ clientX, clientY }) {
      const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(element.getScreenCTM().inverse());
      return [x, y];
    },
    /** Let ink follow the finger; beside the way it is pale. */
    draw([x, y], near) {
      if (!pen || pen.near !== near) {
        const from = pen ? pen.last : [x, y];
        pen = { near, drawn: svg("polyline", { class: near ? "ink" : "ink pale", points: `${from[0]},${from[1]} ` }) };
        ink.append(pen.drawn);
      }
      pen.last = [x, y];
      pen.drawn.setAttribute("points", `${pen.drawn.getAttribute("points")}${x.toFixed(1)},${y.toFixed(1)} `);
    },
    /** The finger has left. */
    lift() {
      pen = null;
    },
    /** Keep what was drawn: the stroke is written. `clear` lets fade what was drawn since. */
    keep() {
      for (const one of ink.children) one.classList.add("kept");
    },
    clear() {
      const gone = [...ink.children].filter((one) => !one.classList.contains("kept"));
      for (const one of gone) one.classList.add("fades");
      setTimeout(() => gone.forEach((one) => one.remove()), FADE_MS);
    },
    /** Ink the line itself from one place to another. */
    fill(points, from, to) {
      const part = points.filter(({ at }) => at >= from && at <= to).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`);
      ink.append(svg("polyline", { class: "ink", points: part.join(" ") }));
    },
    finish() {
      for (const one of [guide, corridor, arrows, numbers, longan]) one.remove();
      for (const way of ways) way.classList.remove("later");
    },
    /** Let the longan go the way by itself; resolves when it is there, or when `stopped()`. */
    show: (points, stopped) => new Promise((resolve) => travel(points, put, stopped, resolve)),
  };
}

function travel(points, put, stopped, resolve) {
  const begun = performance.now();
  const frame = (now) => {
    const at = ((now - begun) / 1000) * PACE;
    if (stopped()) return resolve();
    put(pointAt(points, at));
    if (at >= points.at(-1).at) return resolve();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function drawn(points) {
  return points.map(({ x, y }, n) => `${n ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
}

function arrowsOf(points) {
  const found = [];
  for (let at = APART * 0.8; at < points.at(-1).at - 3; at += APART) {
    const [from, to] = [pointAt(points, at - 1.5), pointAt(points, at + 1.5)];
    const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    const { x, y } = pointAt(points, at);
    found.push(svg("path", { class: "arrow-of", d: "M-1.1 -1.9L1 0L-1.1 1.9", transform: `translate(${x} ${y}) rotate(${turn})`, "data-at": at }));
  }
  return found;
}

function numberOf({ points, number }, now) {
  const [x, y] = [points[0].x - 10.5, points[0].y - 1]; // beside the longan
  const text = svg("text", { x, y: y + 2.3, "text-anchor": "middle" }, String(number));
  return svg("g", { class: now ? "number now" : "number" }, svg("circle", { cx: x, cy: y, r: 4 }), text);
}
