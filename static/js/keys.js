// Keys: n and p go to the next and the previous mark, or quote where nothing is marked; / to the search box.
// Whoever is in their way turns them off below every page, and the browser remembers it.
"use strict";

{
  const SETTING = "keys";
  const places = () => {
    const marks = document.querySelectorAll(".hit[id]");
    return [...(marks.length ? marks : document.querySelectorAll("[id^='q-']"))];
  };

  const step = (towards) => {
    const stops = places();
    const here = stops.findIndex((stop) => `#${stop.id}` === location.hash);
    const line = innerHeight / 3;
    const below = stops.findIndex((stop) => stop.getBoundingClientRect().top > line);
    const ahead = towards > 0 ? below : (below < 0 ? stops.length : below) - 1;
    const stop = stops[here < 0 ? ahead : here + towards];
    if (stop) location.replace(`#${stop.id}`);
  };

  const actions = {
    n: () => step(1),
    p: () => step(-1),
    "/": () => document.querySelector("#query, #masthead-query")?.focus(),
  };

  let isOn = true;
  try {
    isOn = localStorage.getItem(SETTING) !== "off";
  } catch {} // without storage the keys are on

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (!isOn || isTyping || event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });

  const line = document.createElement("p");
  const button = document.createElement("button");
  line.className = "colophon__keys";
  button.type = "button";
  button.className = "link-button";
  line.append("Keys: n next, p previous, / search. ", button);
  const say = () => (button.textContent = isOn ? "Turn them off" : "Turn them on");
  button.addEventListener("click", () => {
    isOn = !isOn;
    try {
      localStorage.setItem(SETTING, isOn ? "on" : "off");
    } catch {} // holds for this page then
    say();
  });
  say();
  document.querySelector(".colophon")?.append(line);
}
