/** The map: stones answer a press at once; on a small screen the walk opens where the child stands. */
import { pressLink } from "./press.js";
import "./me.js";

for (const stone of document.querySelectorAll("a.stone, a.book")) pressLink(stone);

for (const now of document.querySelectorAll("[data-now], .stone.fresh")) {
  const walk = now.closest(".walk");
  const [stone, ground] = [now.getBoundingClientRect(), walk.getBoundingClientRect()];
  if (!stone.width) continue; // of the other scene
  walk.scrollLeft += stone.left + stone.width / 2 - ground.left - ground.width / 2;
  walk.scrollTop += stone.top + stone.height / 2 - ground.top - ground.height / 2;
}
