/** Dragging an item by its handle to another place of its part, beside the arrows and never instead of them. */

/** Call `moved(form, from, to)` when an item was dropped elsewhere. */
export function reorder(bench, moved) {
  bench.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button > 0) return;
    event.preventDefault();
    lift(grip.closest("[data-item]"), event, moved);
  });
}

function lift(row, start, moved) {
  const rows = [...row.parentElement.querySelectorAll(":scope > [data-item]")];
  const from = rows.indexOf(row);
  const others = rows.filter((one) => one !== row);
  const top = start.clientY + scrollY;
  let to = from;

  const move = (event) => {
    if (event.pointerId !== start.pointerId) return;
    row.classList.add("lifted");
    row.style.translate = `0 ${event.clientY + scrollY - top}px`;
    to = others.filter((one) => middle(one) < event.clientY).length;
    for (const one of others) one.classList.remove("before", "after");
    if (to !== from) (others[to] ?? others[to - 1]).classList.add(others[to] ? "before" : "after");
    if (event.clientY < 64) scrollBy(0, -12);
    if (event.clientY > innerHeight - 64) scrollBy(0, 12);
  };
  const end = (event) => {
    if (event.pointerId !== start.pointerId) return;
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    row.classList.remove("lifted");
    row.style.translate = "";
    for (const one of others) one.classList.remove("before", "after");
    if (event.type === "pointerup" && to !== from) moved(row.closest("form"), from, to);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}
