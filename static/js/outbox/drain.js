// Sends what is kept: the oldest first, one at a time, until there is nothing left or nobody answers.

import { place } from "./page.js";
import { send } from "./sender.js";

const PATIENCE = 20_000;
const TROUBLES = new Set(["lost", "busy", "held"]);

export class Drain {
  trouble = "";
  #box;
  #told;
  #rests = new Map();
  #round = null;
  #again = false;

  // `told(entry, result)` hears what came of each entry.
  constructor(box, told) {
    this.#box = box;
    this.#told = told;
  }

  // An entry is not sent while somebody still types in it.
  rest(slot, milliseconds) {
    this.#rests.set(slot, performance.now() + milliseconds);
  }

  // Returns how it ended: {outcome} of what stopped it, or how long what is still being typed has to rest.
  run() {
    this.#again = true;
    this.#round ??= alone(() => this.#rounds()).finally(() => (this.#round = null));
    return this.#round;
  }

  async #rounds() {
    let ended;
    // A server that says later means also what was kept while it said so.
    while (this.#again && ended?.outcome !== "busy") {
      this.#again = false;
      ended = await this.#sendAll();
    }
    return ended;
  }

  async #sendAll() {
    for (let entry; (entry = await this.#next()); ) {
      const result = await send(entry);
      this.trouble = TROUBLES.has(result.outcome) ? result.outcome : "";
      await this.#settle(entry, result);
      if (result.outcome !== "saved" && result.outcome !== "refused") return result;
    }
    this.trouble = "";
    await this.#noticeWhatAnotherPageSent();
    return { rest: await this.#restOfFirst() };
  }

  async #first() {
    return (await this.#box.all()).find(({ state }) => state === "queued");
  }

  async #restOfFirst() {
    const first = await this.#first();
    return first ? Math.max(0, (this.#rests.get(first.slot) ?? 0) - performance.now()) : 0;
  }

  // Nothing overtakes what somebody is still typing: it will not be long.
  async #next() {
    return (await this.#restOfFirst()) ? undefined : this.#first();
  }

  async #settle(entry, result) {
    if (result.outcome === "saved") await this.#box.remove(entry);
    if (result.outcome === "refused") await this.#box.refuse(entry, result);
    await this.#told(entry, result);
  }

  async #noticeWhatAnotherPageSent() {
    const kept = new Set((await this.#box.all()).map(({ key }) => key));
    const sent = [...this.#box.mine.values()].filter(({ key }) => !kept.has(key));
    for (const entry of sent) await this.#settle(entry, { outcome: "saved", said: {} });
  }
}

// Of two pages of one seat only one sends at a time; but a page that is asleep must not keep the other one waiting,
// and what is sent twice is written once.
async function alone(work) {
  if (!navigator.locks) return work();
  let result;
  const begun = () => (result ??= work());
  const signal = AbortSignal.timeout(PATIENCE);
  return navigator.locks.request(`outbox ${place.dataset.seat}`, { signal }, begun).catch(begun);
}
