// Whoever gives up the seat leaves nothing behind: first all is sent. What cannot be sent is said, and a second press
// gives it up too.

import * as outbox from "../outbox/outbox.js";

// What nobody wrote, and what ends with the seat.
const PASSING = new Set(["ready", "hand"]);

export default function mount(form) {
  const said = form.querySelector(".problem");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await outbox.sendNow();
    const unsent = (await outbox.all()).some(({ kind }) => !PASSING.has(kind));
    if (unsent && said.hidden) {
      said.hidden = false;
      return;
    }
    await outbox.destroy();
    form.submit();
  });
}
