// What both phones and the inbox are made of: words, nodes and posts. Text from outside only ever becomes text:
// nodes are built one by one, nothing is parsed as HTML.

export const body = document.body;
export const words = JSON.parse(body.dataset.words);
export const brand = body.dataset.brand;
export const clock = new Intl.DateTimeFormat(document.documentElement.lang === "id" ? "id-ID" : "en-GB", {
  hour: "2-digit", minute: "2-digit", timeZone: body.dataset.zone,
});
export const byId = (id) => document.getElementById(id);

// --- building nodes ---------------------------------------------------------------------------------------------------

export function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function press(className, action, ...children) {
  const button = make("button", className, ...children);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

// --- what the customer does -------------------------------------------------------------------------------------------

const lines = {}; // one line of posts a channel, so that they arrive in the order in which they were made

export function post(deed) {
  const before = lines[deed.channel] ?? Promise.resolve();
  const sent = before.then(() => send(deed));
  lines[deed.channel] = sent.catch(() => {});
  return sent.catch(() => complain());
}

async function send(deed) {
  const answer = await fetch("/sandbox/do", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(deed),
  });
  if (!answer.ok) throw new Error(`${deed.do}: ${answer.status}`);
}

let quiet = 0;

function complain() {
  byId("toast").textContent = words.failed;
  clearTimeout(quiet);
  quiet = setTimeout(() => { byId("toast").textContent = ""; }, 5000);
}
