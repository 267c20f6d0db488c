/**
 * Shows why a word can or cannot be read, over the page, where `[data-look]` would lead to a page of its own; an `inserted`
 * event tells the others of it.
 */
import { page } from "../lib/pages.js";

const box = document.querySelector("[data-why]");
let asked = 0;

if (box?.showModal) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-look]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
  });
  box.addEventListener("click", (event) => event.target === box && box.close());
}

async function show(link) {
  const mine = ++asked;
  const address = new URL(link.href);
  address.searchParams.set("part", "word");
  const { moved, found } = await page(address);
  if (!found || moved) return location.assign(link.href);
  if (mine !== asked) return;
  const place = box.querySelector("[data-told]");
  place.replaceChildren(...found.body.childNodes);
  place.dispatchEvent(new CustomEvent("inserted", { bubbles: true }));
  if (!box.open) box.showModal();
}
