/** Plays the clip of a `[data-clip]` button; a second tap, or another button, cuts it short. */
const voice = new Audio();
let sounding = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-clip]");
  if (!button) return;
  const again = button === sounding && !voice.paused;
  hush();
  if (!again) sound(button);
});

function sound(button) {
  sounding = button;
  button.classList.add("on");
  voice.src = button.dataset.clip;
  voice.play().catch(hush); // no sound on this machine: the page says the same in letters
}

function hush() {
  voice.pause();
  sounding?.classList.remove("on");
  sounding = null;
}

voice.addEventListener("ended", hush);
