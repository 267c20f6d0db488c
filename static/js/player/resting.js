/** Resting after too many tries: hear where to go, or go back to the wall. */
import "./explain.js";
import "./idle.js";
import { pressLink } from "./press.js";

for (const link of document.querySelectorAll(".notme")) pressLink(link);
