// "Klar" is pressed without leaving the place one reads; in a new phase everyone is asked anew.

import { contentOf, fieldsOf } from "../outbox/form.js";
import * as outbox from "../outbox/outbox.js";

const SLOT = "ready";

export default function mount(form) {
  const button = form.querySelector("button");
  const press = (ready) => {
    button.setAttribute("aria-pressed", String(ready));
    button.value = ready ? "no" : "yes";
  };
  const send = (event) => {
    event.preventDefault();
    const fields = [...fieldsOf(form), [button.name, button.value]];
    outbox.keep(SLOT, { ...contentOf(form, ""), fields }, { kind: "ready" });
    press(button.value === "yes");
  };
  const onSettled = ({ detail }) => detail.slot === SLOT && detail.outcome === "refused" && outbox.drop(SLOT).then(() => location.reload());
  const onMessage = ({ detail }) => {
    const phase = detail.entity === "workshop" && detail.data?.phase;
    if (!phase || phase === form.elements.phase.value) return;
    form.elements.phase.value = phase;
    press(false);
  };
  const listeners = [[form, "submit", send], [document, "outbox:settled", onSettled], [document, "live:message", onMessage]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  restore(form, press);
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

async function restore(form, press) {
  const kept = await outbox.find(SLOT);
  const fields = new Map(kept?.content.fields);
  if (fields.get("phase") === form.elements.phase.value) press(fields.get("ready") === "yes");
}
