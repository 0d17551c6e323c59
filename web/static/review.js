/* Reviewing by keyboard: a key presses the button or link that names it in data-key. Without scripts they are
   buttons and links all the same. Stands in the head without defer: a key counts as soon as its button is there,
   whatever else is still on its way; one pressed before that would be meant for a pair nobody has seen yet. */
"use strict";

(() => {
  const STORED = "review-keys";
  const KEYS = ["s", "d", "u", "z", "ArrowLeft", "ArrowRight"];
  const TYPING = "input, textarea, select, [contenteditable]";
  let busy = false; // a decision is on its way: a second key would be meant for the next pair

  const on = () => {
    try { return localStorage.getItem(STORED) !== "off"; } catch { return true; }
  };
  // A Vietnamese input method turns a second d into đ. Other letters it makes up (they have no code) may stand for
  // another key than the one pressed: those are not guessed.
  const meant = (event) => {
    if (event.key === "đ" || event.key === "Đ") return "d";
    if (!event.code) return undefined;
    const key = event.key === "Process" ? event.code.replace(/^Key/, "") : event.key;
    const name = key.length === 1 ? key.toLowerCase() : key;
    return KEYS.includes(name) ? name : undefined;
  };
  const scrolls = (event) => {
    const region = event.target instanceof Element && event.target.closest("[role=region]");
    return event.key.startsWith("Arrow") && region && region.scrollWidth > region.clientWidth;
  };
  const typing = (element) => element instanceof Element && element.closest(TYPING) && element.id !== "keys-on";

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || typing(event.target) || scrolls(event)) return;
    const key = meant(event);
    const target = key && document.querySelector(`[data-key="${key}"]`);
    if (!target || busy || !on()) return;
    event.preventDefault();
    busy = true;
    target.click();
  });

  window.addEventListener("pageshow", () => { busy = false; });

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("keys-on");
    if (!box) return;
    box.closest("label").hidden = false;
    box.checked = on();
    box.addEventListener("change", () => {
      try { localStorage.setItem(STORED, box.checked ? "on" : "off"); } catch { /* kept for this page only */ }
    });
  });
})();
