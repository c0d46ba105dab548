// Drafts: what is written in a field marked data-draft is kept in this browser until it is sent, whatever becomes of the
// page. It is sealed by a key that the server gives to its writer alone: who uses the browser next reads nothing of it.
const main = document.querySelector("main[data-drafts]");
const [owner, key] = (main?.dataset.drafts ?? "").split(".");
const KEPT = 3 * 86400000; // milliseconds that a draft is kept
const MARK = "care-draft.";
const begin = `${MARK}${owner}.${main?.dataset.chat}.`;
const held = new Map(); // the texts as they are now
const turns = new Map(); // which text of a field is the newest: sealing takes a moment
let sealing = null;

export async function open() {
  if (!main?.dataset.drives || !crypto.subtle) return;
  for (const area of areas(document)) if (area.value) keep(area);
  prune();
  const names = Object.keys(localStorage).filter((name) => name.startsWith(begin));
  await Promise.all(names.map((name) => take(name, localStorage.getItem(name))));
  fill(document);
  addEventListener("storage", async (event) => {
    if (!event.key?.startsWith(begin)) return;
    held.delete(field(event.key));
    await take(event.key, event.newValue);
    fill(document);
  });
}

// Keeps what a field says now.
export function keep(area) {
  put(area.dataset.draft, area.value);
}

// Forgets what was sent; what was written meanwhile stays.
export function sent(name, text) {
  if (held.get(name) !== undefined && same(held.get(name), text)) put(name, "");
}

// Puts what is held into the fields of a part of the page that was renewed, but for the one that is being written in.
export function fill(root) {
  for (const area of areas(root)) {
    const text = held.get(area.dataset.draft);
    if (text === undefined || text === area.value || (area === document.activeElement && area.value && text)) continue;
    area.value = text;
    if (text && area.closest("details")) area.closest("details").open = true;
  }
}

function areas(root) {
  return root.querySelectorAll("textarea[data-draft]");
}

function same(one, other) {
  return one.replaceAll("\r\n", "\n").trim() === String(other ?? "").replaceAll("\r\n", "\n").trim();
}

function field(name) {
  return name.slice(begin.length);
}

async function put(name, text) {
  held.set(name, text);
  const turn = (turns.get(name) ?? 0) + 1;
  turns.set(name, turn);
  if (!crypto.subtle) return;
  const kept = text ? `${Date.now()}.${await seal(begin + name, text)}` : "";
  if (turns.get(name) !== turn) return;
  try {
    if (kept) localStorage.setItem(begin + name, kept);
    else localStorage.removeItem(begin + name);
  } catch {
    // A browser that keeps nothing, or is full: the text stays on the page.
  }
}

async function take(name, kept) {
  if (held.has(field(name))) return;
  const text = kept ? await unseal(name, kept.slice(kept.indexOf(".") + 1)) : "";
  if (text !== null && !held.has(field(name))) held.set(field(name), text);
}

function prune() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(MARK) && !(Number.parseInt(localStorage.getItem(name), 10) > Date.now() - KEPT)) localStorage.removeItem(name);
  }
}

function sealer() {
  const bytes = Uint8Array.from(key.match(/../g), (pair) => Number.parseInt(pair, 16));
  return (sealing ??= crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]));
}

async function seal(name, text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(how(name, iv), await sealer(), new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

async function unseal(name, kept) {
  try {
    const bytes = Uint8Array.from(atob(kept), (sign) => sign.charCodeAt(0));
    const text = await crypto.subtle.decrypt(how(name, bytes.slice(0, 12)), await sealer(), bytes.slice(12));
    return new TextDecoder().decode(text);
  } catch {
    return null; // Somebody changed it: it is no draft of ours.
  }
}

// A draft opens under its own name alone: none can be moved to another conversation or field.
function how(name, iv) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
}
