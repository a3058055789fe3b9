// The timeline as a whole: holds what is shown, and keeps vis-timeline's stage and our own drawing in step.

import { fitting, createScale, dayOf } from "./scale.js";
import { packFindings } from "./findings.js";
import { gapFor } from "./folds.js";
import { layOut } from "./layout.js";
import { lineOf } from "./nodes.js";
import { Overlay } from "./overlay.js";
import { sizesFor } from "./sizes.js";
import { movable, Stage } from "./stage.js";
import { fontOf, forgetWidths, widest } from "./text.js";
import { Viewport } from "./viewport.js";

const LEAST_HEIGHT = 380;
const SETTLED_MS = 120;
const ARRIVED_MS = 260;

export class TimelineView {
  constructor(element, payload, { variant, glasses, editable, selected, finding, onMoved, onZoom }) {
    this.element = element;
    this.editable = editable;
    this.glasses = glasses;
    this.variant = variant;
    this.selected = selected;
    this.selectedFinding = finding;
    this.onZoom = onZoom;
    this.lineOf = (event) => lineOf(event, this);
    this.#take(payload);
    this.area = element.querySelector(".tl-area");
    this.viewport = new Viewport(this.area, { fit: () => this.fit, onChange: (change) => this.#asked(change) });
    this.#measure();
    this.overlay = new Overlay(this.area, this);
    this.stage = new Stage(element.querySelector(".tl-vis"), this, { onDrawn: () => this.overlay.shift(), onMoved });
    this.#afterDraw();
    this.#watchSize();
  }

  #take(payload) {
    this.payload = payload;
    this.sizes = sizesFor(this.variant, (size) => widest(payload.lanes.flatMap(({ name }) => name.split(" ")), fontOf(this.element, size)));
    this.folds = payload.folds.map((fold) => ({ ...fold, from: dayOf(fold.start), to: dayOf(fold.end) }));
    this.attempts = new Set(payload.silences.flatMap((silence) => silence.attempts));
    this.order = [...payload.events].sort((one, other) => dayOf(one.at) - dayOf(other.at));
    this.gap = gapFor(this.folds, this.element, this.sizes);
  }

  get offset() {
    return this.viewport.offset;
  }

  // The stretch on view, as words that belong to long stretches need to know it.
  get clip() {
    return [this.offset, this.offset + this.width];
  }

  // Scale first, because the rows of findings depend on it; then the heights; then everything is drawn.
  #measure() {
    this.width = Math.max(this.area.clientWidth - this.sizes.left, 120);
    this.height = Math.max(this.area.clientHeight, LEAST_HEIGHT);
    this.fit = fitting(this.payload.window, this.folds, this.width - this.sizes.room, this.gap);
    this.#rescale();
  }

  #rescale() {
    this.scale = createScale(this.payload.window, this.folds, this.fit * this.viewport.zoom, this.gap);
    Object.assign(this.viewport, { width: this.width, total: this.scale.width + this.sizes.room });
    this.viewport.clamp();
    this.packed = packFindings(this);
    const findingRows = Math.max(0, ...this.packed.map((mark) => mark.row + 1));
    this.layout = layOut(this.payload, this.glasses, this.sizes, { height: this.height, findingRows });
  }

  // Wheels and pointers speak more often than the screen is drawn.
  #asked({ zoomed }) {
    this.zoomAsked = this.zoomAsked || zoomed;
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      const change = { zoomed: this.zoomAsked };
      this.zoomAsked = false;
      this.#moved(change);
    });
  }

  #moved({ zoomed }) {
    if (!zoomed) {
      this.stage.show({ zoomed });
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.#settled(), SETTLED_MS);
      return;
    }
    const before = this.layout.bottom;
    this.#rescale();
    if (this.layout.bottom !== before) this.stage.refresh();
    this.stage.show({ zoomed });
    this.overlay.draw();
    this.onZoom?.(this.viewport.zoom);
  }

  // After moving sideways the words of long stretches follow into view.
  #settled() {
    this.packed = packFindings(this);
    this.overlay.draw();
  }

  // Draws everything anew: other glasses, other data or another size.
  redraw() {
    this.#measure();
    this.stage.refresh();
    this.stage.show({ zoomed: true });
    this.#afterDraw();
  }

  #afterDraw() {
    this.element.dataset.glasses = this.glasses;
    this.area.style.setProperty("--bar", `${this.sizes.bar}px`);
    this.overlay.draw();
    this.#markSelected();
  }

  #watchSize() {
    let seen = `${this.area.clientWidth}×${this.area.clientHeight}`;
    this.observer = new ResizeObserver(() => {
      const now = `${this.area.clientWidth}×${this.area.clientHeight}`;
      if (now === seen) return;
      seen = now;
      requestAnimationFrame(() => this.redraw());
    });
    this.observer.observe(this.area);
    if (document.fonts.status === "loaded") return;
    document.fonts.ready.then(() => {
      forgetWidths();
      this.#take(this.payload);
      this.redraw();
    });
  }

  wear(glasses) {
    this.glasses = glasses;
    this.#arrive();
    this.redraw();
  }

  // What glasses bring into view fades in; nothing else moves.
  #arrive() {
    this.area.dataset.arriving = "";
    clearTimeout(this.arriving);
    this.arriving = setTimeout(() => delete this.area.dataset.arriving, ARRIVED_MS);
  }

  showAllFindings(all) {
    this.allFindings = all;
    this.redraw();
  }

  select(id) {
    this.selected = id;
    this.selectedFinding = null;
    const event = this.payload.events.find((each) => each.id === id);
    if (event) this.viewport.reveal(this.scale.at(event.at));
    this.overlay.draw();
    this.#markSelected();
  }

  selectFinding(key) {
    this.selected = null;
    this.selectedFinding = key;
    const behind = new Set(this.payload.findings.marks.find((mark) => mark.key === key)?.events ?? []);
    this.overlay.draw();
    this.#markSelected();
    for (const event of this.payload.events) this.node(event.id)?.toggleAttribute("data-behind", behind.has(event.id));
  }

  #markSelected() {
    for (const event of this.payload.events) {
      const node = this.node(event.id);
      node.toggleAttribute("data-selected", event.id === this.selected);
      node.toggleAttribute("data-draggable", this.editable && movable(event));
      node.removeAttribute("data-behind");
    }
    for (const bar of this.area.querySelectorAll(".tl-silence")) {
      bar.toggleAttribute("data-selected", bar.dataset.finding === this.selectedFinding && this.selectedFinding !== null);
    }
  }

  node(id) {
    return this.stage.nodeOf(id);
  }

  focus(id) {
    this.stage.focus(id);
  }

  // A whole payload, some of its lists, one event in place of another, or an event that is gone.
  update(change) {
    const payload = { ...this.payload, ...change };
    if (change.event) payload.events = replaced(this.payload.events, change.event);
    if (change.remove) payload.events = payload.events.filter((event) => event.id !== change.remove);
    delete payload.event;
    delete payload.remove;
    this.#take(payload);
    this.redraw();
  }

  get dragging() {
    return this.stage.dragging !== null;
  }

  destroy() {
    clearTimeout(this.settling);
    clearTimeout(this.arriving);
    cancelAnimationFrame(this.frame);
    this.observer?.disconnect();
    this.stage.destroy();
  }
}

function replaced(events, event) {
  const known = events.some((each) => each.id === event.id);
  return known ? events.map((each) => (each.id === event.id ? event : each)) : [...events, event];
}
