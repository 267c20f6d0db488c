/**
 * Keeps the text of `[data-keep]` and its level while this tab is open: an empty box gets it back. The address of an
 * answer becomes one that asks for it again, so going back, loading again and the other language show the same answer.
 */
const box = document.querySelector("textarea[data-keep]");
const form = box?.form;

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(box.dataset.keep)) ?? {};
  } catch {
    return {}; // storage is off or holds something else: the box stays empty
  }
}

function keep() {
  try {
    sessionStorage.setItem(box.dataset.keep, JSON.stringify({ text: box.value, level: form.elements.level.value }));
  } catch {
    // storage is off or full: the text stands in the box all the same
  }
}

function restore() {
  const { text, level } = recall();
  if (!text || box.value) return;
  box.value = text;
  const asked = new URLSearchParams(location.search);
  if (level && !asked.has("level")) form.elements.level.value = level;
  if (asked.has("again")) form.requestSubmit();
}

/** Give an answer, which came by a form, an address of its own. */
function name() {
  keep();
  const again = new URL(form.dataset.again, location.href);
  history.replaceState(null, "", again);
  for (const link of document.querySelectorAll("a[hreflang]")) {
    const other = new URL(link.href);
    other.searchParams.set("next", again.pathname + again.search);
    link.href = other;
  }
}

if (box) {
  if (document.querySelector("[data-passage]")) name();
  else restore();
  form.addEventListener("input", keep);
  form.addEventListener("submit", keep);
}
