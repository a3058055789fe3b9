// The sheet's cells: where they are, what they say, which are chosen.

export class Cells {
  constructor(table) {
    this.body = table.tBodies[0];
    this.active = { row: 0, column: 0 };
    this.anchor = this.active;
    this.made = 1;
    table.setAttribute("role", "grid");
    [...this.body.rows].forEach((row) => this.#dress(row));
    this.cell().tabIndex = 0;
  }

  get rows() {
    return [...this.body.rows];
  }

  get width() {
    return this.of(this.rows[0]).length;
  }

  of(row) {
    return [...row.querySelectorAll("td[data-field]")];
  }

  cell({ row, column } = this.active) {
    return this.of(this.rows[row])[column];
  }

  place(cell) {
    const row = cell.closest("tr");
    return { row: this.rows.indexOf(row), column: this.of(row).indexOf(cell) };
  }

  text(cell) {
    return cell.querySelector(".value").textContent;
  }

  say(cell, text) {
    cell.querySelector(".value").textContent = text;
  }

  // Adds empty rows below, until there are so many.
  grow(count) {
    while (this.rows.length < count) {
      const row = this.rows.at(-1).cloneNode(true);
      this.made += 1;
      row.dataset.row = `new${this.made}`;
      row.className = "blank";
      delete row.dataset.event;
      delete row.dataset.version;
      this.of(row).forEach((cell) => {
        this.clear(cell);
        this.say(cell, "");
        cell.tabIndex = -1;
      });
      row.querySelector(".edit").replaceChildren();
      this.body.append(row);
    }
  }

  move(down, right, extend = false) {
    const row = Math.min(Math.max(this.active.row + down, 0), this.rows.length - 1);
    const column = Math.min(Math.max(this.active.column + right, 0), this.width - 1);
    this.go({ row, column }, extend);
  }

  go(place, extend = false) {
    this.cell().tabIndex = -1;
    this.active = place;
    if (!extend) this.anchor = place;
    const cell = this.cell();
    cell.tabIndex = 0;
    cell.focus({ preventScroll: false });
    this.#mark();
  }

  // The chosen cells, row by row.
  chosen() {
    const [top, bottom] = [this.anchor.row, this.active.row].sort((a, b) => a - b);
    const [left, right] = [this.anchor.column, this.active.column].sort((a, b) => a - b);
    return this.rows.slice(top, bottom + 1).map((row) => this.of(row).slice(left, right + 1));
  }

  clear(cell) {
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    cell.querySelectorAll(".why, .hinted").forEach((line) => line.remove());
  }

  // Says below a cell why it was not taken ("why"), or what it looks like ("hinted").
  note(cell, kind, words) {
    const line = document.createElement("span");
    line.className = kind;
    line.id = `${cell.closest("tr").dataset.row}-${cell.dataset.field}-${kind}`;
    line.textContent = words;
    cell.append(line);
    cell.setAttribute("aria-describedby", line.id);
    if (kind === "why") cell.setAttribute("aria-invalid", "true");
  }

  #dress(row) {
    this.of(row).forEach((cell) => {
      cell.setAttribute("role", "gridcell");
      cell.tabIndex = -1;
    });
    row.querySelector(".edit").setAttribute("role", "gridcell");
  }

  #mark() {
    const chosen = new Set(this.chosen().flat());
    const several = chosen.size > 1;
    this.rows.flatMap((row) => this.of(row)).forEach((cell) => {
      if (several && chosen.has(cell)) cell.setAttribute("aria-selected", "true");
      else cell.removeAttribute("aria-selected");
    });
  }
}
