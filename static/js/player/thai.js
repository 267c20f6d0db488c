/**
 * The tablet's own Thai voice. Only one that lives on the tablet: what a voice of the network says leaves the house.
 * A child's name is never said by it.
 */
const LANGUAGE = "th-TH";
const PER_LETTER_MS = 130;

globalThis.speechSynthesis?.getVoices(); // the first call only makes the browser look for them
addEventListener("pagehide", quiet);

/** Say Thai words; resolves true when they have been said, false where there is no voice. */
export function speak(words) {
  const own = voice();
  if (!own) return Promise.resolve(false);
  const said = new SpeechSynthesisUtterance(words);
  said.voice = own;
  said.lang = LANGUAGE;
  said.rate = 0.9;
  quiet();
  return new Promise((resolve) => {
    const over = (whole) => {
      clearTimeout(late);
      resolve(whole);
    };
    const late = setTimeout(over, 1500 + PER_LETTER_MS * words.length, true); // some tablets never say "end"
    said.addEventListener("end", () => over(true));
    said.addEventListener("error", () => over(false));
    speechSynthesis.speak(said);
  });
}

/** Stop speaking. */
export function quiet() {
  globalThis.speechSynthesis?.cancel();
}

function voice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((one) => one.lang.replace("_", "-") === LANGUAGE && one.localService === true);
}
