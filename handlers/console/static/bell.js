// The bell: tells who is elsewhere that a customer waits, and tells it again each minute. It says nothing of whom or what.
// One tab of a browser rings for all: they agree in the browser's own store, one at a time.
const AGAIN = 60000;
const KEY = "care-rang"; // when it rang last, or somebody saw the page, and how many waited then
let shown = null;

export function rings() {
  return "Notification" in window && Notification.permission === "granted";
}

export function ring(number, says) {
  if (!number) return quiet();
  if (!document.hidden) return told(Date.now(), number); // They see it here.
  if (!rings()) return;
  if (navigator.locks) navigator.locks.request("care-bell", () => once(number, says));
  else once(number, says);
}

function once(number, says) {
  const [at, before] = (localStorage.getItem(KEY) || "0 0").split(" ").map(Number);
  if (number <= before && Date.now() - at < AGAIN) return told(at, number);
  told(Date.now(), number);
  shown = new Notification(says, { tag: "care-waiting", renotify: true });
}

function told(at, number) {
  localStorage.setItem(KEY, `${at} ${number}`);
}

function quiet() {
  told(0, 0);
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
