// "Klar": in a new phase everyone is asked anew.

import { toggle } from "../outbox/toggle.js";

export default function mount(form) {
  const { phase } = form.elements;
  const hear = ({ entity, data }, press) => {
    const next = entity === "workshop" && data?.phase;
    if (!next || next === phase.value) return;
    phase.value = next;
    press(false);
  };
  return toggle(form, "ready", hear, (fields) => fields.get("phase") === phase.value);
}
