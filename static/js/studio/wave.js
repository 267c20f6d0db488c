/**
 * The drawing of a take with its two handles. A long take is shown around what was said; a handle let go at the edge
 * brings more into view.
 */
import { RATE, outline } from "../lib/take.js";

const AROUND_S = 0.5;
const SHORTEST_S = 0.05;
const COLUMN = 3; // css pixels: two of ink, one of paper

/**
 * Return {show, live, trim, at, clear} for a `[data-wave]`; `changed()` is called when a handle has moved.
 */
export function wave(root, changed) {
  const canvas = root.querySelector("canvas");
  const handles = [...root.querySelectorAll("[data-handle]")];
  let samples = null;
  let trim = [0, 0];
  let view = [0, 1];
  let levels = [];
  let head = null;

  const total = () => (samples ? samples.length / RATE : 0);

  function show(taken, [start, end]) {
    samples = taken;
    trim = [start, end];
    look();
    draw();
  }

  /** Choose what is in view: the speech and a little around it. */
  function look() {
    view = [Math.max(trim[0] - AROUND_S, 0), Math.min(trim[1] + AROUND_S, total())];
  }

  function move(which, moment) {
    const others = which === 0 ? [0, trim[1] - SHORTEST_S] : [trim[0] + SHORTEST_S, total()];
    const before = trim[which];
    trim[which] = Math.min(Math.max(moment, others[0]), others[1]);
    head = null;
    if (trim[which] < view[0] || trim[which] > view[1]) look();
    draw();
    if (trim[which] !== before) changed();
  }

  function draw() {
    const { width, height } = canvas.getBoundingClientRect();
    const sharp = devicePixelRatio || 1;
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    const brush = canvas.getContext("2d");
    brush.scale(sharp, sharp);
    const colours = getComputedStyle(canvas);
    if (samples) drawTake(brush, width, height, colours);
    else drawLevels(brush, width, height, colours);
    handles.forEach((handle, i) => place(handle, trim[i], i));
  }

  function drawTake(brush, width, height, colours) {
    const columns = Math.floor(width / COLUMN);
    const span = view[1] - view[0];
    const shape = outline(samples, ...view, columns);
    const most = Math.max(...shape.map(([low, high]) => Math.max(-low, high)), 0.02);
    brush.fillStyle = colours.getPropertyValue("--kept");
    brush.fillRect(((trim[0] - view[0]) / span) * width, 0, ((trim[1] - trim[0]) / span) * width, height);
    shape.forEach(([low, high], column) => {
      const moment = view[0] + ((column + 0.5) / columns) * span;
      const inside = moment >= trim[0] && moment <= trim[1];
      const heard = inside && head !== null && moment <= head;
      brush.fillStyle = colours.getPropertyValue(heard ? "--heard" : inside ? "--ink" : "--cut-off");
      bar(brush, column, (high / most) * 0.46, (-low / most) * 0.46, height);
    });
  }

  function drawLevels(brush, width, height, colours) {
    const room = Math.floor(width / COLUMN);
    const shown = levels.slice(-room);
    shown.forEach((peak, column) => {
      brush.fillStyle = colours.getPropertyValue(peak > 0.97 ? "--too-loud" : "--ink");
      const size = Math.sqrt(Math.min(peak, 1)) * 0.46;
      bar(brush, column, size, size, height);
    });
  }

  function place(handle, moment, which) {
    const share = (moment - view[0]) / (view[1] - view[0] || 1);
    handle.style.setProperty("--at", `${Math.min(Math.max(share, 0), 1) * 100}%`);
    handle.setAttribute("aria-valuemin", which ? trim[0].toFixed(2) : "0");
    handle.setAttribute("aria-valuemax", (which ? total() : trim[1]).toFixed(2));
    handle.setAttribute("aria-valuenow", moment.toFixed(2));
    handle.setAttribute("aria-valuetext", root.dataset.saySeconds.replace("{n}", moment.toFixed(2)));
  }

  handles.forEach((handle, which) => {
    grip(handle, canvas, (share) => move(which, view[0] + share * (view[1] - view[0])), () => {
      look();
      draw();
    });
    keys(handle, () => [trim[which], which ? trim[0] : 0, which ? total() : trim[1]], (moment) => move(which, moment));
  });
  const seen = new ResizeObserver(() => draw());
  seen.observe(canvas);

  return {
    show,
    trim: () => [...trim],
    /** Draw the level of a take that is being made. */
    live(peak) {
      samples = null;
      levels.push(peak);
      draw();
    },
    /** Mark what has been heard, up to a moment of the take; null marks nothing. */
    at(moment) {
      head = moment;
      draw();
    },
    clear() {
      [samples, levels, head] = [null, [], null];
      draw();
    },
  };
}

function bar(brush, column, above, below, height) {
  const top = height * (0.5 - above);
  brush.fillRect(column * COLUMN, top, COLUMN - 1, Math.max(height * (above + below), 1.5));
}

/** Call `to(share of the width)` while a finger drags the handle, `off()` when it lets go. */
function grip(handle, canvas, to, off) {
  let finger = null;
  let apart = 0; // between the finger and the line it drags
  handle.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    finger = event.pointerId;
    handle.setPointerCapture(finger);
    const box = canvas.getBoundingClientRect();
    apart = event.clientX - box.left - (parseFloat(handle.style.getPropertyValue("--at")) / 100) * box.width;
    handle.focus();
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (event.pointerId !== finger) return;
    const box = canvas.getBoundingClientRect();
    to(Math.min(Math.max((event.clientX - box.left - apart) / box.width, 0), 1));
  });
  for (const name of ["pointerup", "pointercancel"]) {
    handle.addEventListener(name, (event) => {
      if (event.pointerId !== finger) return;
      finger = null;
      off();
    });
  }
}

const STEPS = { ArrowLeft: -0.01, ArrowDown: -0.01, ArrowRight: 0.01, ArrowUp: 0.01, PageDown: -0.1, PageUp: 0.1 };

function keys(handle, limits, to) {
  handle.addEventListener("keydown", (event) => {
    const [now, least, most] = limits();
    const step = STEPS[event.key];
    if (step) to(now + step * (event.shiftKey ? 10 : 1));
    else if (event.key === "Home") to(least);
    else if (event.key === "End") to(most);
    else return;
    event.preventDefault();
  });
}
