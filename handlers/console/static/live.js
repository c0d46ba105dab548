// The live feed: one stream a browser. The tab that holds the lock has the stream and tells the others; without locks
// each tab has its own, up to four, and further ones ask every three seconds. Whoever hears nothing for long, asks too.
const channel = new BroadcastChannel("care-live");
const SILENT = 40000;
const POLL = 3000;
const MOST = 4;
let listener = () => {};
let since = Date.now();
let heard = 0;
let streaming = false;
let polling = false;
let claimed = 0; // when this tab began to want a stream of its own; of tabs that decide at once the earlier ones get it
let state = "";

export function follow(from, told) {
  since = Number(from) || since;
  listener = told;
  channel.onmessage = (event) => hear(event.data);
  if (navigator.locks) navigator.locks.request("care-live", () => new Promise(stream));
  else besides().then((others) => (others < MOST ? new Promise(stream) : poll()));
  channel.postMessage({ kind: "new" });
  setInterval(watch, 5000);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
}

function hear(message) {
  if (message.kind === "who") return claimed && claimed < message.claimed && channel.postMessage({ kind: "me", to: message.claimed });
  if (message.kind === "me") return;
  // A tab that opens beside a quiet stream is told that it is there, before the next beat.
  if (message.kind === "new") return streaming && state === "on" && channel.postMessage({ kind: "beat" });
  if (message.kind === "ended") return location.reload(); // to the sign-in, which leads back here
  heard = Date.now();
  if (message.at) since = Math.max(since, message.at);
  document.dispatchEvent(new CustomEvent("care-waiting", { detail: message }));
  // A tab that asks by itself hears of others' streams too, but does not live by them.
  if (!polling) sign(message.kind === "off" ? "off" : "on");
  listener(message);
}

function tell(message) {
  hear(message);
  channel.postMessage(message);
}

function stream(done) {
  streaming = true;
  let source = null;
  const open = () => {
    source = new EventSource(`/care/live?since=${since}`);
    for (const kind of ["news", "reset", "beat", "ended"]) {
      source.addEventListener(kind, (event) => {
        tell({ kind, at: Number(event.lastEventId) || 0, ...JSON.parse(event.data) });
        if (kind === "ended") source.close();
      });
    }
    source.onerror = () => {
      tell({ kind: "off" });
      // A stream that was refused is not tried again by the browser: a restart, or a session that ended.
      if (source.readyState === EventSource.CLOSED) setTimeout(again, POLL);
    };
  };
  const again = () => {
    source.close();
    open();
  };
  addEventListener("pagehide", () => { source.close(); streaming = false; claimed = 0; done(); });
  addEventListener("pageshow", (event) => event.persisted && again());
  setInterval(() => Date.now() - heard > SILENT && again(), SILENT);
  open();
}

// How many other tabs stream by themselves.
function besides() {
  return new Promise((resolve) => {
    let others = 0;
    claimed = performance.timeOrigin + performance.now();
    const count = (event) => { others += event.data.kind === "me" && event.data.to === claimed; };
    channel.addEventListener("message", count);
    channel.postMessage({ kind: "who", claimed });
    setTimeout(() => { channel.removeEventListener("message", count); resolve(others); }, 300);
  });
}

function poll() {
  polling = true;
  claimed = 0;
  sign("poll");
  setInterval(ask, POLL);
}

// A tab that slept, or whose leader sleeps, finds out by itself.
function watch() {
  if (!streaming && heard && Date.now() - heard > SILENT) ask();
}

async function ask() {
  try {
    const answer = await fetch(`/care/news?since=${since}`);
    if (answer.status === 401) return location.reload();
    if (!answer.ok) return;
    if (polling) sign("poll");
    const news = await answer.json();
    since = Math.max(since, news.at);
    listener(news.chats === null ? { kind: "reset", ...news } : { kind: "news", ...news });
  } catch {
    sign("off");
  }
}

function sign(to) {
  if (to === state) return;
  state = to;
  document.dispatchEvent(new CustomEvent("care-sign"));
}

export function signNow() {
  return state;
}
