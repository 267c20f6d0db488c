/** Gestures without a word: a hand that does what the child is to do. Drawn in 480 × 360; moved by css/child/shows.css. */
import { svg } from "./draw.js";

const SAT = "sat";

const GESTURES = {
  tap: () => [...faces(), hand(240, 196, "tap")],
  "tap-two": () => [...nine(), ...beads([200, 280], 36), hand(150, 184, "twice")],
  listen: () => [ear(150, 180, 190), ...rings(), lips()],
  "listen-tap": () => [ear(240, 86, 120), ...cards(true), hand(352, 264, "tap")],
  first: () => [ear(90, 92, 110), ...sounds(92, 0), ...cards(true), hand(352, 264, "tap")],
  rhyme: () => [ear(90, 92, 110), ...sounds(58, 2), ...sounds(126, 2), ...cards(true), hand(352, 264, "tap")],
  slide: () => [...tiles(84), ...track(), hand(390, 226, "slide")],
  drag: () => [...holes(), tile("dragged", 240, 110, 84), tile("", 120, 284, 84), tile("", 360, 284, 84), hand(240, 110, "drag")],
  drum: () => [use("drum", 150, 130, 180, "dye-longan"), ...beads([200, 280], 62), hand(240, 190, "beat")],
  read: () => [...word(), ...cards(true), hand(352, 264, "tap")],
  sentence: () => [...line(["The", "cat", "sat."]), ...cards(true), hand(352, 264, "tap")],
  story: () => [...book(), hand(372, 262, "turns")],
  dictation: () => [ear(96, 92, 110), ...paper(), ...keys(), hand(240, 274, "tap")],
  read_aloud: () => [...line(["The", "cat", "sat."]), use("mic", 178, 190, 130, ""), hand(272, 282, "tap")],
  real_or_alien: () => [...word(), use("treasure", 64, 186, 140, ""), use("alien", 280, 186, 140, "dye-teal"), hand(134, 264, "tap")],
  sort: () => [...weaves(), tile("dragged", 140, 210, 84), tile("", 96, 74, 84), tile("", 384, 74, 84), hand(140, 210, "drag")],
  syllables: () => [...halves(), hand(240, 226, "tap")],
  word_parts: () => [...holes().slice(0, 2), tile("dragged", 240, 110, 84), tile("", 120, 110, 84), tile("", 360, 284, 84), hand(240, 110, "drag")],
  again: () => [use("friend-cheer", 60, 110, 230, ""), arrow(), hand(360, 180, "tap")],
  "hand-over": () => [...handing()],
  same_different: () => [...alike(60, "drum", "hit"), ...alike(270, "turtle", "hit later"), hand(352, 284, "across")],
  pairs: () => [ear(240, 86, 120), ...lettered(["red", "led"]), hand(352, 290, "tap")],
  tricky: () => [...byHeart(), ...lettered(["to", "the"]), hand(352, 290, "tap")],
  trace: () => [...stem(), hand(240, 290, "write")],
};

/** Return the drawing of a gesture, null for one that has none. */
export function scene(name) {
  const made = GESTURES[name]?.();
  return made ? svg("svg", { class: `scene-of of-${name}`, viewBox: "0 0 480 360", "aria-hidden": "true" }, made) : null;
}

function use(name, x, y, size, dye) {
  return svg("use", { href: `#${name}`, x, y, width: size, height: size, class: dye });
}

/** A hand whose fingertip ends at (x, y). */
function hand(x, y, move) {
  const drawn = svg("g", { class: `finger ${move}` }, use("finger", -50, -10, 120, ""));
  return svg("g", { transform: `translate(${x} ${y})` }, drawn);
}

function ear(x, y, size) {
  const ring = svg("circle", { class: "earth", cx: x, cy: y, r: size * 0.55 });
  return svg("g", { class: "ears" }, ring, use("ear", x - size * 0.36, y - size * 0.36, size * 0.72, ""));
}

function rings() {
  return [130, 156].map((r, n) => svg("path", { class: `ring r${n}`, d: `M${150 + r * 0.8} ${180 - r * 0.6}A${r} ${r} 0 0 1 ${150 + r * 0.8} ${180 + r * 0.6}` }));
}

