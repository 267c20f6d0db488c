/** The bank: words of a level to pick from, sifted while one types. */
import { page } from "../lib/pages.js";

const WAIT_MS = 250;

/** Let the banks of a builder be opened; returns {again}: open those once more that were open before a change. */
export function bank(bench) {
  const open = new Map(); // part → its filters
  let timer = 0;

  const boxOf = (part) => bench.querySelector(`[data-bank-of="${part}"]`);

  async function fill(part) {
    const box = boxOf(part);
    if (!box) return;
    const asked = new URLSearchParams({ subtest: part });
    for (const one of box.querySelectorAll("[data-filter]")) asked.set(one.name, one.value);
    open.set(part, asked);
    const { found } = await page(`${bench.dataset.bank}?${asked}`);
    const form = found?.querySelector("form");
    const words = boxOf(part)?.querySelector("[data-words]");
    if (form && words && open.get(part) === asked) words.replaceChildren(form);
  }

  function show(part, filters) {
    const box = boxOf(part);
    const button = bench.querySelector(`[data-bank-for="${part}"]`);
    if (!box || !button) return open.delete(part);
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    for (const one of box.querySelectorAll("[data-filter]")) if (filters?.get(one.name)) one.value = filters.get(one.name);
    return fill(part);
  }

  bench.addEventListener("click", (event) => {
    const button = event.target.closest("[data-bank-for]");
    if (!button) return;
    const part = button.dataset.bankFor;
    if (button.getAttribute("aria-expanded") === "false") return void show(part);
    boxOf(part).hidden = true;
    button.setAttribute("aria-expanded", "false");
    open.delete(part);
  });
  bench.addEventListener("input", (event) => {
    const filter = event.target.closest("[data-filter]");
    if (!filter) return;
    clearTimeout(timer);
    timer = setTimeout(() => fill(filter.closest("[data-bank-of]").dataset.bankOf), WAIT_MS);
  });
  return { again: () => [...open].forEach(([part, filters]) => show(part, filters)) };
}
