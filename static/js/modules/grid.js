// The sheet: arrow keys, typing in place, copy and paste, fill down, undo.

import { Cells } from "../grid/cells.js";
import { Saving } from "../grid/saving.js";
import { read, write } from "../grid/tsv.js";

const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-10, 0], PageDown: [10, 0], Home: [0, -99], End: [0, 99],
};

export default function mount(table) {
  const sheet = new Sheet(table);
  const listeners = [
    [table, "keydown", (event) => sheet.key(event)],
    [table, "pointerdown", (event) => sheet.press(event)],
    [table, "focusin", ({ target }) => sheet.arrive(target)],
    [table, "dblclick", (event) => sheet.cellOf(event) && sheet.edit()],
    [table, "copy", (event) => sheet.copy(event)],
    [table, "paste", (event) => sheet.paste(event)],
    [window, "beforeunload", (event) => sheet.saving.pending && event.preventDefault()],
  ];
  listeners.forEach(([target, name, act]) => target.addEventListener(name, act));
  return () => listeners.forEach(([target, name, act]) => target.removeEventListener(name, act));
}

class Sheet {
  constructor(table) {
    this.table = table;
    this.cells = new Cells(table);
    this.saving = new Saving(table, this.cells);
    this.leaving = false;
    this.input = null;
  }

  cellOf(event) {
    const cell = event.target.closest("td[data-field]");
    return cell && !this.input?.isSameNode(event.target) ? cell : null;
  }

  // Focus may come by other ways than ours, a screen reader's for one.
  arrive(target) {
    if (target.matches("td[data-field]") && target !== this.cells.cell()) this.cells.go(this.cells.place(target));
  }

  press(event) {
    const cell = this.cellOf(event);
    if (!cell || cell.contains(this.input)) return;
    event.preventDefault();
    this.finish(true);
    this.cells.go(this.cells.place(cell), event.shiftKey);
  }

  key(event) {
    if (event.target === this.input) this.#keyInEditor(event);
    else if (event.target.matches("td[data-field]")) this.#keyInSheet(event);
  }

  #keyInSheet(event) {
    const command = event.ctrlKey || event.metaKey;
    const [down, right] = STEPS[event.key] ?? [];
    const leaving = this.leaving;
    this.leaving = event.key === "Escape";
    if (down !== undefined) this.#step(event, down, right, command);
    else if (event.key === "Tab") return leaving || this.#tab(event);
    else if (event.key === "Enter" || event.key === "F2") this.edit();
    else if (event.key === "Delete" || event.key === "Backspace") this.#empty();
    else if (command && event.key.toLowerCase() === "d") this.#fillDown();
    else if (command && event.key.toLowerCase() === "z") this.#undo();
    else if (command && event.key.toLowerCase() === "a") this.#all();
    else if (event.key.length === 1 && !command && !event.altKey) this.edit("");
    else return;
    // The first sign somebody types goes into the field that opens for it.
    if (!(event.key.length === 1 && !command)) event.preventDefault();
  }

  #step(event, down, right, command) {
    const far = command ? 100_000 : 1;
    this.cells.move(down * far, right * far, event.shiftKey);
  }

  #tab(event) {
    const { row, column } = this.cells.active;
    const next = row * this.cells.width + column + (event.shiftKey ? -1 : 1);
    if (next < 0 || next >= this.cells.rows.length * this.cells.width) return;
    event.preventDefault();
    this.cells.go({ row: Math.floor(next / this.cells.width), column: next % this.cells.width });
  }

  #keyInEditor(event) {
    if (event.key === "Escape") this.finish(false);
    else if (event.key === "Enter") {
      this.finish(true);
      this.cells.move(1, 0);
    } else if (event.key === "Tab") {
      this.finish(true);
      this.#tab(event);
    } else return;
    event.preventDefault();
  }

  edit(text) {
    const cell = this.cells.cell();
    const row = cell.closest("tr");
    const heading = this.table.tHead.rows[0].cells[this.cells.active.column].textContent;
    this.input = document.createElement("input");
    this.input.value = text ?? this.cells.text(cell);
    this.input.maxLength = 4_000;
    this.input.autocomplete = "off";
    if (cell.dataset.list) this.input.setAttribute("list", `list-${cell.dataset.list}`);
    this.input.setAttribute("aria-label", this.table.dataset.editor.replace("{column}", heading).replace("{row}", row.rowIndex));
    cell.querySelector(".value").hidden = true;
    cell.prepend(this.input);
    this.input.focus();
    this.input.addEventListener("blur", () => this.finish(true), { once: true });
  }

  finish(keep) {
    const { input } = this;
    if (!input) return;
    this.input = null;
    const cell = input.closest("td");
    const text = input.value;
    const focused = document.activeElement === input;
    input.remove();
    cell.querySelector(".value").hidden = false;
    if (focused) cell.focus();
    if (keep) this.saving.put([[cell, text]]);
  }

  #empty() {
    this.saving.put(this.cells.chosen().flat().filter((cell) => this.cells.text(cell)).map((cell) => [cell, ""]));
  }

  #fillDown() {
    const [first, ...others] = this.cells.chosen();
    this.saving.put(others.flatMap((row) => row.map((cell, column) => [cell, this.cells.text(first[column])])));
  }

  #all() {
    this.cells.anchor = { row: 0, column: 0 };
    this.cells.go({ row: this.cells.rows.length - 1, column: this.cells.width - 1 }, true);
  }

  #undo() {
    if (!this.saving.pending) document.getElementById("undo").click();
  }

  copy(event) {
    if (event.target === this.input) return;
    const rows = this.cells.chosen().map((row) => row.map((cell) => this.cells.text(cell)));
    event.clipboardData.setData("text/plain", write(rows));
    event.preventDefault();
  }

  paste(event) {
    if (event.target === this.input) return;
    event.preventDefault();
    const rows = read(event.clipboardData.getData("text/plain"));
    const { row: top, column: left } = this.cells.anchor;
    this.cells.grow(top + rows.length);
    this.saving.put(
      rows.flatMap((texts, down) =>
        texts.slice(0, this.cells.width - left).map((text, right) => [this.cells.cell({ row: top + down, column: left + right }), text]),
      ),
    );
  }
}