function lips() {
  const air = svg("path", { class: "air late", d: "M432 156c8 16 8 32 0 48M450 142c14 25 14 51 0 76" });
  return svg("g", {}, svg("path", { class: "lip o", d: "M320 180c18-24 34-28 50-16 16-12 32-8 50 16-14 26-32 36-50 36s-36-10-50-36z" }), svg("path", { class: "cav o", d: "M336 180c24-10 44-10 68 0-20 22-48 22-68 0z" }), air);
}

function cards(one) {
  const things = [svg("path", { class: "v o", d: "M145 226l34 62h-68z" }), svg("circle", { class: "g o", cx: 335, cy: 256, r: 34 })];
  return [0, 1].flatMap((n) => [svg("rect", { class: n === 1 && one ? "slab hit" : "slab", x: 60 + 190 * n, y: 186, width: 170, height: 140, rx: 22 }), things[n]]);
}

function faces() {
  return [22, 172, 322].flatMap((x, n) => [
    svg("rect", { class: n === 1 ? "slab hit" : "slab", x, y: 84, width: 136, height: 176, rx: 24 }),
    svg("circle", { class: "face", cx: x + 68, cy: 150, r: 40 }),
    svg("path", { class: "f", d: `M${x + 52} 162c10 12 22 12 32 0` }),
    ...[54, 82].map((eye) => svg("circle", { class: "i", cx: x + eye, cy: 142, r: 4.5 })),
  ]);
}

function nine() {
  const at = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [column, row]));
  const hits = new Map([["0 1", "hit"], ["2 2", "hit later"]]);
  return at.map(([column, row]) => svg("rect", { class: `slab ${hits.get(`${column} ${row}`) ?? ""}`, x: 108 + 92 * column, y: 78 + 84 * row, width: 80, height: 74, rx: 16 }));
}

function beads(at, y) {
  return [svg("path", { class: "thread", d: `M${at[0] - 50} ${y}h${at.at(-1) - at[0] + 100}` }), ...at.map((x, n) => svg("circle", { class: `bead fills b${n}`, cx: x, cy: y, r: 20 }))];
}

function sounds(y, gold) {
  const at = [220, 300, 380];
  return [svg("path", { class: "thread", d: `M180 ${y}h240` }), ...at.map((x, n) => svg("circle", { class: n === gold ? "bead done" : "bead", cx: x, cy: y, r: n === gold ? 26 : 17 }))];
}

function tiles(y) {
  return [90, 240, 390].flatMap((x, n) => [svg("rect", { class: `slab lights t${n}`, x: x - 62, y: y - 60, width: 124, height: 120, rx: 22 }), svg("circle", { class: "dot", cx: x, cy: y, r: 17 })]);
}

function track() {
  const fruit = svg("g", { transform: "translate(390 226)" }, svg("g", { class: "rolls" }, use("fruit", -44, -50, 88, "")));
  return [svg("rect", { class: "rail", x: 50, y: 206, width: 380, height: 40, rx: 20 }), fruit];
}

function holes() {
  return [120, 240, 360].map((x) => svg("rect", { class: "hole-of", x: x - 52, y: 58, width: 104, height: 104, rx: 20 }));
}

function tile(move, x, y, size) {
  const inside = [svg("rect", { class: "slab", x: -size / 2, y: -size / 2, width: size, height: size, rx: 18 }), svg("circle", { class: "dot", r: 14 })];
  return svg("g", { transform: `translate(${x} ${y})` }, svg("g", { class: move }, inside));
}

function word() {
  return [...SAT].flatMap((letter, n) => {
    const x = 110 + 130 * n;
    return [
      svg("rect", { class: `look l${n}`, x: x - 58, y: 26, width: 116, height: 130, rx: 20 }),
      svg("text", { class: "read-me", x, y: 100, "text-anchor": "middle" }, letter),
      svg("circle", { class: "dot", cx: x, cy: 134, r: 11 }),
    ];
  });
}

function line(words) {
  return words.flatMap((text, n) => {
    const x = 106 + 134 * n;
    return [
      svg("rect", { class: `look l${n}`, x: x - 62, y: 46, width: 124, height: 96, rx: 20 }),
      svg("text", { class: "read-me line", x, y: 112, "text-anchor": "middle" }, text),
    ];
  });
}

function book() {
  const lines = (x) => [110, 150, 190, 230].map((y) => svg("path", { class: "thread", d: `M${x} ${y}h110` }));
  const leaf = (d) => svg("path", { class: "slab", d });
  return [leaf("M60 70h170a10 10 0 0 1 10 10v200H70a10 10 0 0 1-10-10z"), leaf("M420 70H250a10 10 0 0 0-10 10v200h170a10 10 0 0 0 10-10z"), ...lines(95), ...lines(275)];
}

