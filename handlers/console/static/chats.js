// Percakapan: the list and the open conversation renew themselves; what somebody types, points at or reads stays put.
import { follow, signNow } from "./live.js";
import { listen, maskLater, refusal, toast } from "./acts.js";
import * as drafts from "./drafts.js";
import * as ready from "./ready.js";
import { concerned, count, fragment, list, moveTo, put, renewList } from "./queue.js";

let partsRun = false;
let partsAgain = false;

follow(list.dataset.since, told);
document.addEventListener("care-sign", showSign);
document.addEventListener("input", typed);
document.addEventListener("change", changed);
document.addEventListener("keydown", pressed, true);
document.addEventListener("click", clicked);
listen(acted);
maskLater(document);
drafts.open();
setInterval(tick, 1000);
setInterval(() => look("look"), 20000);
addEventListener("pagehide", () => look("leave"));
atEnd();
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
  at.searchParams.set("queue", list.dataset.queue);
  return at;
}

function parts(found) {
  const lines = document.querySelector("#lines");
  const low = isLow();
  // Where older turns were fetched, they stand: only what goes on is renewed.
  const said = document.querySelector(".older") ? "said" : "lines";
  for (const id of ["state", "present", said]) swap(document.querySelector(`#${id}`), found.querySelector(`#${id}`));
  compose(document.querySelector("#composer"), found.querySelector("#composer"));
  const side = document.querySelector("#side");
  if (!side.contains(document.activeElement) && !side.querySelector("details[open], .shown, form[data-dirty]")) swap(side, found.querySelector("#side"));
  drafts.fill(document);
  if (low) scrollDown();
}

function swap(old, fresh) {
  if (old.innerHTML === fresh.innerHTML) return;
  old.className = fresh.className;
  old.replaceChildren(...fresh.childNodes);
}

// What is typed stays; a form that still fits is told what was seen since, another one takes its place.
function compose(old, fresh, acted = false) {
  const text = old.querySelector("textarea");
  if (old.dataset.mode === fresh.dataset.mode) {
    // A reply that is being written bears what its writer had seen: what came since is for the server to refuse.
    if (!acted && text?.value.trim()) return;
    for (const name of acted ? ["drive", "seen", "key", "anyway"] : ["drive", "seen"]) {
      const input = fresh.querySelector(`[name=${name}]`);
      if (input) old.querySelectorAll(`[name=${name}]`).forEach((one) => { one.value = input.value; });
    }
    return;
  }
  old.dataset.mode = fresh.dataset.mode;
  old.replaceChildren(...fresh.childNodes);
  atEnd();
}

// --- what the reader did: the page that answers is put in where it differs, and nothing that is written is touched ---

function acted(form, sent, answer) {
  const fresh = answer?.page.querySelector("main[data-chat]");
  if (!fresh) return document.querySelector("#refused").replaceChildren(refusal(answer?.page, talk().dataset.lost));
  for (const area of form.querySelectorAll("[data-draft]")) {
    if (!answer.ok) continue;
    drafts.sent(area.dataset.draft, sent.get(area.name));
  }
  const low = isLow();
  talk().dataset.seen = fresh.dataset.seen;
  swap(document.querySelector("#refused"), fresh.querySelector("#refused"));
  compose(document.querySelector("#composer"), fresh.querySelector("#composer"), true);
  renewSide(form, answer.page.querySelector("#side"));
  drafts.fill(document);
  moveTo(answer.page.querySelector("[data-rows]"));
  if (form.id !== "reply") toast(answer.page);
  focusAfter(form);
  if (low) scrollDown();
  renewTalk();
}

// What stood open at the side stays open, and ticks that were not saved stay ticked; the form that was sent is done.
function renewSide(form, fresh) {
  const side = document.querySelector("#side");
  const own = form.closest("details")?.querySelector("summary").textContent;
  const opened = [...side.querySelectorAll("details[open] > summary")].map((one) => one.textContent).filter((one) => one !== own);
  const ticked = form.id !== "labels" && side.querySelector("#labels[data-dirty]") ? new FormData(side.querySelector("#labels")) : null;
  const focused = side.contains(document.activeElement) ? document.activeElement.id : "";
  swap(side, fresh);
  maskLater(side);
  for (const one of side.querySelectorAll("details > summary")) if (opened.includes(one.textContent)) one.parentElement.open = true;
  const labels = side.querySelector("#labels");
  if (labels) delete labels.dataset.dirty;
  if (labels && ticked) {
    labels.dataset.dirty = "";
    labels.querySelectorAll("[type=checkbox]").forEach((one) => { one.checked = ticked.has(one.name); });
  }
  if (focused) document.getElementById(focused)?.focus();
}

function focusAfter(form) {
  const text = document.querySelector("#composer textarea");
  const shown = document.querySelector("#side .shown");
  if (form.matches("#reply") || form.action.includes("/take?")) text?.focus();
  else if (shown && form.closest(".reveal")) shown.focus();
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

function isLow() {
  const lines = document.querySelector("#lines");
  return lines.scrollHeight - lines.scrollTop - lines.clientHeight < 60;
}

function scrollDown() {
  const lines = document.querySelector("#lines");
  if (lines) lines.scrollTop = lines.scrollHeight;
}

// --- writing ---

let lastTyped = 0;
function typed(event) {
  const area = event.target;
  if (area.matches("[data-draft]")) drafts.keep(area);
  if (!area.matches("#composer textarea")) return;
  ready.typed(area);
  if (Date.now() - lastTyped > 3000) { lastTyped = Date.now(); look("type"); }
}

function changed(event) {
  const form = event.target.closest("#labels");
  if (form) form.dataset.dirty = "";
}

function pressed(event) {
  const opened = event.key === "Escape" && event.target.closest(".ready[open]");
  if (opened) {
    opened.open = false;
    event.stopPropagation();
    return document.querySelector("#composer textarea").focus();
  }
  if (!event.target.matches("#composer textarea") || ready.pressed(event)) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
}

function atEnd() {
  const text = document.querySelector("#composer textarea");
  if (text === document.activeElement) text?.setSelectionRange(text.value.length, text.value.length);
}

function clicked(event) {
  const chosen = event.target.closest("[data-text]");
  if (chosen) {
    event.preventDefault();
    ready.put(chosen);
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
