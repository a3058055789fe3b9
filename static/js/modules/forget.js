// The workshop is over, or nobody sits here: nothing that somebody wrote stays in a browser that others may use, nor a
// worker of ours.
// With a list to show it in, what did not get there is shown once more, on the page alone.

import { takeAll } from "../outbox/last.js";
import { list } from "../outbox/listed.js";
import { dismiss } from "../outbox/worker.js";

export default function mount(section) {
  dismiss().catch(() => {});
  takeAll().then((entries) => {
    if (section.querySelector("template")) list(section, entries, section.dataset.say);
  });
}
