// The strip under the bar: whether the network is there, how much waits on the phone, and that it was sent.

import { leaveIfOver } from "./room.js";
import { announce } from "../outbox/outbox.js";

const SHOWN_FOR = 3_000;

export default function mount(strip) {
  const line = new Strip(strip);
  const listeners = [
    [document, "live:state", ({ detail }) => line.update({ away: detail === "offline" })],
    [document, "live:refused", () => line.end()],
    [document, "outbox:change", ({ detail }) => line.update(detail)],
    [document, "live:message", ({ detail }) => leaveIfOver(strip, detail)],
    [document, "outbox:ended", ({ detail }) => detail.entries.some(({ content }) => content.words) || location.reload()],
    [window, "offline", () => line.update({ away: true })],
    [window, "online", () => line.update({ away: false })],
    [window, "beforeunload", (event) => line.waits && !line.lasts && event.preventDefault()],
  ];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  announce();
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

class Strip {
  away = !navigator.onLine;
  trouble = "";
  entries = [];
  lasts = true;
  waited = false;
  ended = false;

  constructor(strip) {
    this.strip = strip;
    this.words = strip.dataset;
  }

  get waits() {
    return this.entries.some(({ state }) => state === "queued");
  }

  // Nobody sits here any more: the network has nothing to do with it.
  end() {
    this.ended = true;
    this.#say("");
  }

  update(news) {
    if (this.ended) return;
    Object.assign(this, news);
    const counted = this.#count();
    if (this.trouble === "held" && counted) this.#say(this.words.held.replace("{what}", counted), counted);
    else if (this.trouble === "busy" && !this.away) this.#say(counted && this.words.busy.replace("{what}", counted), counted);
    else if (this.away || this.trouble === "lost") this.#say(counted ? this.#kept().replace("{what}", counted) : this.words.offline, counted);
    else if (!counted && !this.strip.hidden) this.#back();
  }

  #kept() {
    return this.lasts ? this.words.kept : this.words.open;
  }

  // "3 svar og 1 note"
  #count() {
    const parts = ["answer", "note"].map((kind) => {
      const number = this.entries.filter((entry) => entry.state === "queued" && entry.kind === kind).length;
      return number && this.words[number === 1 ? kind : `${kind}s`].replace("{n}", number);
    });
    return parts.filter(Boolean).join(this.words.and);
  }

  #say(words, waited = this.waited) {
    clearTimeout(this.timer);
    this.timer = null;
    this.waited = Boolean(waited) || this.waited;
    if (this.strip.textContent !== words) this.strip.textContent = words;
    this.strip.hidden = !words;
  }

  #back() {
    if (this.timer) return;
    this.#say(this.waited ? this.words.sent : this.words.back);
    this.waited = false;
    this.timer = setTimeout(() => this.#say(""), SHOWN_FOR);
  }
}
