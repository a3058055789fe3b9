// A hand comes down also when the facilitator takes it down.

import { toggle } from "../outbox/toggle.js";

export default function mount(form) {
  const hear = ({ entity, id, data }, press) => {
    const ours = entity === "participant" && String(id) === form.dataset.seat;
    if (ours && data && "hand" in data) press(data.hand);
  };
  return toggle(form, "hand", hear);
}
