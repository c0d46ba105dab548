// What every page has: keys, the sheet of keys, a sent form that is not sent twice. All of it works without this script.
import { listen } from "./keys.js";
import { parse } from "./html.js";

listen({ "?": showSheet });

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
