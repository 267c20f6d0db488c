/** Shows why a word can or cannot be read, over the page, where `[data-look]` would lead to a page of its own. */
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
  try {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const told = await answer.text();
    if (mine !== asked) return;
    box.querySelector("[data-told]").innerHTML = told;
    if (!box.open) box.showModal();
  } catch {
    location.assign(link.href);
  }
}
