// Keys of the review queue: each control says by data-key which one presses it, or goes into it.
// Whoever is in their way turns them off, and the browser remembers it. A decision is sent once, however often a key is hit.
"use strict";

{
  const SETTING = "keys";
  let isSent = false;
  let isOn = true;
  try {
    isOn = localStorage.getItem(SETTING) !== "off";
  } catch {} // without storage the keys are on

  document.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  // A page that comes back from the browser's memory was not sent.
  addEventListener("pageshow", () => (isSent = false));

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (field && event.key === "Escape") field.blur();
    // A key that is held down decides one item, not all that follow.
    if (!isOn || field || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!control) return;
    event.preventDefault();
    if (control.matches("input")) control.focus();
    else control.click();
  });

  const keys = document.querySelector(".review__keys");
  if (keys) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "desk-link";
    const say = () => (button.textContent = isOn ? "Turn the keys off" : "Turn the keys on");
    button.addEventListener("click", () => {
      isOn = !isOn;
      try {
        localStorage.setItem(SETTING, isOn ? "on" : "off");
      } catch {} // holds for this page then
      say();
    });
    say();
    keys.append(button);
  }
}
