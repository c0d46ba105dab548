// The bell: tells who is elsewhere that a customer waits, and tells it again each minute. It says nothing of whom or what.
// One tab of a browser rings for all: the one that holds the lock. A tab that is seen says so, and then none rings.
const AGAIN = 60000;
const SEEN = 300; // in which a tab that somebody sees has said so
const others = new BroadcastChannel("care-bell");
let mine = !navigator.locks;
let wanted = false;
let at = 0; // when it rang last, or somebody saw the page,
let before = 0; // and how many waited then
let waiting = 0;
let timer = 0;
let shown = null;

others.onmessage = (event) => { [at, before] = event.data; };

export function rings() {
  return "Notification" in window && Notification.permission === "granted";
}

export function ring(number, says) {
  waiting = number;
  stand();
  if (!number) return quiet();
  if (!document.hidden) return told();
  if (!rings() || timer) return;
  timer = setTimeout(() => { timer = 0; once(says); }, SEEN);
}

// The first tab that hears of anything has the bell until it is closed, then another one.
function stand() {
  if (wanted || mine) return;
  wanted = true;
  navigator.locks.request("care-bell", () => { mine = true; return new Promise(() => {}); });
}

function once(says) {
  if (!mine || !waiting || !document.hidden) return;
  if (waiting <= before && Date.now() - at < AGAIN) { before = waiting; return; }
  told();
  shown = new Notification(says, { tag: "care-waiting", renotify: true });
}

function told() {
  at = Date.now();
  before = waiting;
  others.postMessage([at, before]);
}

function quiet() {
  at = before = 0;
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
