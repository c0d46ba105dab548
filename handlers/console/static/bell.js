// The bell: tells who is elsewhere that a customer waits, and tells it again each minute. It says nothing of whom or what.
// One tab of a browser rings for all: they agree in the browser's own store, one at a time.
const AGAIN = 60000;
const TOGETHER = 3000; // tabs that hear of the same news within so long ring once
const KEY = "care-rang";
let shown = null;
let waiting = -1;

export function rings() {
  return "Notification" in window && Notification.permission === "granted";
}

export function ring(number, says) {
  const more = waiting >= 0 && number > waiting;
  waiting = number;
  if (!number) return quiet();
  if (!document.hidden) return rang(); // They see it here.
  if (!rings()) return;
  if (navigator.locks) navigator.locks.request("care-bell", () => once(more, says));
  else once(more, says);
}

function once(more, says) {
  const since = Date.now() - Number(localStorage.getItem(KEY));
  if (since < (more ? TOGETHER : AGAIN)) return;
  rang();
  shown = new Notification(says, { tag: "care-waiting", renotify: true });
}

function rang() {
  localStorage.setItem(KEY, Date.now());
}

function quiet() {
  shown?.close();
  shown = null;
}

const button = document.querySelector("#bell");
function offer() {
  button.hidden = !("Notification" in window) || Notification.permission !== "default";
}
if (button) {
  button.addEventListener("click", () => Notification.requestPermission().then(offer));
  offer();
}
