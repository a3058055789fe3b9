// A note is kept from its first letter on, and sent once with its button; until it is there it stands in one's list.

import { apply } from "../live/apply.js";
import { contentOf, fill, joined } from "../outbox/form.js";
import * as outbox from "../outbox/outbox.js";

export default function mount(form) {
  const draft = `draft:${form.dataset.list}`;
  const list = document.getElementById(form.dataset.list);
  const field = form.elements.note;
  form.autocomplete = "off"; // the browser's own memory of what was typed is not sealed
  const content = () => ({ ...contentOf(form, field.value.trim()), list: list.id });
  const typed = () => (field.value.trim() ? outbox.keep(draft, content(), { kind: "note", state: "draft" }) : outbox.drop(draft));
  const send = (event) => {
    if (!field.value.trim()) return; // the server says in words what is missing
    event.preventDefault();
    outbox.keep(outbox.newSlot("note"), content(), { kind: "note", instead: [draft] });
    field.value = "";
  };
  const settled = ({ detail }) => detail.said?.html && apply(detail.said.html);
  const show = ({ detail }) => showWaiting(list, form.dataset, detail.entries);
  const listeners = [[form, "input", typed], [form, "submit", send], [document, "outbox:settled", settled], [document, "outbox:change", show]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  outbox.announce();
  restore(form, field, draft);
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

async function restore(form, field, draft) {
  const kept = await outbox.find(draft);
  if (!kept) return;
  const early = field.value;
  fill(form, kept.content.fields);
  field.value = joined(field.value, early);
}

function showWaiting(list, { waiting }, entries) {
  const mine = entries.filter(({ state, content }) => state === "queued" && content.list === list.id);
  list.querySelectorAll("[data-waiting]").forEach((row) => row.remove());
  list.append(...mine.map(({ content }) => row(content.words, waiting)));
}

function row(words, waiting) {
  const line = document.createElement("li");
  line.dataset.waiting = "";
  line.append(words, " ", Object.assign(document.createElement("span"), { className: "hint", textContent: waiting }));
  return line;
}
