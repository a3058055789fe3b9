// The entries of this page's seat: kept at once, whatever the network is like.

import { Memory } from "./memory.js";
import { place } from "./page.js";
import { Shelf } from "./shelf.js";
import { canSeal } from "./vault.js";

const PATIENCE = 5_000;

export class Box {
  // What this page wrote and nobody has acknowledged, by slot, for when the page has to go in a hurry.
  mine = new Map();
  #shelf = openShelf();
  #unwritten = new Map();
  #writing = null;

  // The newest entry of a slot takes the place of the one before; `instead` names other slots it takes the place of.
  keep(slot, content, { kind, state = "queued", instead = [] }) {
    const entry = { slot, kind, state, instead, content, key: newKey() };
    this.#unwritten.set(slot, entry);
    this.mine.delete(slot);
    if (state === "queued") this.mine.set(slot, entry);
    this.#writing ??= this.#write().finally(() => (this.#writing = null));
    return this.#writing;
  }

  // While one text is being sealed the next letters are typed: only the last state of a slot is worth writing.
  async #write() {
    for (const [slot, entry] of this.#unwritten) {
      this.#unwritten.delete(slot);
      entry.turn = await this.#put(entry);
    }
  }

  // A full or forbidden disk is no reason to lose words: then they wait on the page.
  async #put(entry) {
    const shelf = await this.#shelf;
    return shelf.put(entry).catch(() => {
      if (!(shelf instanceof Memory)) this.#shelf = Promise.resolve(new Memory());
      return this.#shelf.then((memory) => memory.put(entry));
    });
  }

  async all() {
    await this.#writing;
    return (await this.#shelf).all();
  }

  async find(slot) {
    return (await this.all()).find((entry) => entry.slot === slot);
  }

  // Whether what is kept outlives the page.
  async lasts() {
    return !((await this.#shelf) instanceof Memory);
  }

  async drop(slot) {
    this.#unwritten.delete(slot);
    this.mine.delete(slot);
    const entry = await this.find(slot);
    if (entry) await this.remove(entry);
  }

  // `id` is missing where another page of the seat has removed it already.
  async remove({ id, slot, key }) {
    if (this.mine.get(slot)?.key === key) this.mine.delete(slot);
    if (id !== undefined) await (await this.#shelf).remove(id);
  }

  async refuse({ id, slot, key }, { problem, wrong }) {
    if (this.mine.get(slot)?.key === key) this.mine.delete(slot);
    await (await this.#shelf).refuse(id, { state: "refused", problem, wrong });
  }

  async destroy() {
    this.mine.clear();
    await (await this.#shelf).destroy();
  }
}

async function openShelf() {
  if (!canSeal()) return new Memory();
  const memory = () => new Memory();
  // A browser that does not get round to opening its database must not keep anybody from sending.
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(memory);
  return Promise.race([Shelf.open(place.dataset.seat, Number(place.dataset.turn)).catch(memory), late]);
}

export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
