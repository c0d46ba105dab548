// Permintaan: a field is shown in clear, and masked again, without a choice that was made being lost.
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