function paper() {
  const boxes = [200, 284, 368].map((x) => svg("rect", { class: "hole-of", x, y: 48, width: 74, height: 88, rx: 16 }));
  return [...boxes, svg("text", { class: "read-me", x: 237, y: 118, "text-anchor": "middle" }, "s")];
}

function keys() {
  return [..."mast"].flatMap((letter, n) => {
    const x = 84 + 104 * n;
    return [
      svg("rect", { class: n === 1 ? "slab hit" : "slab", x: x - 43, y: 200, width: 86, height: 96, rx: 18 }),
      svg("text", { class: "read-me", x, y: 272, "text-anchor": "middle" }, letter),
    ];
  });
}

/** Two that are heard, and below them what is touched then. */
function alike(x, second, hit) {
  const two = (y, size, one, other) => [use(one, x, y, size, dyeOf(one)), use(other, x + size * 0.95, y, size, dyeOf(other))];
  return [
    ...two(34, 78, "drum", second),
    svg("rect", { class: `slab ${hit}`, x: x - 14, y: 190, width: 178, height: 130, rx: 22 }),
    ...two(212, 76, "round", second === "drum" ? "round" : "owl"),
  ];
}

function dyeOf(name) {
  return { drum: "dye-longan", turtle: "dye-leaf", owl: "dye-indigo" }[name] ?? "";
}

function lettered(words) {
  return words.flatMap((one, n) => [
    svg("rect", { class: n ? "slab hit" : "slab", x: 60 + 190 * n, y: 206, width: 170, height: 120, rx: 22 }),
    svg("text", { class: "read-me", x: 145 + 190 * n, y: 288, "text-anchor": "middle" }, one),
  ]);
}

function byHeart() {
  const text = svg("text", { class: "read-me", x: 240, y: 104, "text-anchor": "middle" }, "the");
  const sign = svg("path", { class: "heart-of", d: "M240 158c-24-16-34-28-34-40 0-18 24-26 34-6 10-20 34-12 34 6 0 12-10 24-34 40z", transform: "translate(144 96) scale(.4)" });
  return [svg("rect", { class: "slab", x: 130, y: 16, width: 220, height: 164, rx: 24 }), text, sign, svg("rect", { class: "covers", x: 130, y: 16, width: 220, height: 164, rx: 24 })];
}

function stem() {
  const way = (kind) => svg("path", { class: kind, d: "M240 60V290" });
  const fruit = svg("g", { transform: "translate(240 290)" }, svg("g", { class: "goes-down" }, use("round", -36, -40, 72, "")));
  return [way("way-of"), way("ink-of"), fruit];
}

function weaves() {
  return [140, 340].map((x) => svg("use", { href: "#weave", x: x - 85, y: 256, width: 170, height: 84 }));
}

function halves() {
  const letters = [72, 184, 296, 408].flatMap((x, n) => [svg("rect", { class: n < 2 ? "look l2" : "look", x: x - 50, y: 70, width: 100, height: 124, rx: 20 }), svg("circle", { class: "dot", cx: x, cy: 132, r: 20 })]);
  return [...letters, svg("path", { class: "cut-here", d: "M240 44v180" })];
}

function arrow() {
  return svg("path", { class: "back-again", d: "M420 120a70 70 0 1 1-66-24m-30-22l36 20-24 36" });
}

function handing() {
  const grown = [
    svg("path", { class: "vp o", d: "M290 330c0-104 32-150 82-150s82 46 82 150z" }),
    svg("circle", { class: "face", cx: 372, cy: 112, r: 48 }),
    svg("path", { class: "i", d: "M322 114c-6-48 20-70 50-70s56 22 50 70c-8-26-24-38-50-38s-42 12-50 38z" }),
    svg("path", { class: "f", d: "M356 128c10 10 22 10 32 0" }),
    ...[355, 389].map((x) => svg("circle", { class: "i", cx: x, cy: 110, r: 5 })),
  ];
  const tablet = [svg("rect", { class: "glass", x: -66, y: -48, width: 132, height: 96, rx: 14 }), use("finger", -62, 8, 104, "")];
  return [...grown, svg("g", { transform: "translate(258 240)" }, svg("g", { class: "passed" }, tablet))];
}
