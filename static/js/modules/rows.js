// A form that is saved row by row while it is filled in: <form data-module="rows"> with [data-row] inside. A press on a
// choice is sent at once, text when the typing pauses. Without a network it tries again until the row is there.
// Keys: what a choice names in data-key chooses it, Enter goes to the next row, but in a field of several lines
// (data-lines) and on a button it does what it always does. A choice that says something about another one in its row
// names that one's key in data-implies.

const PAUSE = 600;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

export default function mount(form) {
  const rows = new Map();
  // Rows come and go: each is known once something in it is changed.
  const rowOf = (target) => {
    const element = target.closest?.("[data-row]");
    if (element && !rows.has(element)) rows.set(element, new Row(form, element));
    return rows.get(element);
  };
  const listeners = [
    [form, "input", ({ target }) => {
      imply(target);
      rowOf(target)?.changed(["radio", "checkbox"].includes(target.type) ? 0 : PAUSE);
    }],
    [form, "focusout", ({ target }) => rowOf(target)?.send()],
    [form, "keydown", (event) => rowOf(event.target) && onKey(event, event.target.closest("[data-row]"))],
    [form, "submit", () => rows.forEach((row) => row.goAlong())],
    [window, "online", () => rows.forEach((row) => row.send())],
    [window, "pagehide", () => rows.forEach((row) => row.leave())],
    [window, "beforeunload", (event) => [...rows.values()].some((row) => row.waits) && event.preventDefault()],
  ];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  // What was typed before this was there.
  for (const row of form.querySelectorAll("[data-row]")) if (fieldsOf(row).some(wasTouched)) rowOf(row).changed(0);
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

class Row {
  constructor(form, element) {
    Object.assign(this, { form, element, words: form.dataset, edits: 0, saved: 0, wait: FIRST_WAIT });
  }

  get waits() {
    return this.edits !== this.saved;
  }

  changed(pause) {
    this.edits += 1;
    this.#later(pause);
  }

  #later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  // One request at a time, so that an older text never overtakes a newer one.
  async send() {
    clearTimeout(this.timer);
    if (!this.waits || this.sending) return;
    const edits = this.edits;
    this.#say("saving");
    this.sending = true;
    const answer = await post(this.form.action, this.#fields());
    this.sending = false;
    if (this.edits !== edits && answer.saved) this.#later(0);
    else this.#came(answer, edits);
  }

  // The whole form is sent by itself.
  goAlong() {
    clearTimeout(this.timer);
    this.saved = this.edits;
  }

  // The page may not come back: what is typed is sent along, also while an answer is still awaited.
  leave() {
    if (this.waits) post(this.form.action, this.#fields(), { keepalive: true });
  }

  #came({ saved, say, problems, lost }, edits) {
    if (lost) {
      this.#say("waiting");
      this.#later(this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      return;
    }
    this.wait = FIRST_WAIT;
    this.saved = edits;
    if (this.waits) this.#later(0);
    this.#say(saved ? "saved" : "refused", problems?.join(" "));
    const place = this.form.closest("section").querySelector("[data-say]");
    if (say && place) place.textContent = say;
  }

  #fields() {
    const fields = new URLSearchParams();
    for (const field of fieldsOf(this.element)) {
      if (!["radio", "checkbox"].includes(field.type) || field.checked) fields.append(field.name, field.value);
    }
    return fields;
  }

  #say(state, words = this.words[state]) {
    const status = this.element.querySelector("[data-status]");
    status.dataset.state = state;
    status.querySelector(".words").textContent = words;
    const heard = this.form.querySelector("[data-heard]");
    if (heard && state !== "saving") heard.textContent = words;
  }
}

const fieldsOf = (row) => [...row.querySelectorAll("input, textarea, select")];

function wasTouched(field) {
  if (field.matches("select")) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
}

// What came of it: {saved, say}, {problems}, or {lost} where the server was not reached.
async function post(url, body, options = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content };
  try {
    const answer = await fetch(url, { method: "POST", body, headers, redirect: "error", ...options });
    return answer.status >= 500 || answer.status === 429 ? { lost: true } : await answer.json();
  } catch (error) {
    return error instanceof SyntaxError ? {} : { lost: true };
  }
}

function imply(target) {
  if (!target.dataset.implies) return;
  const other = target.closest("[data-row]").querySelector(`input[data-key="${CSS.escape(target.dataset.implies)}"]`);
  if (other && !other.closest("fieldset").querySelector("input:checked")) other.checked = true;
}

function onKey(event, row) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("button, summary, [data-lines]")) return;
  if (event.key === "Enter" && !event.shiftKey) goTo(event, next(row));
  else if (event.target.type === "radio") choose(event, row);
}

function choose(event, row) {
  const wanted = row.querySelector(`input[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  const fields = [...row.querySelectorAll("fieldset, textarea")].filter((field) => getComputedStyle(field).visibility !== "hidden");
  const after = fields[fields.indexOf(wanted.closest("fieldset")) + 1];
  (after?.matches("fieldset") ? after.querySelector("input:checked, input") : after)?.focus();
}

function next(row) {
  const rows = [...row.closest("form").querySelectorAll("[data-row]")];
  return rows[rows.indexOf(row) + 1];
}

function goTo(event, row) {
  const first = row?.querySelector("input:checked") ?? row?.querySelector("input");
  if (!first) return;
  event.preventDefault();
  first.focus();
}
