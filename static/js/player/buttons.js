/** Sound buttons under printed letters: a dot for one letter, a bar for more, an arc where a letter between says its own. */
import { svg } from "./draw.js";

/**
 * Return the drawing for letters that lie side by side.
 *
 * @param boxes [{left, right}, …] of each letter, in pixels from the left edge; `groups` the letters of each button
 * @param size how thick a dot is
 */
export function soundButtons(boxes, groups, size) {
  const width = Math.max(...boxes.map((box) => box.right));
  const marks = groups.map((letters) => {
    const mark = split(letters) ? arc(boxes, letters, size) : flat(boxes, letters, size);
    mark.letters = letters;
    return mark;
  });
  const drawn = svg("svg", { class: "buttons", viewBox: `0 0 ${width} ${size * 2.6}`, "aria-hidden": "true" }, marks);
  drawn.style.width = `${width}px`;
  /** Light the buttons of these letters; what has been lit counts as said. */
  drawn.light = (places) => {
    for (const mark of marks) {
      const lit = mark.letters.some((letter) => places.includes(letter));
      if (mark.classList.contains("lit") && !lit) mark.classList.add("said");
      mark.classList.toggle("lit", lit);
    }
  };
  return drawn;
}

/** Return where each letter of an element's own text stands, from its left edge. */
export function letterBoxes(element) {
  const text = [...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
  const { left } = element.getBoundingClientRect();
  const range = document.createRange();
  return [...text.data].map((_letter, place) => {
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    const box = range.getBoundingClientRect();
    return { left: box.left - left, right: box.right - left };
  });
}

function split(letters) {
  return letters.at(-1) - letters[0] >= letters.length;
}

function middle({ left, right }) {
  return (left + right) / 2;
}

function flat(boxes, letters, size) {
  const [first, last] = [boxes[letters[0]], boxes[letters.at(-1)]];
  const least = letters.length > 1 ? (last.right - first.left) * 0.84 : size;
  const x = (first.left + last.right - least) / 2;
  return svg("g", { class: "button" }, svg("rect", { x, y: size * 0.3, width: least, height: size, rx: size / 2 }));
}

function arc(boxes, letters, size) {
  const [from, to] = [middle(boxes[letters[0]]), middle(boxes[letters.at(-1)])];
  const top = size * 0.4;
  const deep = size * 2.9;
  const bow = svg("path", { d: `M${from} ${top}C${from} ${deep} ${to} ${deep} ${to} ${top}` });
  return svg("g", { class: "button" }, bow);
}
