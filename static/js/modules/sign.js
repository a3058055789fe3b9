// A signature is kept and sent like all that is written; the line that opens its form says what it is now.

import { contentOf } from "../outbox/form.js";
import * as outbox from "../outbox/outbox.js";

const SLOT = "signature";

export default function mount(form) {
  const field = form.elements.signature;
  const said = form.querySelector(".problem");
  const state = form.querySelector("[role=status]");
  const say = (problem, words = "") => {
    said.querySelector("span").textContent = problem;
    said.hidden = !problem;
    field.setAttribute("aria-invalid", String(Boolean(problem)));
    state.textContent = words;
  };
  const send = (event) => {
    event.preventDefault();
    say("", form.dataset.saving);
    outbox.keep(SLOT, contentOf(form, field.value.trim()), { kind: SLOT });
  };
  const refused = (problem) => {
    say(problem);
    form.closest("details").open = true;
    return outbox.drop(SLOT);
  };
  const settled = ({ detail: { slot, outcome, problem, said: answer } }) => {
    if (slot !== SLOT) return;
    if (outcome === "refused") refused(problem);
    if (outcome !== "saved") return;
    say("", form.dataset.saved);
    if ("signature" in answer) document.getElementById("signed").textContent = answer.signature && `: ${answer.signature}`;
  };
  const waits = ({ detail }) => {
    if (detail.trouble && detail.entries.some(({ slot, state: kept }) => slot === SLOT && kept === "queued")) say("", form.dataset.waiting);
  };
  const listeners = [[form, "submit", send], [document, "outbox:settled", settled], [document, "outbox:change", waits]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  outbox.find(SLOT).then((kept) => {
    if (!kept) return;
    field.value = new Map(kept.content.fields).get("signature");
    if (kept.state === "refused") refused(kept.problem);
    else say("", form.dataset.waiting);
  });
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}
