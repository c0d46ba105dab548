// Permintaan: its list renews itself; a field is shown in clear, and masked again, without a choice being lost.
import { follow } from "./live.js";
import { parse } from "./html.js";
import { listen, maskLater, refusal, toast } from "./acts.js";

maskLater(document);
listen((form, sent, answer) => {
  const facts = document.querySelector("#facts");
  const fresh = answer?.page.querySelector("#facts");
  if (!fresh) return facts.before(refusal(answer?.page, ""));
  facts.replaceWith(fresh);
  maskLater(fresh);
  fresh.querySelector(".shown")?.focus();
  toast(answer.page);
});

// Whatever happens to a conversation may be a request; who claims one is no news of it, and is told with the beat.
const list = document.querySelector("[data-rows]");
const PAUSE = 1000;
let timer = 0;
follow(list.dataset.since, (message) => {
  if (message.kind !== "off" && !timer) timer = setTimeout(() => renew().finally(() => { timer = 0; }), PAUSE);
});

async function renew() {
  const answer = await fetch(list.dataset.rows).catch(() => null);
  if (answer?.status === 401) return location.reload();
  if (!answer?.ok) return;
  const fresh = parse(await answer.text());
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  list.replaceChildren(...fresh.querySelector("body").childNodes);
  if (focused) list.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
}
