/** The sounds of a word where its letters stand: a sound in two places, as a–e in cake, is joined by an arc below both. */
import { breadth, html, letters, measure, soundMark } from "./draw.js";

/**
 * Fill a row with the parts of a word, in the order of its letters; return {tiles, places}: the part of each sound (all
 * that belongs to it: `each`), and where along the row it stands, 0 to 1.
 *
 * @param what "button.part"; `before()` makes what is put before the letters of each
 */
export function inWriting(row, segments, what, before = () => null) {
  const parts = segments.flatMap(({ grapheme, letters: own }, sound) =>
    grapheme.split("_").map((text, half) => ({ text, sound, grapheme, at: half ? own.at(-1) : own[0] })),
  );
  parts.sort((one, other) => one.at - other.at);
  for (const part of parts) {
    const { text, grapheme } = part;
    const half = text !== grapheme;
    part.element = html(half ? `${what}.half` : what, { "aria-label": grapheme, lang: "en" }, before(), letters(text), soundMark(text));
  }
  const own = segments.map((_segment, sound) => parts.filter((part) => part.sound === sound));
  const arcs = own.filter(([, twin]) => twin).map((halves) => arc(halves, parts));
  row.append(...parts.map(({ element }) => element), ...arcs);
  row.classList.toggle("has-arc", arcs.length > 0);
  measure(row, parts.map(({ text }) => text));
  row.style.setProperty("--letters", breadth(parts.map(({ text }) => text).join("")));
  return {
    tiles: own.map(([{ element }]) => element),
    places: own.map(([first]) => (parts.indexOf(first) + 0.5) / parts.length),
  };
}

/** Do something with all that belongs to a sound. */
export function each(tile, act) {
  (tile.halves ?? [tile]).forEach(act);
}

function arc([first, last], parts) {
  const [from, to] = [parts.indexOf(first), parts.indexOf(last)];
  const drawn = html("span.arc");
  drawn.style.gridColumn = `${from + 1} / ${to + 2}`;
  drawn.style.setProperty("--span", to - from + 1);
  first.element.halves = [first.element, last.element, drawn];
  return drawn;
}
