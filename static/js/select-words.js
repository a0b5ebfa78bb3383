// Words selected in the text become those of the quote, with their place. Without it they are pasted, and found.
"use strict";

{
  const text = document.querySelector("[data-selects-words]");
  const words = document.querySelector("#id_words");
  const paragraphs = [...text.querySelectorAll("p")];
  // Places count code points, of which JavaScript's strings may have two for one.
  const body = [...paragraphs.map((paragraph) => paragraph.textContent).join("\n\n")];

  const placeOf = (node, offset) => {
    const paragraph = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p");
    if (!paragraph || !text.contains(paragraph)) return null;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, offset);
    return Number(paragraph.dataset.start) + [...before.toString()].length;
  };

  const take = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    let start = placeOf(range.startContainer, range.startOffset);
    let end = placeOf(range.endContainer, range.endOffset);
    if (start === null || end === null) return;
    while (start < end && /\s/u.test(body[start])) start += 1;
    while (start < end && /\s/u.test(body[end - 1])) end -= 1;
    if (start === end) return;
    words.value = body.slice(start, end).join("");
    place().value = start;
  };

  // Where the page asks which of several places is meant, a selection answers that.
  const place = () => {
    const radios = document.querySelectorAll("input[type=radio][name=start]");
    for (const radio of radios) radio.checked = false;
    let hidden = document.querySelector("input[type=hidden][name=start]");
    if (!hidden) {
      hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = "start";
      words.after(hidden);
    }
    return hidden;
  };

  document.addEventListener("selectionchange", take);
  // Words that are written are looked for.
  words.addEventListener("input", () => (place().value = ""));
}
