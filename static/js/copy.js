// Puts a button beside what one may want to copy: the address of a link, or a text.
"use strict";

{
  const SHOWN = 2000; // milliseconds that a button says what it did

  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.role = "status";

  const offer = (source) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.ariaLabel = source.dataset.copies;
    button.addEventListener("click", async () => {
      let said = "Copied";
      try {
        await navigator.clipboard.writeText(source.href ?? source.textContent.trim());
      } catch {
        said = "Not copied";
      }
      status.textContent = button.textContent = said;
      setTimeout(() => (status.textContent = ""), SHOWN);
      setTimeout(() => (button.textContent = "Copy"), SHOWN);
    });
    source.after(" ", button);
  };

  // Browsers let a page write there only where its connection is safe.
  if (navigator.clipboard) {
    document.body.append(status);
    document.querySelectorAll("[data-copies]").forEach(offer);
  }
}
