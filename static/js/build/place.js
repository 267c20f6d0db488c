/** Where one stands in the builder: what has the focus, what is being typed, what is open, kept over a change. */

/** Return what is to be put back. */
export function standing(bench) {
  const active = bench.contains(document.activeElement) ? document.activeElement : null;
  const typed = [...bench.querySelectorAll("input[id], textarea[id]")].filter((one) => one.value !== one.defaultValue);
  return {
    id: active?.id ?? "",
    from: active && "selectionStart" in active ? active.selectionStart : null,
    values: new Map(typed.map((one) => [one.id, one.value])),
    open: [...bench.querySelectorAll("details[id]")].filter((one) => one.open).map((one) => one.id),
    scroll: scrollY,
  };
}

/** Put it back. */
export function restore(bench, kept) {
  for (const id of kept.open) bench.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  for (const [id, value] of kept.values) {
    const box = bench.querySelector(`#${CSS.escape(id)}`);
    if (box) box.value = value;
  }
  const active = kept.id ? bench.querySelector(`#${CSS.escape(kept.id)}`) : null;
  active?.focus({ preventScroll: true });
  if (active && kept.from !== null && active.matches("input:not([type]), textarea")) active.setSelectionRange(kept.from, kept.from);
  scrollTo({ top: kept.scroll, behavior: "instant" });
}
