// Saves changed cells, one request after the other, so that each carries the version that the one before gave.

const AGAIN_MS = 3_000;

export class Saving {
  constructor(table, cells) {
    this.table = table;
    this.cells = cells;
    this.words = table.dataset;
    this.state = document.getElementById("sheet-state");
    this.waiting = new Map();
    this.busy = false;
  }

  get pending() {
    return this.busy || this.waiting.size > 0;
  }

  // Takes new texts, [[cell, text]], which stand in their cells at once.
  put(changes) {
    for (const [cell, text] of changes) {
      if (this.cells.text(cell) === text.trim() && !cell.hasAttribute("aria-invalid")) continue;
      this.cells.clear(cell);
      this.cells.say(cell, text.trim());
      cell.setAttribute("aria-busy", "true");
      const key = cell.closest("tr").dataset.row;
      const fields = this.waiting.get(key) ?? {};
      this.waiting.set(key, { ...fields, [cell.dataset.field]: text });
    }
    this.#next();
  }

  async #next() {
    if (this.busy || !this.waiting.size) return;
    this.busy = true;
    this.#say(this.words.saving);
    const sent = new Map([...this.waiting].slice(0, 200));
    sent.forEach((_fields, key) => this.waiting.delete(key));
    const answer = await this.#send(sent).catch(() => null);
    this.busy = false;
    if (answer?.ok) this.#take((await answer.json()).rows, sent);
    else if (answer && answer.status < 500 && answer.status !== 429) location.reload();
    else this.#later(sent);
    this.#next();
  }

  #send(sent) {
    const edits = [...sent].map(([key, fields]) => {
      const row = this.#row(key);
      const cells = row.dataset.event ? fields : this.#whole(row, fields);
      return { row: key, event: Number(row.dataset.event) || null, version: Number(row.dataset.version) || 0, cells };
    });
    const headers = { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content, "HX-Request": "true" };
    const body = new URLSearchParams({ edits: JSON.stringify(edits) });
    return fetch(this.words.url, { method: "POST", headers, body });
  }

  // A row that is no event yet is sent whole, until it can become one.
  #whole(row, fields) {
    const texts = this.cells.of(row).map((cell) => [cell.dataset.field, this.cells.text(cell)]);
    return { ...Object.fromEntries(texts.filter(([, text]) => text)), ...fields };
  }

  #row(key) {
    return this.cells.body.querySelector(`[data-row="${key}"]`);
  }

  #later(sent) {
    sent.forEach((fields, key) => this.waiting.set(key, { ...fields, ...this.waiting.get(key) }));
    this.#say(this.words.failed);
    this.busy = true;
    setTimeout(() => {
      this.busy = false;
      this.#next();
    }, AGAIN_MS);
  }

  #take(rows, sent) {
    rows.forEach((written) => this.#show(written, sent.get(written.row)));
    const open = this.cells.body.querySelectorAll('[aria-invalid="true"]').length;
    this.#say(open === 0 ? this.words.saved : open === 1 ? this.words.problem : this.words.problems.replace("{n}", open));
    this.cells.grow(this.cells.rows.findLastIndex((row) => row.dataset.event || !row.matches(".blank")) + 2);
  }

  #show(written, fields) {
    const row = this.#row(written.row);
    if (written.event) {
      row.dataset.event = written.event;
      row.dataset.version = written.version;
      row.classList.remove("blank");
    }
    for (const cell of this.cells.of(row)) {
      const name = cell.dataset.field;
      // What was typed meanwhile stays, and is sent next.
      if (name in (this.waiting.get(written.row) ?? {})) continue;
      cell.removeAttribute("aria-busy");
      const kept = cell.hasAttribute("aria-invalid") && !(name in fields);
      if (kept || (!(name in written.cells) && !(name in written.problems))) continue;
      this.cells.clear(cell);
      this.#showCell(cell, written, fields[name]);
    }
    if (written.clash && !written.event) this.cells.note(this.cells.of(row)[0], "why", this.words.gone);
  }

  #showCell(cell, written, mine) {
    const { [cell.dataset.field]: problem } = written.problems;
    const now = written.cells[cell.dataset.field];
    if (now !== undefined && !problem) this.cells.say(cell, now);
    if (problem) this.cells.note(cell, "why", this.#why(problem));
    else if (written.clash && mine !== undefined && mine.trim() !== now) this.cells.note(cell, "why", this.words.clash.replace("{text}", mine));
    if (written.hints[cell.dataset.field]) this.cells.note(cell, "hinted", written.hints[cell.dataset.field]);
  }

  #why({ reason, choices }) {
    if (!choices.length) return reason;
    return `${reason} ${this.words.maybe.replace("{choices}", choices.join(this.words.or))}?`;
  }

  #say(words) {
    this.state.textContent = words;
  }
}
