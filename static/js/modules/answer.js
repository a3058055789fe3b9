// Saves an answer while it is given, and says when it is saved. What the server has not got yet is kept in this tab,
// so that a dead network or a reload loses no words; it is forgotten as soon as the server has it.

import { Draft } from "../draft.js";

const PAUSE = 700;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

export default function mount(form) {
  const keeper = new Keeper(form);
  const listeners = [
    [form, "input", (event) => keeper.changed(event.target.type === "radio" ? 0 : PAUSE)],
    [form, "submit", (event) => keeper.goOn(event)],
    [window, "online", () => keeper.save()],
    [window, "pagehide", () => keeper.leave()],
  ];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  return () => {
    keeper.leave();
    listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
  };
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.status = document.getElementById("saved");
    this.draft = new Draft(form);
    this.wait = FIRST_WAIT;
    this.edits = 0;
    this.saved = 0;
    if (this.draft.restore() || touched(form)) this.changed(0);
  }

  get complete() {
    return Boolean(new FormData(this.form).get("known"));
  }

  changed(pause) {
    this.edits += 1;
    this.draft.keep();
    if (!this.complete) return this.#say(this.form.elements.text.value ? "choose" : "");
    this.#say("saving");
    return this.#later(pause);
  }

  #later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // One request at a time, so that an older text never overtakes a newer one.
  async save() {
    clearTimeout(this.timer);
    if (this.edits === this.saved || !this.complete) return;
    if (this.sending) await this.sending;
    if (this.edits !== this.saved) await this.#send();
  }

  async #send(options = {}) {
    const edits = this.edits;
    this.sending = post(this.form, options);
    const answer = await this.sending;
    this.sending = null;
    if (answer.saved) this.#acknowledge(edits);
    else if (answer.lost) this.#tryAgain();
    else if (answer.closed) location.reload();
    else if (!answer.next) this.#say("refused", answer.problems?.join(" "));
    return answer;
  }

  #acknowledge(edits) {
    this.saved = edits;
    this.wait = FIRST_WAIT;
    if (this.edits !== edits) return;
    this.draft.forget();
    this.form.elements.text.defaultValue = this.form.elements.text.value;
    this.#say("saved");
    this.#countOnce();
  }

  #tryAgain() {
    this.#say("waiting");
    this.#later(this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  #countOnce() {
    if ("answered" in this.form.dataset) return;
    this.form.dataset.answered = "";
    document.getElementById("progress").value += 1;
  }

  async goOn(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    const { next } = await this.#send();
    if (next) location.assign(next);
  }

  leave() {
    if (this.edits !== this.saved && this.complete) post(this.form, { keepalive: true });
  }

  #say(state, words = this.form.dataset[state] ?? "") {
    const said = this.status.querySelector(".words");
    this.status.dataset.state = state;
    if (said.textContent !== words) said.textContent = words;
  }
}

// Whether something was chosen or written before this script was there to see it.
function touched(form) {
  return [...form.elements].some((field) => field.checked !== field.defaultChecked || field.value !== (field.defaultValue ?? field.value));
}

// What came of it: {saved, next}, or {lost} where the server was not reached, {closed}, or what is wrong.
async function post(form, options) {
  const body = new URLSearchParams(new FormData(form));
  const headers = { Accept: "application/json" };
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers, ...options });
    if (answer.status >= 500 || answer.status === 429) return { lost: true };
    if (answer.status === 410) return { closed: true };
    return await answer.json();
  } catch (error) {
    return error instanceof SyntaxError ? {} : { lost: true };
  }
}
