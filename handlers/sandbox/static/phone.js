// One phone: draws a customer's bubbles as they are now, and posts what the customer does. It tells the page with events:
// "chosen" when it is the one in use, "shown" when it wants to be seen, "news" when the bot said something new.

import { brand, clock, icon, make, post, press, words } from "./nodes.js";

const MEDIA = ["photo", "voice", "sticker", "location", "contact"]; // notes of bubbles that are no text

export class Phone {
  constructor(root) {
    this.root = root;
    this.channel = root.dataset.channel;
    this.name = root.dataset.name;
    this.thread = root.querySelector(".thread");
    this.entry = root.querySelector("textarea");
    this.address = null;
    this.bubbles = [];
    this.rows = new Map(); // id of the bubble -> [what was drawn, its node]
    this.edited = null;
    this.listen();
  }

  listen() {
    this.root.addEventListener("focusin", () => this.tell("chosen"));
    this.root.addEventListener("pointerdown", () => this.tell("chosen"));
    this.root.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); this.enter(); });
    this.entry.addEventListener("keydown", (event) => this.key(event));
    this.thread.addEventListener("keydown", (event) => this.walk(event));
    this.root.querySelector(".empty button").addEventListener("click", (event) => {
      this.say(event.currentTarget.dataset.say);
      this.entry.focus();
    });
    for (const pop of this.root.querySelectorAll(".pop")) closeOnLeaving(pop);
    const share = (kind) => [kind, () => post({ do: "share", channel: this.channel, kind })];
    const menu = {
      photo: () => this.photo(), voice: () => post({ do: "voice", channel: this.channel }), edit: () => this.edit(),
      ...Object.fromEntries(["sticker", "location", "contact"].map(share)),
      forward: () => post({ do: "forward", channel: this.channel, text: words.forwarded_text }),
    };
    for (const button of this.root.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => { button.closest("details").open = false; this.entry.focus(); menu[button.dataset.do](); });
    }
  }

  tell(what) { this.root.dispatchEvent(new CustomEvent(what)); }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.enter();
    } else if (event.key === "Escape" && this.edited) {
      this.stopEditing();
    } else if (event.key === "ArrowUp" && !this.entry.value) {
      event.preventDefault();
      this.lastChoice()?.focus();
    }
  }

  // The first button of the newest message that has any.
  lastChoice() { return [...this.thread.querySelectorAll(".choices")].at(-1)?.querySelector("button"); }

  // Arrows go from button to button, Escape goes back to the entry.
  walk(event) {
    const buttons = [...this.thread.querySelectorAll("button")];
    const here = buttons.indexOf(document.activeElement);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (here >= 0 && step) {
      event.preventDefault();
      (buttons[here + step] ?? this.entry).focus();
    } else if (event.key === "Escape") {
      this.entry.focus();
    }
  }

  enter() {
    const text = this.entry.value.trim();
    if (!text) return;
    if (this.edited) {
      post({ do: "edit", channel: this.channel, message: this.edited, text });
      this.stopEditing();
    } else {
      this.say(text);
    }
    this.entry.value = "";
  }

  say(text) { post({ do: "say", channel: this.channel, text }); }

  photo() {
    post({ do: "photo", channel: this.channel, caption: this.entry.value.trim() });
    this.entry.value = "";
  }

  edit() {
    const mine = this.bubbles.filter((one) => one.mine && !one.erased && !one.note);
    if (!mine.length) return;
    this.edited = mine.at(-1).id;
    this.entry.value = mine.at(-1).text;
    this.root.querySelector(".editing").hidden = false;
  }

  stopEditing() {
    this.edited = null;
    this.entry.value = "";
    this.root.querySelector(".editing").hidden = true;
  }

  // Put text into the entry, as if the customer had typed it but not sent it.
  put(text) {
    this.tell("shown");
    this.entry.value = text;
    this.entry.focus();
  }

  draw(shown) {
    const first = this.address === null;
    if (this.address !== shown.address) this.empty(shown.address);
    const atEnd = this.thread.scrollHeight - this.thread.scrollTop - this.thread.clientHeight < 90;
    this.bubbles = shown.bubbles;
    this.drop(new Set(shown.bubbles.map((one) => one.id)));
    const fresh = shown.bubbles.filter((one) => this.place(one, first));
    this.root.classList.toggle("busy", shown.bubbles.length > 0);
    this.root.querySelector(".typing").hidden = !shown.typing;
    this.root.querySelector(".kind").textContent = shown.typing ? `${words.typing}...` : this.root.dataset.kind;
    this.offer(shown.commands);
    if (first || atEnd || fresh.some((one) => one.mine)) this.thread.scrollTop = this.thread.scrollHeight;
    if (!first && fresh.some((one) => !one.mine)) this.tell("news");
    requestAnimationFrame(() => this.thread.setAttribute("aria-live", "polite"));
  }

  empty(address) {
    this.address = address;
    this.thread.setAttribute("aria-live", "off");
    this.root.querySelector(".sheet")?.close();
    if (this.edited) this.stopEditing();
  }

  drop(kept) {
    for (const [id, [, node]] of this.rows) {
      if (!kept.has(id)) { node.remove(); this.rows.delete(id); }
    }
  }

  // Draw one bubble where it is new or changed; return whether it is new.
  place(bubble, first) {
    const written = JSON.stringify(bubble);
    const [drawn, old] = this.rows.get(bubble.id) ?? [];
    if (drawn === written) return false;
    const node = this.row(bubble);
    this.rows.set(bubble.id, [written, node]);
    if (!old) {
      if (!first) node.classList.add("new");
      this.thread.append(node);
      return true;
    }
    const held = old.contains(document.activeElement) ? document.activeElement.dataset.button : undefined;
    old.replaceWith(node);
    if (held !== undefined) ([...node.querySelectorAll("button")].find((one) => one.dataset.button === held) ?? this.entry).focus();
    return false;
  }

  row(bubble) {
    const row = make("div", `row${bubble.mine ? " mine" : ""}${bubble.erased ? " erased" : ""}`);
    const said = make("div", "bubble", make("span", "unseen", `${bubble.mine ? words.you : brand}: `));
    const media = MEDIA.includes(bubble.note) ? bubble.note : "";
    const forwarded = bubble.note === "forwarded";
    if (bubble.erased) said.append(make("span", "words", words.erased));
    else {
      if (forwarded) said.append(make("p", "foot", words.forwarded));
      if (media) said.append(make("div", "media", icon(media), words[`${media}_name`]));
      if (bubble.text) said.append(make("div", "words", bubble.text));
    }
    if (bubble.footer && !bubble.erased) said.append(make("p", "foot", bubble.footer));
    said.append(this.meta(bubble));
    row.append(said);
    if (bubble.buttons.length && !bubble.erased) row.append(this.choices(bubble));
    if (bubble.note && !media && !forwarded) row.append(make("p", "note", bubble.note));
    return row;
  }

  meta(bubble) {
    const meta = make("div", "meta", bubble.edited && !bubble.erased ? `${words.edited} ` : "", clock.format(bubble.at));
    if (bubble.mine && !bubble.erased) {
      const ticks = icon(bubble.state === "sent" ? "tick" : "ticks");
      ticks.classList.add(bubble.state);
      meta.append(ticks, make("span", "unseen", words[bubble.state] ?? bubble.state));
    }
    return meta;
  }

  choices(bubble) {
    if (bubble.list_button) {
      const opener = press("", () => this.sheet(bubble, opener), icon("list"), bubble.list_button);
      opener.setAttribute("aria-haspopup", "dialog");
      opener.dataset.button = "";
      return make("div", "choices", opener);
    }
    const reply = this.channel === "whatsapp";
    return make("div", "choices", ...bubble.buttons.map((one) => {
      const button = press("", () => this.tap(bubble, one), reply ? icon("reply") : "", one.label);
      button.dataset.button = one.id;
      return button;
    }));
  }

  tap(bubble, button) { post({ do: "tap", channel: this.channel, message: bubble.id, button: button.id }); }

  sheet(bubble, opener) {
    const sheet = make("dialog", "sheet");
    const room = this.root.querySelector(".room");
    const rows = bubble.buttons.map((one) => press("", () => { sheet.close(); this.tap(bubble, one); },
      one.label, one.description ? make("small", "", one.description) : ""));
    sheet.setAttribute("aria-label", bubble.list_button);
    sheet.append(make("header", "", bubble.list_button, press("", () => sheet.close(), words.close)), ...rows);
    sheet.addEventListener("keydown", (event) => { if (event.key === "Escape") sheet.close(); });
    sheet.addEventListener("close", () => {
      room.inert = this.entry.form.inert = false;
      sheet.remove();
      (opener.isConnected ? opener : this.entry).focus();
    });
    this.root.querySelector(".screen").append(sheet);
    room.inert = this.entry.form.inert = true;
    sheet.show();
    rows[0].focus();
  }

  offer(commands) {
    const pop = this.root.querySelector(".commands");
    if (!pop) return;
    pop.hidden = !commands.length;
    pop.lastElementChild.replaceChildren(...commands.map((one) => press("",
      () => { pop.open = false; this.say(`/${one.name}`); this.entry.focus(); },
      make("b", "", `/${one.name}`), one.description)));
  }
}

export function closeOnLeaving(pop) {
  pop.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { pop.open = false; pop.querySelector("summary").focus(); }
  });
  pop.addEventListener("focusout", (event) => { if (event.relatedTarget && !pop.contains(event.relatedTarget)) pop.open = false; });
  document.addEventListener("pointerdown", (event) => { if (!pop.contains(event.target)) pop.open = false; });
}
