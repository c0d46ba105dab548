// Ready replies: "/" at the beginning of a reply opens them, what follows filters them; the focus stays in the reply.
let text = null;
let shut = false; // closed by Escape, until the reply begins with "/" anew

export function typed(area) {
  text = area;
  if (!asks()) { shut = false; return close(); }
  if (area.value === "/") shut = false;
  if (!shut) filter();
}

// Returns whether the key was for the list.
export function pressed(event) {
  if (!shown() || event.target !== text || event.isComposing) return false;
  const found = fitting();
  const at = found.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") { shut = true; close(); }
  else if (event.key === "ArrowDown") choose(found, at + 1);
  else if (event.key === "ArrowUp") choose(found, at - 1);
  else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && found[at]) put(found[at]);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

export function put(link) {
  const area = document.querySelector("#composer textarea");
  area.value = area.value.startsWith("/") ? link.dataset.text : area.value + link.dataset.text;
  text = area;
  close();
  link.closest("details").open = false;
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function asks() {
  return text.value.startsWith("/") && !text.value.includes("\n");
}

function list() {
  return document.querySelector("#ready");
}

function shown() {
  return Boolean(list()?.hasAttribute("role"));
}

function filter() {
  const words = text.value.slice(1).toLowerCase().split(/\s+/).filter(Boolean);
  const links = [...list().querySelectorAll("a")];
  for (const link of links) {
    const says = link.textContent.toLowerCase();
    link.parentElement.hidden = !words.every((word) => says.includes(word));
  }
  list().setAttribute("role", "listbox");
  list().querySelectorAll("li").forEach((one) => one.setAttribute("role", one.firstElementChild ? "none" : "presentation"));
  links.forEach((link) => { link.setAttribute("role", "option"); link.tabIndex = -1; });
  const nothing = list().querySelector("#ready-nothing");
  if (nothing) nothing.hidden = fitting().length > 0;
  list().closest("details").open = true;
  choose(fitting(), 0);
}

function fitting() {
  return [...list().querySelectorAll("li:not([hidden]) > a")];
}

function choose(found, at) {
  const one = found[(at + found.length) % found.length];
  for (const link of list().querySelectorAll("a")) link.setAttribute("aria-selected", String(link === one));
  if (!one) return text.removeAttribute("aria-activedescendant");
  text.setAttribute("aria-activedescendant", one.id);
  one.scrollIntoView({ block: "nearest" });
}

function close() {
  if (!shown()) return;
  text.removeAttribute("aria-activedescendant");
  list().removeAttribute("role");
  for (const one of list().querySelectorAll("li, a")) {
    for (const name of ["role", "aria-selected", "tabindex"]) one.removeAttribute(name);
    if (one.matches("li")) one.hidden = one.id === "ready-nothing";
  }
  list().closest("details").open = false;
}
