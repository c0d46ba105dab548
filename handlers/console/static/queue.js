// The queue at the left: rows are renewed where they stand, their order only where nobody points at them.
import { parse } from "./html.js";

export const list = document.querySelector("[data-rows]");
let pointed = false;
let waits = false;
let runs = false;
let again = false;
let renewed = Date.now();

list.addEventListener("pointerenter", () => { pointed = true; });
list.addEventListener("pointerleave", () => { pointed = false; if (waits) renewList(true); });

// The bot's and all conversations move with every message; the other queues only when somebody comes or goes, or one of
// theirs speaks. Their numbers are never older than ten seconds.
export function concerned(chats, moved) {
  if (!chats.length) return false;
  if (["bot", "all"].includes(list.dataset.queue) || moved.length || Date.now() - renewed > 10000) return true;
  return chats.some((chat) => list.querySelector(`[data-id="${CSS.escape(chat)}"]`));
}

export async function fragment(path) {
  const answer = await fetch(path);
  if (answer.status === 401) { location.reload(); return null; }
  return answer.ok ? parse(await answer.text()) : null;
}

export async function renewList(now = false) {
  if (runs) { again = true; return; }
  runs = true;
  renewed = Date.now();
  try {
    const found = await fragment(list.dataset.rows);
    if (found) place(found, now);
  } finally {
    runs = false;
    // A busy server is asked less often: the pause is four times what the answer took.
    if (again) { again = false; setTimeout(renewList, Math.min(4 * (Date.now() - renewed), 700)); }
  }
}

function place(found, now) {
  found.querySelectorAll("[data-count]").forEach((fresh) => put(list.querySelector(`[data-count="${fresh.dataset.count}"]`), fresh.textContent));
  const rows = list.querySelector(".rows");
  const fresh = found.querySelector(".rows");
  if (!now && rows && fresh && (pointed || rows.contains(document.activeElement))) {
    inPlace(rows, fresh);
    return;
  }
  waits = false;
  const header = list.querySelector("header");
  header.querySelector(".news").hidden = true;
  while (header.nextSibling) header.nextSibling.remove();
  const after = found.querySelector("header");
  while (after.nextSibling) list.append(after.nextSibling);
}

function inPlace(rows, fresh) {
  const known = [...rows.children].map((row) => row.dataset.id).join();
  for (const row of fresh.children) {
    const old = rows.querySelector(`[data-id="${CSS.escape(row.dataset.id)}"] a`);
    if (old && old.innerHTML !== row.firstElementChild.innerHTML) old.replaceChildren(...row.firstElementChild.childNodes);
  }
  waits = known !== [...fresh.children].map((row) => row.dataset.id).join();
  list.querySelector(".news").hidden = !waits;
}

export function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// Where the reader's own conversation went to another queue, the list goes with it.
export function moveTo(fresh) {
  const moved = fresh.dataset.queue !== list.dataset.queue;
  if (moved) {
    list.dataset.queue = fresh.dataset.queue;
    list.dataset.rows = fresh.dataset.rows;
    history.replaceState(null, "", `?queue=${fresh.dataset.queue}`);
    list.querySelector(".tabs").replaceWith(fresh.querySelector(".tabs").cloneNode(true));
  }
  place(fresh, moved);
}

// The title says how many wait; the bell of bell.js rings.
export function count(number) {
  put(list.querySelector('[data-count="waiting"]'), String(number)); // the rows follow
  document.title = document.title.replace(/^(\(\d+\) )?/, number ? `(${number}) ` : "");
}
