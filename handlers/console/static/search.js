// A search in what was said goes on by itself, step by step, until all was looked at or the page is left.
// Without this script each step is a link.
import { parse } from "./html.js";

async function goOn() {
  const progress = document.querySelector("#progress");
  const next = progress?.dataset.next;
  if (!next || document.hidden) return;
  const answer = await fetch(next);
  if (!answer.ok) return;
  const page = parse(await answer.text());
  const fresh = page.querySelector("#progress");
  if (!fresh) return;
  document.querySelector("#found").append(...page.querySelectorAll("#found > li"));
  progress.replaceWith(fresh);
  goOn();
}

document.addEventListener("visibilitychange", goOn);
goOn();
