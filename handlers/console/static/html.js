// The one place where text becomes HTML: only what our own server rendered, and escaped, comes here.
const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy("care", { createHTML: (text) => text })
  : { createHTML: (text) => text };

export function parse(text) {
  return new DOMParser().parseFromString(policy.createHTML(text), "text/html");
}
