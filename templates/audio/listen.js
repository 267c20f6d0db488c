/* Hear a sound, mark it, save the marks as a file. What is marked is also kept in this browser, for another day. `newId` stands above. */
const FILE = "sound-marks.csv";
const KEPT = "sound-marks";
const COLUMNS = ["id", "kind", "text", "file", "opinion", "at"];

const lines = [...document.querySelectorAll(".sounds > li")];
const save = document.querySelector("[data-save]");
const after = document.querySelector("[data-after]");
const player = new Audio();
const marks = new Map(); // text -> {id, kind, text, file, opinion, at}
let unsaved = false;

function hear(button) {
  for (const other of document.querySelectorAll(".on")) other.classList.remove("on");
  button.classList.add("on");
  player.onended = () => button.classList.remove("on");
  player.src = button.dataset.hear;
  player.play().catch(() => button.classList.remove("on"));
}

function mark({ text, file }, opinion) {
  marks.set(text, { id: newId(), kind: "sound", text, file, opinion, at: new Date().toISOString() });
  unsaved = true;
  keep();
  show();
}

function show() {
  for (const count of document.querySelectorAll("[data-done]")) count.textContent = marks.size;
  save.disabled = marks.size === 0;
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...marks.values()]));
  } catch {
    // a browser that keeps nothing for files: the marks are still on the page, to be saved
  }
}

/** Take up the marks of another day, as far as they speak of the same files. */
function takeUp() {
  let kept = [];
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return;
  }
  for (const one of kept) {
    const line = lines.find(({ dataset }) => dataset.text === one.text && dataset.file === one.file);
    const button = line?.querySelector(`input[value="${CSS.escape(one.opinion)}"]`);
    if (!button) continue;
    button.checked = true;
    marks.set(one.text, one);
  }
}

function download() {
  const rows = [COLUMNS, ...[...marks.values()].map((one) => COLUMNS.map((column) => one[column]))];
  const address = URL.createObjectURL(new Blob([rows.map((row) => row.join(",") + "\r\n").join("")], { type: "text/csv" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: FILE });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  unsaved = false;
  after.hidden = false;
}

for (const button of document.querySelectorAll("[data-hear]")) button.addEventListener("click", () => hear(button));
for (const line of lines) line.addEventListener("change", ({ target }) => mark(line.dataset, target.value));
save.addEventListener("click", download);
document.querySelector("[data-tongue]").addEventListener("click", ({ currentTarget }) => {
  const thai = document.documentElement.lang === "en";
  document.documentElement.lang = thai ? "th" : "en";
  currentTarget.textContent = thai ? "EN" : "ไทย";
  currentTarget.lang = thai ? "en" : "th";
});
addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
takeUp();
show();
