/** The class wall: a tile answers a press at once, says who it is, and leads on. */
import "./badge.js";
import "./explain.js";
import { pressLink, pressLong } from "./press.js";
import { load, play, unlock } from "./sound.js";

const LONGEST_NAME_MS = 1800; // then the page leads on, whatever is still being said

const tiles = [...document.querySelectorAll(".kid")];
for (const tile of tiles) pressLink(tile, () => call(tile));
load(tiles.map((tile) => tile.dataset.name).filter(Boolean));
let latest = null;

/** A long press on the friend, or its key, opens the teacher's page of this tablet: no child comes there by a tap. */
const gear = document.querySelector("[data-tablet]");
if (gear) pressLong(gear, () => (location.href = gear.href));

/** Say the child's name; where no teacher has said it, the name of the picture. False: another tile has been touched since. */
async function call(tile) {
  latest = tile;
  if (!tile.dataset.name) return true;
  tile.classList.add("lit");
  const said = unlock().then(() => play({ url: tile.dataset.name }));
  await Promise.race([said, new Promise((resolve) => setTimeout(resolve, LONGEST_NAME_MS))]);
  tile.classList.remove("lit");
  return tile === latest;
}
