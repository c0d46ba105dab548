// Staying signed in: typing is activity, and two minutes before the end a page says so and offers to stay.
const bar = document.querySelector("#stay");
const WARN = 120000;
const EACH = 60000; // of typing is told so often at most
const LOOK = 5000;
let told = 0;
let askAt = Date.now() + WARN;

if (bar) {
  addEventListener("input", () => { if (Date.now() - told > EACH) stay(); });
  bar.querySelector("button").addEventListener("click", stay);
  setInterval(() => { if (Date.now() >= askAt) ask(); }, LOOK);
}

function stay() {
  told = Date.now();
  return ask({ method: "POST", body: new URLSearchParams({ token: bar.dataset.token }) });
}

async function ask(how = {}) {
  const answer = await fetch("/care/stay", how).catch(() => null);
  if (answer?.status === 401) return location.reload(); // to the sign-in, which leads back here
  if (!answer?.ok) return;
  const { left, by_age: byAge } = await answer.json();
  askAt = Date.now() + (left > WARN ? Math.min(left - WARN, EACH) : LOOK);
  say(left, byAge);
}

function say(left, byAge) {
  bar.hidden = left > WARN;
  if (bar.hidden) return;
  const words = bar.querySelector("p");
  const seconds = Math.ceil(left / 1000);
  const text = (byAge ? words.dataset.byAge : words.dataset.idle).replace("{time}", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  if (words.textContent !== text) words.textContent = text;
  bar.querySelector("button").hidden = byAge;
}
