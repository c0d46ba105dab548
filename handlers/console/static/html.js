// The one place where text becomes HTML: only what our own server rendered, and escaped, comes here.
const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy("care", { createHTML: (text) => text })
  : { createHTML: (text) => text };

export function parse(text) {
  const page = new DOMParser().parseFromString(policy.createHTML(text), "text/html");
  // What is for browsers without script would be live elements here, a refresh of the page among them.
  page.querySelectorAll("noscript").forEach((one) => one.remove());
  return page;
}
