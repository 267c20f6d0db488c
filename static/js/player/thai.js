/** Thai words said aloud by the tablet's own voice; their buttons appear only where it has one. */
import { press } from "./press.js";

const buttons = [...document.querySelectorAll("[data-say]")];

function voice() {
  return globalThis.speechSynthesis?.getVoices().find((one) => one.lang.startsWith("th") && one.localService);
}

function say(words) {
  const said = new SpeechSynthesisUtterance(words);
  said.voice = voice();
  said.lang = "th-TH";
  said.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

function offer() {
  const able = document.documentElement.lang === "th" && Boolean(voice());
  for (const button of buttons) button.hidden = !able;
}

for (const button of buttons) press(button, () => say(button.dataset.say));
globalThis.speechSynthesis?.addEventListener?.("voiceschanged", offer);
offer();
