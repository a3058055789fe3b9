// Where entries wait if the browser has no vault (a page over plain http): on the page itself, and nowhere else.
// They have no turn: another page of the seat would not know of it.

export class Memory {
  #entries = [];
  #made = 0;

  async put({ instead = [], ...entry }) {
    const gone = [entry.slot, ...instead];
    this.#entries = this.#entries.filter(({ slot }) => !gone.includes(slot));
    this.#made += 1;
    this.#entries.push({ ...entry, id: this.#made });
  }

  async all() {
    return [...this.#entries];
  }

  async remove(id) {
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
  }

  async refuse(id, why) {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...why } : entry));
  }

  async destroy() {
    this.#entries = [];
  }
}
