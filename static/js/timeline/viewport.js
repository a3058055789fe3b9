// Which stretch of the case is on view, and the gestures that change it: drag or swipe to move, pinch,
// Ctrl with the wheel, or + and − to zoom. vis-timeline's own gestures know nothing of folds that keep their width.

const MOST_PX_PER_DAY = 48;
const THRESHOLD = 4;

export class Viewport {
  constructor(area, { fit, onChange }) {
    this.fit = fit;
    this.onChange = onChange;
    this.offset = 0;
    this.zoom = 1;
    this.width = 0;
    this.total = 0;
    this.pointers = new Map();
    this.#listen(area);
  }

  // The whole case is zoom 1; nobody can zoom out of it.
  get mostZoom() {
    return Math.max(1, MOST_PX_PER_DAY / this.fit());
  }

  panBy(pixels) {
    this.#settle(this.offset + pixels, this.zoom);
  }

  zoomAt(x, factor) {
    const zoom = Math.min(Math.max(this.zoom * factor, 1), this.mostZoom);
    const place = (this.offset + x) / this.zoom;
    this.#settle(place * zoom - x, zoom);
  }

  whole() {
    this.#settle(0, 1);
  }

  // Moves just so far that a position is on view, with some room beside it.
  reveal(position, room = 60) {
    if (position < this.offset + room) this.panBy(position - room - this.offset);
    else if (position > this.offset + this.width - room) this.panBy(position + room - this.offset - this.width);
  }

  clamp() {
    this.offset = Math.min(Math.max(this.offset, 0), Math.max(this.total - this.width, 0));
  }

  #settle(offset, zoom) {
    const zoomed = zoom !== this.zoom;
    const before = this.offset;
    this.zoom = zoom;
    this.offset = offset;
    if (!zoomed) this.clamp();
    if (zoomed || this.offset !== before) this.onChange({ zoomed });
  }

  #listen(area) {
    this.area = area;
    area.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    area.addEventListener("pointerdown", (event) => this.#down(event));
    area.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      area.addEventListener(end, (event) => this.#up(event));
    }
    // A drag that ends on a shape is not a press on it.
    area.addEventListener("click", (event) => this.moved && event.stopPropagation(), true);
  }

  #wheel(event) {
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoomAt(this.#xOf(event), Math.exp(-event.deltaY / 240));
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY) && this.zoom > 1) {
      event.preventDefault();
      this.panBy(sideways);
    }
  }

  #down(event) {
    if (event.button > 0 || event.target.closest("[data-draggable]")) return;
    this.pointers.set(event.pointerId, event);
    this.moved = false;
    this.start = { x: event.clientX, offset: this.offset };
    this.spread = null;
  }

  #move(event) {
    if (!this.pointers.has(event.pointerId)) return;
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size === 2) this.#pinch();
    else this.#drag(event);
  }

  #drag(event) {
    const distance = event.clientX - this.start.x;
    if (!this.moved && Math.abs(distance) < THRESHOLD) return;
    if (!this.moved && this.zoom > 1) {
      this.area.setPointerCapture(event.pointerId);
      this.area.dataset.panning = "";
    }
    this.moved = this.zoom > 1;
    if (this.moved) this.#settle(this.start.offset - distance, this.zoom);
  }

  #pinch() {
    const [one, other] = [...this.pointers.values()];
    const spread = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = (this.#xOf(one) + this.#xOf(other)) / 2;
    if (this.spread) this.zoomAt(middle, spread / this.spread);
    this.spread = spread;
    this.moved = true;
  }

  #up(event) {
    this.pointers.delete(event.pointerId);
    this.spread = null;
    delete this.area.dataset.panning;
    const left = this.pointers.values().next().value;
    if (left) this.start = { x: left.clientX, offset: this.offset };
  }

  #xOf(event) {
    return event.clientX - this.area.getBoundingClientRect().left;
  }
}
