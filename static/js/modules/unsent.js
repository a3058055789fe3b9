// What the server would not have stands here with its words, why, and what can be done; nothing is dropped in silence.

import { joined } from "../outbox/form.js";
import { list } from "../outbox/listed.js";
import * as outbox from "../outbox/outbox.js";

export default function mount(section) {
  const show = ({ detail }) => {
    const here = document.querySelector("form[data-slot]")?.dataset.slot;
    list(section, detail.entries.filter(({ state, slot, kind }) => state === "refused" && slot !== here && kind !== "ready"));
  };
  const ended = ({ detail }) => {
    document.removeEventListener("outbox:change", show);
    section.querySelector("h2").textContent = section.dataset.ended;
    list(section, detail.entries, section.dataset.say);
    section.scrollIntoView();
  };
  const press = ({ target }) => {
    const { slot, act } = target.closest("button")?.dataset ?? {};
    if (act === "again") again(slot);
    if (act === "mend") mend(slot);
    if (act === "drop") outbox.drop(slot);
  };
  section.addEventListener("click", press);
  document.addEventListener("outbox:change", show);
  document.addEventListener("outbox:ended", ended);
  outbox.announce();
  return () => {
    document.removeEventListener("outbox:change", show);
    document.removeEventListener("outbox:ended", ended);
  };
}

async function again(slot) {
  const { kind, content } = await outbox.find(slot);
  await outbox.keep(slot, content, { kind });
}

// Puts the words back where they were typed: an answer finds its own, a note becomes a draft again.
async function mend(slot) {
  const { kind, content } = await outbox.find(slot);
  if (kind === "note") await draftAgain(slot, content);
  if (location.pathname === content.page) location.reload();
  else location.assign(content.page);
}

async function draftAgain(slot, content) {
  const draft = `draft:${content.list}`;
  const words = joined(content.words, (await outbox.find(draft))?.content.words);
  const fields = content.fields.map(([name, value]) => [name, name === "note" ? words : value]);
  await outbox.keep(draft, { ...content, fields, words }, { kind: "note", state: "draft", instead: [slot] });
}
