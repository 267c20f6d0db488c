/** The sticker book: what the server knows, and in front of it what was earned on this tablet alone. */
import { lessonsOf } from "../offline/tablet.js";
import { press, pressLink } from "./press.js";
import { drawn, earned } from "./stickers.js";
import { speak } from "./thai.js";
import "./me.js";

const book = JSON.parse(document.getElementById("book").textContent);
const sheet = document.getElementById("sheet");
const caption = document.getElementById("for");

for (const link of document.querySelectorAll("[data-map]")) pressLink(link);
await addOwn();
for (const one of sheet.querySelectorAll("button")) press(one, () => tellOf(one));

/** Put in what this tablet has not sent yet: the newest first, each in a free place. */
async function addOwn() {
  const own = (await lessonsOf(sheet.dataset.child)).filter(({ sitting }) => !book.known.includes(sitting));
  for (const { effort, lesson } of earned(own, book)) {
    sheet.prepend(drawn(effort === "stone" ? lesson.look : book.looks[effort], book.static, book.names[effort]));
    sheet.querySelector(".free:nth-child(n + 13)")?.remove();
  }
}

/** Say what a sticker is for. */
function tellOf(one) {
  const name = one.getAttribute("aria-label");
  sheet.querySelector(".told")?.classList.remove("told");
  one.classList.add("told");
  caption.querySelector(".say").textContent = name;
  if (document.documentElement.lang === "th") speak(name);
}
