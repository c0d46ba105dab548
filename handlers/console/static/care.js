// What every page has: keys, the sheet of keys, a sent form that is not sent twice. All of it works without this script.
import { listen } from "./keys.js";
import { parse } from "./html.js";
import { ring, rings } from "./bell.js";
import "./stay.js";

listen({ "?": showSheet });

// Where tabs do not fit, the one that is open is in view.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
});
// A page that the browser took back from its memory may send its forms again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

async function showSheet(link) {
  if (location.pathname === link.pathname) return;
  let dialog = document.querySelector("#sheet");
  if (!dialog) {
    const answer = await fetch(link.href);
    if (!answer.ok || new URL(answer.url).pathname !== link.pathname) return location.assign(link.href);
    dialog = document.createElement("dialog");
    dialog.id = "sheet";
    dialog.append(...parse(await answer.text()).querySelector("main").childNodes);
    dialog.setAttribute("aria-label", dialog.querySelector("h1").textContent);
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  }
  dialog.showModal();
}

// Who waits for a person, and what waits for the team, is told on every page: by the tab that has the stream, and if none does, asked now and then.
const badge = document.querySelector("[data-waiting]");
const ASK = 30000;
let heard = Date.now();

const asks = document.querySelector("[data-asked]");

function count({ waiting, asked }) {
  if (typeof waiting !== "number") return;
  heard = Date.now();
  badge.textContent = waiting;
  badge.hidden = !waiting;
  asks.textContent = asked;
  asks.hidden = !asked;
  ring(waiting, badge.dataset.says);
}

if (badge) {
  new BroadcastChannel("care-live").addEventListener("message", (event) => count(event.data));
  document.addEventListener("care-waiting", (event) => count(event.detail));
  setInterval(async () => {
    if ((document.hidden && !rings()) || Date.now() - heard < ASK) return;
    const answer = await fetch(`/care/news?since=${Date.now()}`).catch(() => null);
    if (answer?.ok) count(await answer.json());
  }, ASK / 3);
}
