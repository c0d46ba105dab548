// Percakapan: the list and the open conversation renew themselves; what somebody types, points at or reads stays put.
import { follow, signNow } from "./live.js";
import { parse } from "./html.js";

const list = document.querySelector("[data-rows]");
let pointed = false;
let listWaits = false;
let listRuns = false;
let listAgain = false;
let listRenewed = Date.now();
let partsRun = false;
let partsAgain = false;

list.addEventListener("pointerenter", () => { pointed = true; });
list.addEventListener("pointerleave", () => { pointed = false; if (listWaits) renewList(true); });
follow(list.dataset.since, told);
document.addEventListener("care-sign", showSign);
document.addEventListener("input", typed);
document.addEventListener("click", clicked);
setInterval(tick, 1000);
setInterval(() => look("look"), 20000);
addEventListener("pagehide", () => look("leave"));
ready();
scrollDown();
look("look");

function talk() {
  return document.querySelector("main[data-chat]");
}

function told(message) {
  if ("waiting" in message) count(message.waiting);
  if (message.kind !== "news" && message.kind !== "reset") return;
  const chats = message.chats || [];
  const mine = talk() && [...chats, ...(message.looked || [])].includes(talk().dataset.chat);
  if (message.kind === "reset" || concerned(chats, message.moved || [])) renewList();
  if (talk() && (mine || message.kind === "reset")) renewTalk();
}

// The bot's and all conversations move with every message; the other queues only when somebody comes or goes, or one of
// theirs speaks. Their numbers are never older than ten seconds.
function concerned(chats, moved) {
  if (!chats.length) return false;
  if (["bot", "all"].includes(list.dataset.queue) || moved.length || Date.now() - listRenewed > 10000) return true;
  return chats.some((chat) => list.querySelector(`[data-id="${CSS.escape(chat)}"]`));
}

async function fragment(path) {
  const answer = await fetch(path);
  if (answer.status === 401) { location.reload(); return null; }
  return answer.ok ? parse(await answer.text()) : null;
}

// --- the list: rows are renewed where they stand; their order only where nobody points at them ---

