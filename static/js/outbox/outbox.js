// What somebody wrote rests here until the server has it: kept first, then sent, in the order it was written.
// Tells on the document: outbox:change ({entries, trouble, lasts}), outbox:settled ({slot, key, outcome, said, problem})
// and outbox:ended ({entries}), when the seat is gone and with it all that was kept.

import { Box, newKey } from "./box.js";
import { Drain } from "./drain.js";
import { seatNow } from "./page.js";
import { Rhythm } from "./rhythm.js";
import { send } from "./sender.js";
import { dismiss } from "./worker.js";

const box = new Box();
const drain = new Drain(box, settled);
const rhythm = new Rhythm(sendNow);

// Keeps what stands in a slot now. `content` is {url, fields, title, words}; a draft is kept and not sent; `rest` is
// how long (in milliseconds) nothing more must be typed before it is sent.
export async function keep(slot, content, { rest = 0, ...how } = {}) {
  drain.rest(slot, rest);
  await box.keep(slot, content, how);
  if (how.state !== "draft") rhythm.soon(rest);
  await announce();
}

export async function drop(slot) {
  await box.drop(slot);
  await announce();
}

export const find = (slot) => box.find(slot);
export const all = () => box.all();

// Nothing stays of what was kept, nor of what stands in for the page.
export const destroy = () => Promise.allSettled([box.destroy(), dismiss()]);

// A slot of its own, for what takes the place of nothing.
export const newSlot = (kind) => `${kind}:${newKey()}`;

// Resolves to what came of what this page kept last in a slot, or to nothing if nobody knows in time.
export function outcome(slot, patience) {
  const { key } = box.mine.get(slot) ?? {};
  return new Promise((resolve) => {
    const hear = ({ detail }) => detail.key === key && resolve(detail);
    document.addEventListener("outbox:settled", hear);
    setTimeout(() => {
      document.removeEventListener("outbox:settled", hear);
      resolve(undefined);
    }, patience);
  });
}

export async function sendNow() {
  const { outcome: stop, wait, rest } = await drain.run();
  if (stop === "closed" || stop === "ended") await lookForSeat();
  else if (stop) rhythm.missed(wait);
  else rhythm.went(rest);
}

async function settled({ slot, key }, result) {
  tell("outbox:settled", { ...result, slot, key });
  await announce();
}

// Tells everybody what is kept now; whoever begins to listen asks for it.
export async function announce() {
  tell("outbox:change", { entries: await box.all(), trouble: drain.trouble, lasts: await box.lasts() });
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

// Once the seat is gone nothing stays in a browser that others may use; what did not get there is shown once more.
async function lookForSeat() {
  const seat = await seatNow();
  if (seat === "closed") return location.reload();
  if (seat !== "ended") return rhythm.missed();
  const entries = await box.all();
  await destroy();
  return tell("outbox:ended", { entries });
}

// The page may not come back: what it has is sent along, and once more by the next page, which is harmless.
function leave() {
  box.mine.forEach((entry) => send(entry, { keepalive: true }));
}

function wake() {
  rhythm.wake();
}

window.addEventListener("online", wake);
window.addEventListener("pageshow", wake);
window.addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => (document.hidden ? leave() : wake()));
document.addEventListener("live:state", ({ detail }) => detail !== "offline" && wake());
document.addEventListener("live:message", ({ detail }) => drain.trouble === "held" && detail.entity === "workshop" && wake());
document.addEventListener("live:refused", lookForSeat);
announce();
wake();
