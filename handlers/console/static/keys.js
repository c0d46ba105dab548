// Keys: an element says which key stands for it (data-key="t", "g p"); j and k walk the rows (data-row).
import { later, stop } from "./later.js";

const special = {};
let first = "";
let since = 0;

export function listen(more) {
  Object.assign(special, more);
  document.addEventListener("keydown", press);
}

function press(event) {
  if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  // A key that follows stops what waits: whoever types a sentence meant none of it.
  if (stop()) return typing(event.target) || event.preventDefault();
  if (event.key === "Escape") return leave(event);
  if (!("shortcuts" in document.body.dataset) || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const keys = first && Date.now() - since < 1500 ? `${first} ${event.key}` : event.key;
  first = event.key === "g" && keys === "g" ? "g" : "";
  since = Date.now();
  if (keys === "j" || keys === "k") return walk(event, keys === "j" ? 1 : -1);
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].find((one) => one.checkVisibility());
  if (!target) return;
  event.preventDefault();
  if (special[keys]) special[keys](target);
  else if (target.matches("input:not([type=radio]), textarea, select")) target.focus();
  else if ("later" in target.dataset) later(target);
  else { target.focus(); target.click(); }
}

function leave(event) {
  if (typing(event.target)) return event.target.blur();
  document.querySelector('[data-key="Escape"]')?.click();
}

function walk(event, step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  event.preventDefault();
  const at = rows.indexOf(document.activeElement);
  const chosen = rows.findIndex((row) => row.getAttribute("aria-current"));
  const from = at >= 0 ? at : chosen;
  rows[Math.min(Math.max(from + step, 0), rows.length - 1)].focus();
}

function typing(element) {
  return element.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], #composer *");
}
