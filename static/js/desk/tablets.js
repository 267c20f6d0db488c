/** The tablets of a class, looked at anew every few seconds, so that one that asks is seen at once. */
import { page } from "../lib/pages.js";

const EVERY_MS = 5000;
const SELDOM_MS = 30_000; // when nobody answers

let shown = document.querySelector("[data-tablets]");

async function look() {
  let wait_ms = EVERY_MS;
  if (!document.hidden && !shown.contains(document.activeElement)) { // a focused button is not taken away
    const { found, moved } = await page(shown.dataset.tablets);
    const fresh = found?.querySelector("[data-tablets]");
    if (moved) return; // signed out meanwhile
    if (!fresh) wait_ms = SELDOM_MS;
    else show(fresh);
  }
  setTimeout(look, wait_ms);
}

/** Put the new list in the place of the old one, unless nothing is new: what is under a finger stays there. */
function show(fresh) {
  if (fresh.dataset.now === shown.dataset.now || shown.contains(document.activeElement) || shown.matches(":active")) return;
  shown.replaceWith(fresh);
  shown = fresh;
}

if (shown) setTimeout(look, EVERY_MS);
