/** A card was shown: the big tile says the child's name and goes in. */
import "./idle.js";
import { press, pressLink } from "./press.js";
import { load, play, unlock } from "./sound.js";

const LONGEST_NAME_MS = 1800;

const form = document.querySelector("[data-card]");
const tile = form.querySelector("button");
if (tile.dataset.name) load([tile.dataset.name]);
press(tile, async () => {
  tile.disabled = true;
  tile.classList.add("lit");
  try {
    const said = tile.dataset.name ? unlock().then(() => play({ url: tile.dataset.name })) : null;
    await Promise.race([said, new Promise((resolve) => setTimeout(resolve, LONGEST_NAME_MS))]);
  } finally {
    form.submit();
  }
});
for (const link of document.querySelectorAll(".notme")) pressLink(link);
