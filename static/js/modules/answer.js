// An answer is kept while it is given, and sent when the typing pauses; the card says in words how far it has got.

import { contentOf, fill, joined, touched } from "../outbox/form.js";
import { away, next as nextCard, turnTo } from "../outbox/deck.js";
import * as outbox from "../outbox/outbox.js";

const PAUSE = 700;
const PATIENCE = 2_500;

export default function mount(form) {
  const answer = new Answer(form);
  const listeners = [
    [form, "input", ({ target }) => answer.changed(target.type === "radio" ? 0 : PAUSE)],
    [form, "submit", (event) => answer.goOn(event)],
    [document, "outbox:settled", ({ detail }) => answer.settled(detail)],
    [document, "outbox:change", ({ detail }) => answer.hears(detail)],
  ];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  answer.restore();
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

class Answer {
  constructor(form) {
    this.form = form;
    this.slot = form.dataset.slot;
    this.status = document.getElementById("saved");
    form.autocomplete = "off"; // the browser's own memory of what was typed is not sealed
  }

  get #known() {
    return this.form.elements.known.value;
  }

  get #text() {
    return this.form.elements.text;
  }

  // What was kept and is not with the server yet is newer than what the server sent.
  async restore() {
    const kept = await outbox.find(this.slot);
    const early = touched(this.form);
    if (kept) {
      const words = joined(new Map(kept.content.fields).get("text") ?? "", early ? this.#text.value : "");
      fill(this.form, kept.content.fields);
      this.#text.value = words;
      this.open = kept.state === "queued";
    }
    if (early) this.changed(0);
    else if (kept) this.#say(kept.state === "refused" ? "refused" : this.#known ? "waiting" : "choose", kept.problem);
  }

  changed(rest) {
    if (this.#text.readOnly) return undefined; // writing is locked, and what is kept stays as it is
    const draft = !this.#known;
    this.open = true;
    this.#say(draft ? (this.#text.value ? "choose" : "") : "saving");
    if (draft && !this.#text.value) return outbox.drop(this.slot);
    const how = { kind: "answer", state: draft ? "draft" : "queued", rest };
    return outbox.keep(this.slot, contentOf(this.form, this.#words()), how);
  }

  #words() {
    const chosen = [...this.form.querySelectorAll("input:checked")].map((field) => field.parentElement.textContent.trim());
    return [chosen.join(", "), this.#text.value].filter(Boolean).join(": ");
  }

  hears({ trouble }) {
    if (this.open && trouble && this.#known) this.#say(trouble === "held" ? "held" : "waiting");
  }

  async settled({ slot, outcome, problem, said }) {
    if (slot !== this.slot) return;
    document.getElementById("looks-like").textContent = said?.hint ?? "";
    if (outcome === "refused") this.#say("refused", problem);
    if (outcome === "refused" || said?.hint) this.form.lastElementChild.scrollIntoView({ block: "nearest" });
    if (outcome !== "saved" || (await outbox.find(slot))) return;
    this.open = false;
    this.#text.defaultValue = this.#text.value;
    this.#say("saved");
    this.#countOnce();
  }

  #countOnce() {
    if ("answered" in this.form.dataset) return;
    this.form.dataset.answered = "";
    document.getElementById("progress").value += 1;
  }

  async goOn(event) {
    event.preventDefault();
    if (!this.#known && !this.#text.value) return this.#leaveFor(this.form.dataset.next);
    this.changed(0);
    if (!this.#known) return undefined;
    const { outcome, said } = (await outbox.outcome(this.slot, away() ? 0 : PATIENCE)) ?? {};
    if (outcome === "saved") return location.assign(said.next ?? this.form.dataset.next);
    return outcome === "refused" ? undefined : this.#leaveFor(this.form.dataset.next, true);
  }

  // Without a network the way on leads through the deck.
  async #leaveFor(next, lost = away()) {
    if (lost && turnTo(await nextCard(location.pathname))) return;
    if (navigator.onLine) location.assign(next);
  }

  #say(state, words = this.form.dataset[state] ?? "") {
    const said = this.status.querySelector(".words");
    this.status.dataset.state = state;
    if (said.textContent !== words) said.textContent = words;
  }
}
