/** What may stand in a cell, as phonics/assess/entered.py reads it. An item is {n, kind, points, options?, right?}. */

const SIGNS = ["1", "0", "s", "-"];
const ALSO = { "✓": "1", "✔": "1", "/": "1", x: "0", "✗": "0", "×": "0", "–": "-", "—": "-" };
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const NUMBER = /^\d+(\.\d+)?$/;

/** Return what can be typed of an item with one key, in the order of the buttons; beside it a written item takes words. */
export function keysOf(item) {
  if (item.kind === "rating") return ["1", "2", "3", "4"];
  if (item.kind === "choice") return [...LETTERS.slice(0, item.options), ...(item.points === 1 ? ["1", "0", "-"] : ["-"])];
  if (item.points > 1) return [...Array.from({ length: item.points + 1 }, (_, points) => String(points)), "-"];
  return item.kind === "written" ? ["1", "0", "-"] : SIGNS;
}

/** Return a cell as it is kept: ticks and crosses of a spreadsheet as 1 and 0, Thai figures as ours. */
export function tidy(text, column) {
  const bare = text.trim().replace(/\s+/g, " ").replace(/[๐-๙]/g, (figure) => String(figure.charCodeAt(0) - 0x0e50));
  if (column.type !== "item" || column.item.kind === "written") return bare;
  const small = bare.toLowerCase();
  return column.item.points === 1 ? (ALSO[small] ?? small) : small;
}

/** Return whether a cell can be read. */
export function reads(text, column) {
  if (!text) return true;
  if (column.type !== "item") return NUMBER.test(text);
  if (keysOf(column.item).includes(text.toLowerCase())) return true;
  return column.item.kind === "written" && text.length <= 60 && !/^\d+$/.test(text);
}

/** Return whether a cell counts as right; of a rating nobody asks. */
export function isRight(text, item) {
  const said = text.toLowerCase();
  if (item.kind === "choice" && said === item.right) return true;
  if (item.points > 1 && NUMBER.test(said)) return Number(said) === item.points;
  if (item.kind === "written" && item.right.includes(said.replaceAll("’", "'"))) return true;
  return item.points === 1 && (said === "1" || (said === "s" && item.kind === "sign"));
}