async function renewList(now = false) {
  if (listRuns) { listAgain = true; return; }
  listRuns = true;
  listRenewed = Date.now();
  try {
    const found = await fragment(list.dataset.rows);
    if (found) place(found, now);
  } finally {
    listRuns = false;
    // A busy server is asked less often: the pause is four times what the answer took.
    if (listAgain) { listAgain = false; setTimeout(renewList, Math.min(4 * (Date.now() - listRenewed), 700)); }
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
  listWaits = false;
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
  listWaits = known !== [...fresh.children].map((row) => row.dataset.id).join();
  list.querySelector(".news").hidden = !listWaits;
}

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

// --- the conversation ---

async function renewTalk() {
  if (partsRun) { partsAgain = true; return; }
  partsRun = true;
  try {
    const found = await fragment(partsNow());
    if (found) parts(found);
  } finally {
    partsRun = false;
    if (partsAgain) { partsAgain = false; renewTalk(); }
  }
}

// What came in since the reply was begun, or refused, stays marked as new until it is sent or taken back.
function partsNow() {
  const at = new URL(talk().dataset.parts, location.href);
  const text = document.querySelector("#composer textarea");
  const seen = talk().dataset.seen || (text?.value.trim() ? text.form.elements.seen.value : "");
  if (seen) at.searchParams.set("seen", seen);
  return at;
}

function parts(found) {
  const lines = document.querySelector("#lines");
  const low = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 60;
  // Where older turns were fetched, they stand: only what goes on is renewed.
  const said = document.querySelector(".older") ? "said" : "lines";
  for (const id of ["state", "present", said]) swap(document.querySelector(`#${id}`), found.querySelector(`#${id}`));
  compose(document.querySelector("#composer"), found.querySelector("#composer"));
  const side = document.querySelector("#side");
  if (!side.contains(document.activeElement) && !side.querySelector("details[open]") && !side.querySelector(".clear")) keep(side, found.querySelector("#side"));
  if (low) scrollDown();
}

function swap(old, fresh) {
  if (old.innerHTML === fresh.innerHTML) return;
  old.className = fresh.className;
  old.replaceChildren(...fresh.childNodes);
}

// What is typed stays; a form that still fits is told what was seen since, another one takes its place.
function compose(old, fresh) {
  const text = old.querySelector("textarea");
  if (old.dataset.mode === fresh.dataset.mode) {
    // A reply that is being written bears what its writer had seen: what came since is for the server to refuse.
    if (text && text.value.trim()) return;
    for (const name of ["drive", "seen"]) {
      const input = fresh.querySelector(`[name=${name}]`);
      old.querySelectorAll(`[name=${name}]`).forEach((one) => { one.value = input.value; });
    }
    return;
  }
  const typedText = text ? text.value : "";
  old.dataset.mode = fresh.dataset.mode;
  old.replaceChildren(...fresh.childNodes);
  const next = old.querySelector("textarea");
  if (next && typedText) next.value = typedText;
  ready();
}

function keep(old, fresh) {
  const note = old.querySelector("#note");
  if (note && note.value.trim()) return;
  swap(old, fresh);
}

// Older turns are put in front when somebody scrolls up to them, or takes their link; what is read stays where it is.
let olderRuns = false;
async function older() {
  const link = document.querySelector("#lines [data-older]");
  if (!link || olderRuns) return;
  olderRuns = true;
  try {
    const found = await fragment(link.dataset.older);
    if (!found || !link.isConnected) return;
    const lines = document.querySelector("#lines");
    const from = lines.scrollHeight - lines.scrollTop;
    const focused = document.activeElement === link;
    const turns = found.querySelector("#said");
    turns.removeAttribute("id");
    turns.className = "older";
    const next = found.querySelector("#lines [data-older]");
    link.closest("p").replaceWith(...(next ? [next.closest("p")] : []), turns);
    lines.scrollTop = lines.scrollHeight - from;
    if (focused) (next || lines).focus({ preventScroll: true });
  } finally {
    olderRuns = false;
  }
}
document.querySelector("#lines")?.addEventListener("scroll", (event) => { if (event.target.scrollTop < 80) older(); });

function scrollDown() {
  const lines = document.querySelector("#lines");
  if (lines) lines.scrollTop = lines.scrollHeight;
}

// --- writing ---

let lastTyped = 0;
function typed(event) {
  if (!event.target.matches("#composer textarea")) return;
  if (event.target.value === "/") open();
  if (Date.now() - lastTyped > 3000) { lastTyped = Date.now(); look("type"); }
}

function open() {
  const ready = document.querySelector(".ready");
  ready.open = true;
  ready.querySelector("a")?.focus();
}

function ready() {
  const text = document.querySelector("#composer textarea");
  if (text === document.activeElement) text?.setSelectionRange(text.value.length, text.value.length);
  text?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
  });
}

function clicked(event) {
  const chosen = event.target.closest("[data-text]");
  if (chosen) {
    event.preventDefault();
    const text = document.querySelector("#composer textarea");
    text.value = text.value.trim() === "/" ? chosen.dataset.text : text.value + chosen.dataset.text;
    chosen.closest("details").open = false;
    text.focus();
  }
  if (event.target.closest("#fresh")) renewList(true);
  if (event.target.closest("[data-older]")) { event.preventDefault(); older(); }
}

function look(doing) {
  const main = talk();
  if (!main || !main.dataset.drives || (doing !== "leave" && document.hidden)) return;
  const form = new URLSearchParams({ token: main.dataset.token, doing });
  fetch(main.dataset.here, { method: "POST", body: form, keepalive: doing === "leave" }).catch(() => {});
}

// --- signs ---

function tick() {
  for (const left of document.querySelectorAll("[data-until]")) {
    const seconds = Math.max(0, Math.floor((Number(left.dataset.until) - Date.now()) / 1000));
    put(left, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  }
}

function showSign() {
  const state = signNow();
  const said = document.querySelector("#live").dataset[state] || "";
  for (const sign of document.querySelectorAll(".live")) {
    sign.hidden = !state;
    sign.classList.remove("on", "off", "poll");
    if (state) sign.classList.add(state);
    put(sign.querySelector("span") || sign, said);
  }
}

// The title says how many wait; the bell of bell.js rings.
function count(number) {
  put(list.querySelector('[data-count="waiting"]'), String(number)); // the rows follow
  document.title = document.title.replace(/^(\(\d+\) )?/, number ? `(${number}) ` : "");
}
