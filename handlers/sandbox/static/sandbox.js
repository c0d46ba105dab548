// The sandbox's page: one stream draws two phones, an inbox and the orders of a bad day.

import { body, byId, clock, icon, make, post, press, words } from "./nodes.js";
import { closeOnLeaving, Phone } from "./phone.js";

const narrow = matchMedia("(max-width: 760px)");

// --- the inbox --------------------------------------------------------------------------------------------------------

const letters = new Map();

function drawInbox(shown) {
  const list = byId("letters");
  const first = list.getAttribute("aria-live") === "off";
  const kept = new Set(shown.received.map((one) => one.id));
  for (const [id, node] of letters) if (!kept.has(id)) { node.remove(); letters.delete(id); }
  for (const one of shown.received) {
    if (letters.has(one.id)) continue;
    letters.set(one.id, letter(one, first));
    list.prepend(letters.get(one.id));
    list.scrollTop = 0;
    if (!first) news("inbox");
  }
  byId("none").hidden = letters.size > 0;
  requestAnimationFrame(() => list.setAttribute("aria-live", "polite"));
}

function letter(one, first) {
  const node = make("article", first ? "letter" : "letter new",
    make("header", "", icon(one.kind), make("span", "", `${one.kind === "sms" ? "SMS" : "Email"} ${one.to}`), clock.format(one.at)),
    one.subject ? make("h3", "", one.subject) : "");
  const text = make("p", "", one.text);
  if (one.code) node.append(codeLine(one.code));
  if (one.kind === "sms") node.append(text);
  else {
    const letter = make("details", "", make("summary", "", words.whole), text);
    letter.open = true;
    node.append(letter);
  }
  return node;
}

function codeLine(code) {
  const button = press("", () => chosen.put(code));
  button.dataset.phrase = "type_code";
  phrase(button);
  return make("div", "code", make("span", "unseen", words.code), make("b", "", code), button);
}

// --- which phone is meant, which part is shown ------------------------------------------------------------------------

const phones = new Map([...document.querySelectorAll(".phone")].map((root) => [root.dataset.channel, new Phone(root)]));
let chosen = phones.get("telegram");
for (const [tab, phone] of phones) {
  phone.root.addEventListener("chosen", () => choose(phone));
  phone.root.addEventListener("shown", () => showTab(tab));
  phone.root.addEventListener("news", () => news(tab));
}

function choose(phone) {
  if (chosen === phone) return;
  chosen = phone;
  body.dataset.chosen = phone.channel;
  document.querySelectorAll("[data-phrase]").forEach(phrase);
}

function phrase(node) { node.textContent = words[node.dataset.phrase].replace("{phone}", chosen.name); }

function showTab(tab) {
  body.dataset.tab = tab;
  for (const one of document.querySelectorAll(".tabs button")) {
    if (one.dataset.to === tab) { one.setAttribute("aria-current", "true"); one.classList.remove("news"); }
    else one.removeAttribute("aria-current");
  }
  const phone = phones.get(tab);
  if (phone) { choose(phone); phone.thread.scrollTop = phone.thread.scrollHeight; }
}

function news(tab) {
  if (narrow.matches && body.dataset.tab !== tab) document.querySelector(`[data-to="${tab}"]`).classList.add("news");
}

// --- the stream -------------------------------------------------------------------------------------------------------

let source = null;
let heard = 0;

function listen() {
  source?.close();
  heard = Date.now();
  source = new EventSource("/sandbox/events");
  const on = (name, draw) => source.addEventListener(name, (event) => { heard = Date.now(); live(true); draw(JSON.parse(event.data)); });
  on("phone", (shown) => phones.get(shown.channel).draw(shown));
  on("inbox", drawInbox);
  on("orders", drawOrders);
  on("beat", () => {});
  source.addEventListener("error", () => live(false));
}

function live(on) {
  const sign = byId("live");
  if (sign.classList.contains("on") === on) return;
  sign.classList.toggle("on", on);
  sign.textContent = on ? sign.dataset.on : sign.dataset.off;
}

// The browser connects again by itself, save after an answer that is no stream; a silent connection is a dead one.
function watch() {
  if (source.readyState === EventSource.CLOSED || Date.now() - heard > 40000) listen();
  for (const time of document.querySelectorAll(".status time")) time.textContent = clock.format(Date.now());
}

function drawOrders(shown) {
  for (const button of document.querySelectorAll("[data-order]")) {
    button.setAttribute("aria-checked", String(shown[button.dataset.place].includes(button.dataset.order)));
  }
}

// --- the rest of the page ---------------------------------------------------------------------------------------------

for (const button of document.querySelectorAll("[data-order]")) {
  button.addEventListener("click", () => post({
    do: "order", channel: button.dataset.place, name: button.dataset.order, on: button.getAttribute("aria-checked") !== "true",
  }));
}
for (const button of document.querySelectorAll("[data-value]")) button.addEventListener("click", () => chosen.put(button.dataset.value));
for (const button of document.querySelectorAll(".tabs button")) button.addEventListener("click", () => showTab(button.dataset.to));
byId("afresh").addEventListener("click", (event) => { event.currentTarget.closest("details").open = false; post({ do: "afresh" }); });
closeOnLeaving(document.querySelector(".afresh"));
document.querySelectorAll("[data-phrase]").forEach(phrase);
narrow.addEventListener("change", () => phones.forEach((phone) => { phone.thread.scrollTop = phone.thread.scrollHeight; }));
listen();
watch();
setInterval(watch, 2000);
