/** Sifts the words of a level as one types, and adds the next ones below; the server chooses, the address keeps the choice. */
import { page } from "../lib/pages.js";

const PAUSE_MS = 250;
const place = () => document.querySelector("[data-words]");
let asked = 0;
let pause = 0;

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-sift]");
  if (!form) return;
  clearTimeout(pause);
  pause = setTimeout(() => sift(form), event.target.matches("select") ? 0 : PAUSE_MS);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sift]")) return;
  event.preventDefault();
  clearTimeout(pause);
  sift(event.target);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-more]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  more(link);
});

async function sift(form) {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
  const found = await part(address);
  if (!found) return;
  const had = document.activeElement;
  const caret = had?.selectionStart;
  const inside = place().contains(had);
  // what was typed while the answer was on its way stays
  for (const [name, value] of new FormData(form)) found.querySelector(`[name="${name}"]`).value = value;
  place().replaceWith(found);
  const same = inside ? found.querySelector(had.name ? `[name="${had.name}"]` : "button") : null;
  same?.focus();
  if (same?.type === "search") same.setSelectionRange(caret, caret);
  history.replaceState(null, "", address);
}

async function more(link) {
  const found = await part(new URL(link.href));
  if (!found) return;
  const first = found.querySelector("[data-list] a");
  place().querySelector("[data-list]").append(...found.querySelectorAll("[data-list] > li"));
  link.parentElement.replaceWith(found.querySelector("[data-more]")?.parentElement ?? "");
  first?.focus({ preventScroll: true });
}

/** Return the words' section as the server makes it, or nothing when a newer question has been asked. */
async function part(address) {
  const mine = ++asked;
  const wanted = new URL(address);
  wanted.searchParams.set("part", "words");
  const { moved, found } = await page(wanted);
  if (!found || moved) location.assign(address);
  return found && mine === asked ? found.querySelector("[data-words]") : null;
}
