// Acts: a form marked data-act is posted without leaving the page; the page that answers says what to renew.
// Without this script the same form loads that page.
import { parse } from "./html.js";

export function listen(acted) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !("act" in form.dataset)) return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    const answer = await post(form.action, new URLSearchParams(sent));
    delete form.dataset.sent;
    // The session ended: the sign-in leads back here, and what was written is kept.
    if (answer?.status === 401) return location.reload();
    acted(form, sent, answer && { ok: answer.ok, page: parse(await answer.text()) });
  });
}

// Null: the server could not be reached; the form is as it was, and may be sent again.
function post(address, body) {
  return fetch(address, { method: "POST", body }).catch(() => null);
}

export function toast(page) {
  document.querySelectorAll(".toast").forEach((one) => one.remove());
  const told = page.querySelector(".toast");
  if (told) document.querySelector(".panes").append(told);
}

// What cannot be done as it was asked, in the words of the page that says so.
export function refusal(page, lost) {
  const alert = document.createElement("div");
  alert.className = "alert";
  alert.setAttribute("role", "alert");
  const title = page?.querySelector("main h1")?.textContent ?? "";
  alert.textContent = page ? [title, page.querySelector("main p")?.textContent ?? ""].join(". ") : lost;
  return alert;
}

// A field that is shown in clear for a minute is masked again where it stands.
export function maskLater(root) {
  for (const shown of root.querySelectorAll(".shown[data-left]")) {
    setTimeout(() => {
      shown.parentElement?.querySelector(".covered")?.removeAttribute("hidden");
      shown.remove();
    }, Number(shown.dataset.left) * 1000);
    delete shown.dataset.left;
  }
}
