/** Elements of a lesson's page. */
const SVG = "http://www.w3.org/2000/svg";

let page = { static: "", words: {} };

/** Say where pictures lie and what the page's words are. */
export function setUp(lesson) {
  page = lesson;
}

/** Return the page's word `key`, with {n} and the like filled in. */
export function word(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), page.words[key]);
}

/** Return an element: `html("button.card", {"aria-label": "…"}, child, …)`. */
export function html(what, attributes = {}, ...inside) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag || "div");
  if (classes.length) made.className = classes.join(" ");
  if (tag === "button") made.type = "button";
  fill(made, attributes, inside);
  return made;
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...inside) {
  const made = document.createElementNS(SVG, tag);
  fill(made, attributes, inside);
  return made;
}

function fill(made, attributes, inside) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((one) => one !== null && one !== undefined));
}

/** Return a drawing of the page's sprite. */
export function drawing(name, dye = "", box = "0 0 96 96") {
  return svg("svg", { viewBox: box, class: dye, "aria-hidden": "true" }, svg("use", { href: `#${name}` }));
}

/** Return the picture of a word: our drawing, or an emoji. */
export function picture(one) {
  if (!one) return null;
  if (one.art) return html("img.photo", { src: page.static + one.art, alt: "", draggable: "false" });
  return html("span.photo.emoji", { "aria-hidden": "true" }, one.emoji);
}

/** Return the mouth that makes a sound. */
export function mouth(name) {
  if (!name) return null;
  return html("figure.mouth", {}, html("img", { src: `${page.static}art/mouths/${name}.svg`, alt: word("mouth") }));
}

/** Return the mark under letters: a dot for one, a bar for more. */
export function soundMark(grapheme) {
  return html(grapheme.length > 1 ? "span.sound.two" : "span.sound");
}

/** Return the letters of a grapheme as children read them: a_e is written a–e. */
export function letters(grapheme) {
  return html("span.letter", { lang: "en" }, grapheme.replace("_", "–"));
}

/** Return how much room letters take, in letters: m and w are half as wide again. */
export function breadth(text) {
  return [...text].reduce((sum, letter) => sum + (letter === "m" || letter === "w" ? 1.5 : 1), 0);
}

/** Give a row what its letters need to fit: how many stand side by side, on a phone too, and the widest of them. */
export function measure(row, graphemes) {
  row.style.setProperty("--many", graphemes.length);
  row.style.setProperty("--longest", Math.max(...graphemes.map(breadth)));
  row.style.setProperty("--folded", graphemes.length > 4 ? Math.ceil(graphemes.length / 2) : graphemes.length);
  row.classList.toggle("long", graphemes.length > 4);
}

/** Return the button that says it again. */
export function ear(kind = "listen") {
  return html(`button.${kind}`, { "aria-label": word("listen") }, drawing("ear"));
}

/** Return the button that says it slowly. */
export function turtle() {
  return html("button.listen.slow", { "aria-label": word("slowly") }, drawing("turtle", "dye-leaf"));
}

/** Return the button that goes on. */
export function onward() {
  return html("button.onward", { "aria-label": word("next") }, drawing("arrow"));
}

/** Return the friend in one of its poses. */
export function friend(pose) {
  const made = drawing(`friend-${pose}`, "pal", `0 0 ${pose === "point" ? 200 : 190} 150`);
  made.pose = (next) => {
    made.firstChild.setAttribute("href", `#friend-${next}`);
    made.setAttribute("viewBox", `0 0 ${next === "point" ? 200 : 190} 150`);
  };
  return made;
}
