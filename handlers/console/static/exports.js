// While a file is being written, the list says how far it is. Without this script the page is reloaded by hand.
import { parse } from "./html.js";

async function look() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = parse(await answer.text()).querySelector("#exports");
  const shown = document.querySelector("#exports");
  if (!fresh || !shown) return;
  shown.replaceWith(fresh);
  if ("running" in fresh.dataset) setTimeout(look, 1500);
}

if (document.querySelector("#exports[data-running]")) setTimeout(look, 1500);
