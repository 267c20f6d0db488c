/** The class wall: tiles that answer a press at once. */
import { pressLink } from "./press.js";
import "./thai.js";

for (const tile of document.querySelectorAll(".kid")) pressLink(tile);
