// Offers completions while a search is typed. Without it the list is what the page came with.
"use strict";

{
  const PAUSE = 150; // milliseconds after the last key

  for (const input of document.querySelectorAll("input[data-completions]")) {
    let timer;
    let asked = input.value;
    const offer = async () => {
      const typed = input.value;
      if (typed === asked) return;
      asked = typed;
      const response = await fetch(`${input.dataset.completions}?q=${encodeURIComponent(typed)}`);
      if (!response.ok || typed !== input.value) return;
      const { completions } = await response.json();
      input.list.replaceChildren(
        ...completions.map(({ query, label }) => new Option(label, query)),
      );
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => offer().catch(() => {}), PAUSE);
    });
  }
}
