// Where the entries of one seat rest until the server has them: sealed, in the browser's database.
//
// An entry is {id, slot, kind, state, key, turn, content}; only its content is words, and only that is sealed.

import { change, destroyAllBut, openDatabase, promised } from "./database.js";
import { newSealingKey, seal, unseal } from "./vault.js";

export class Shelf {
  #database;
  #seat;
  #sealing;

  constructor(database, seat, sealing) {
    this.#database = watched(database);
    this.#seat = seat;
    this.#sealing = sealing;
  }

  // Some phones take the database away from a page that they put to sleep.
  async #reach() {
    if (this.#database.gone) this.#database = watched(await openDatabase());
    return this.#database.open;
  }

  // Opens the shelf of a seat and destroys those of seats that this browser had before.
  // `turn` is the count that the server knows: a browser that was made to forget goes on from there.
  static async open(seat, turn) {
    const database = await openDatabase();
    await destroyAllBut(database, seat);
    const fresh = await newSealingKey();
    const { sealing } = await change(database, async (seats) => {
      const known = await promised(seats.get(seat));
      const record = known ?? { seat, sealing: fresh, turn: 0 };
      seats.put({ ...record, turn: Math.max(record.turn, turn) });
      return record;
    });
    return new Shelf(database, seat, sealing);
  }

  // The newest entry of a slot is the only one; `instead` names other slots whose entries it takes the place of.
  // Returns the turn of the write: its number among all writes of this seat.
  async put({ content, instead = [], ...entry }) {
    const words = await seal(this.#sealing, this.#place(entry.slot), content);
    const gone = [entry.slot, ...instead];
    return change(await this.#reach(), async (seats, entries) => {
      const record = await promised(seats.get(this.#seat));
      if (!record) throw new Error("The seat was given up meanwhile, in another tab.");
      const turn = record.turn + 1;
      seats.put({ ...record, turn });
      for (const old of await promised(entries.index("seat").getAll(this.#seat))) {
        if (gone.includes(old.slot)) entries.delete(old.id);
      }
      entries.add({ ...entry, seat: this.#seat, turn, ...words });
      return turn;
    });
  }

  async all() {
    const store = (await this.#reach()).transaction("entries").objectStore("entries");
    const found = await promised(store.index("seat").getAll(this.#seat));
    const opened = await Promise.allSettled(found.map((entry) => this.#read(entry)));
    return opened.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  }

  async #read({ iv, sealed, ...entry }) {
    return { ...entry, content: await unseal(this.#sealing, this.#place(entry.slot), { iv, sealed }) };
  }

  #place(slot) {
    return `${this.#seat} ${slot}`;
  }

  async remove(id) {
    return change(await this.#reach(), (_seats, entries) => entries.delete(id));
  }

  // Says of an entry that is still there that the server would not have it, and why.
  async refuse(id, why) {
    return change(await this.#reach(), async (_seats, entries) => {
      const entry = await promised(entries.get(id));
      if (entry) entries.put({ ...entry, ...why });
    });
  }

  async destroy() {
    return destroyAllBut(await this.#reach(), null);
  }
}

function watched(open) {
  const state = { open, gone: false };
  open.addEventListener("close", () => (state.gone = true));
  return state;
}
