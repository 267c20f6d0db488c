/** "Is that you?": without the network the tile alone lets a child in, once they have looked at it again. */
import { sit } from "../offline/tablet.js";
import { press, pressLink } from "./press.js";
import { load, play, unlock } from "./sound.js";

const { child, name } = document.querySelector("[data-is-it-you]").dataset;

load([name].filter(Boolean));
for (const link of document.querySelectorAll("[data-yes]")) pressLink(link, () => sit(child));
for (const link of document.querySelectorAll("[data-no]")) pressLink(link);
press(document.querySelector("[data-is-it-you] .again"), () => unlock().then(() => play({ url: name })));
