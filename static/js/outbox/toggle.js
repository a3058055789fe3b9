// A button that is pressed or not, without leaving the place one reads. What it was last goes through the outbox.

import { contentOf, fieldsOf } from "./form.js";
import * as outbox from "./outbox.js";

// `hear(message, press)` is told what the room is told; `counts(fields)` says whether what was kept still matters.
export function toggle(form, slot, hear, counts = () => true) {
  const button = form.querySelector("button");
  const press = (down) => {
    button.setAttribute("aria-pressed", String(down));
    button.value = down ? "no" : "yes";
  };
  const send = (event) => {
    event.preventDefault();
    const fields = [...fieldsOf(form), [button.name, button.value]];
    outbox.keep(slot, { ...contentOf(form, ""), fields }, { kind: slot });
    press(button.value === "yes");
  };
  const settled = ({ detail }) => {
    if (detail.slot === slot && detail.outcome === "refused") outbox.drop(slot).then(() => location.reload());
  };
  const told = ({ detail }) => hear(detail, press);
  const listeners = [[form, "submit", send], [document, "outbox:settled", settled], [document, "live:message", told]];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  outbox.find(slot).then((kept) => {
    const fields = new Map(kept?.content.fields);
    if (kept && counts(fields)) press(fields.get(button.name) === "yes");
  });
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}
