// Everything that vis-timeline does for us, behind a handful of verbs, so that it could be replaced.
// It draws the axis, the lanes (its groups), the shapes and bars (its items), and leaves out folded days.

import { DataSet, moment, Timeline } from "../../vendor/vis-timeline@8.5.4/vis-timeline.bundle.js";
import { dayOf, DAY, isoOf } from "./scale.js";
import * as nodes from "./nodes.js";

const FINDINGS = "row-findings";
const CURVE = "row-curve";
const MOST_TRIES = 4;

export class Stage {
  constructor(container, view, { onDrawn, onMoved }) {
    this.view = view;
    this.nodes = new Map();
    this.dragging = null;
    this.items = new DataSet();
    this.groups = new DataSet();
    this.onMoved = onMoved;
    this.#fillGroups();
    this.#fillItems();
    // Out of sight, because vis-timeline measures every item that it adds and each measure would lay out the page.
    container.hidden = true;
    this.timeline = new Timeline(container, this.items, this.groups, this.#options());
    container.hidden = false;
    this.timeline.redrawCount = 0; // what it counted while hidden would make it give up at the first real drawing
    this.container = container;
    this.timeline.on("changed", () => {
      this.#keepFocus();
      this.#settleHeights();
      onDrawn();
    });
    // vis-timeline stays invisible until its first change of range has settled, which would cost 200 ms.
    this.timeline.emit("rangechanged", {});
    this.#redraw();
  }

  #options() {
    const { view } = this;
    const utc = (date) => ({ year: date.year(), month: date.month(), day: date.date() });
    return {
      template: (item) => this.nodes.get(item.id) ?? document.createElement("span"),
      groupTemplate: (group) => group && this.#groupNode(group.id),
      groupOrder: "order",
      orientation: { axis: "top", item: "top" },
      stack: false,
      align: "center",
      margin: { axis: 0, item: { horizontal: 0, vertical: 0 } },
      moment: (date) => moment(date).utc(),
      maxMinorChars: view.sizes.monthChars,
      format: {
        minorLabels: (date, scale) => (this.#beforeFold(date) ? "" : minorLabel(utc(date), scale, view.payload.words)),
        majorLabels: (date, scale) => majorLabel(utc(date), scale, view.payload.words),
      },
      moveable: false,
      zoomable: false,
      selectable: false,
      showCurrentTime: false,
      showTooltips: false,
      editable: { add: false, remove: false, updateGroup: false, updateTime: view.editable, overrideItems: false },
      itemsAlwaysDraggable: { item: view.editable, range: false },
      snap: (date) => new Date(Math.round(date.getTime() / DAY) * DAY),
      onMoving: (item, callback) => this.#moving(item, callback),
      onMove: (item, callback) => this.#moved(item, callback),
      ...this.window(),
    };
  }

  // A month that begins just before a fold or the end has no room for its name.
  #beforeFold(date) {
    const x = this.view.scale.x(date.valueOf());
    if (this.view.scale.width + this.view.sizes.room - x < this.view.sizes.label * 2.4) return true;
    return this.view.folds.some((fold) => {
      const room = this.view.scale.x(fold.from) - x;
      return room >= 0 && room < this.view.sizes.label * 2.6;
    });
  }

  window() {
    const { scale, offset, width } = this.view;
    return {
      hiddenDates: scale.hidden.map(({ start, end }) => ({ start: new Date(start), end: new Date(end) })),
      start: new Date(scale.time(offset)),
      end: new Date(scale.time(offset + width)),
    };
  }

  // Shows another stretch of time; the hidden days change only with the zoom.
  show({ zoomed }) {
    const { start, end, hiddenDates } = this.window();
    if (zoomed && hiddenDates.length) this.timeline.setOptions({ hiddenDates });
    this.timeline.setWindow(start, end, { animation: false });
  }

  // After other glasses, another payload or another size: the same nodes, dressed anew.
  refresh() {
    this.#fillGroups();
    this.#fillItems();
    this.#redraw();
  }

  #redraw() {
    this.tries = MOST_TRIES;
    if (this.container.contains(document.activeElement)) this.focused = document.activeElement;
    this.timeline.redraw();
  }

  // Where a row comes or goes, vis-timeline takes all shapes out of the page and puts them back, but not the focus.
  #keepFocus() {
    if (document.activeElement === document.body && this.container.contains(this.focused)) this.focused.focus({ preventScroll: true });
    this.focused = null;
  }

  // A drawing that is under way must not give the focus back to the event that had it before.
  focus(id) {
    this.focused = this.nodeOf(id);
    this.focused?.focus({ preventScroll: true });
  }

  // A drawing takes its height from the one before, so after a change of heights it takes another one or two.
  #settleHeights() {
    if (!this.tries) return;
    this.tries -= 1;
    if (Math.abs(this.container.offsetHeight - this.view.layout.bottom) > 2) this.timeline.redraw();
    else this.tries = 0;
  }

  #fillGroups() {
    const { layout, payload, sizes } = this.view;
    const wanted = [...layout.lanes.keys()].map((id, order) => ({ id, order, height: layout.lanes.get(id).outer }));
    if (layout.findings.height) wanted.push({ id: FINDINGS, order: 900, height: layout.findings.height });
    if (layout.curve.height) wanted.push({ id: CURVE, order: 901, height: layout.curve.height });
    this.groups.remove(this.groups.getIds().filter((id) => !wanted.some((group) => group.id === id)));
    this.groups.update(wanted.map((group) => ({ ...group, content: "", className: `lane-${payload.sides.length}` })));
    this.left = sizes.left;
  }

  #groupNode(id) {
    const { layout, payload, sizes, glasses } = this.view;
    const side = payload.sides.find((each) => each.code === glasses);
    if (id === FINDINGS) {
      return nodes.findingsNode(this.view, side);
    }
    if (id === CURVE) {
      return nodes.rowNode("curve", payload.words.curve, side ? side.curve : payload.words.curve_all, layout.curve.height, sizes);
    }
    const lane = layout.lanes.get(id);
    return lane ? nodes.laneNode(lane, payload.sides.find((each) => each.code === lane.side), sizes) : null;
  }

  #fillItems() {
    const wanted = [...this.#eventItems(), ...this.#silenceItems()];
    const ids = new Set(wanted.map((item) => item.id));
    const gone = this.items.getIds().filter((id) => !ids.has(id) && id !== this.dragging);
    gone.forEach((id) => this.nodes.delete(id));
    this.items.remove(gone);
    this.items.update(wanted.filter((item) => this.#changed(item)));
  }

  // Telling vis-timeline only what is new spares it a layout of everything.
  #changed(item) {
    const known = this.items.get(item.id);
    if (item.id === this.dragging) return false;
    return !known || ["start", "end", "group", "mark"].some((key) => String(known[key]) !== String(item[key]));
  }

  #eventItems() {
    return this.view.payload.events.flatMap((event) => {
      const id = `event-${event.id}`;
      const node = this.nodes.get(id) ?? nodes.eventNode(event);
      this.nodes.set(id, node);
      node.dataset.side = event.side;
      nodes.dressEvent(node, event, this.view);
      const editable = this.view.editable && movable(event);
      const item = { id, group: event.lane, type: "box", start: new Date(dayOf(event.at)), content: "", editable, className: "event" };
      return event.kind === "day" ? [item] : [this.#extentItem(event), item];
    });
  }

  #extentItem(event) {
    const id = `extent-${event.id}`;
    const node = this.nodes.get(id) ?? nodes.extentNode(event, this.view);
    this.nodes.set(id, node);
    node.className = `tl-extent ${event.kind}`;
    nodes.dressExtent(node, event, this.view);
    const more = event.kind === "period" ? DAY : 0;
    return { ...range(id, event.lane, dayOf(event.start), dayOf(event.end) + more), className: "extent", selectable: false, editable: false };
  }

  #silenceItems() {
    return this.view.payload.silences.flatMap((silence, number) => {
      if (this.view.glasses === "everyone") return silence.everyone ? this.#quietItems(silence, number) : [];
      return silence.side === this.view.glasses ? this.#barItems(silence, number) : [];
    });
  }

  // Everyone: the stretch in the soft hue behind all lanes of the side.
  #quietItems(silence, number) {
    const band = this.view.layout.bands.find((each) => each.side === silence.side);
    return (band?.lanes ?? []).map((lane, index) => {
      const id = `quiet-${number}-${index}`;
      const node = document.createElement("div");
      node.className = "tl-quiet";
      node.dataset.side = silence.side;
      node.dataset.place = [index === 0 && "top", index === band.lanes.length - 1 && "bottom"].filter(Boolean).join(" ");
      node.append(...nodes.parts(silence));
      this.nodes.set(id, node);
      return { ...range(id, lane.id, dayOf(silence.outer_start), dayOf(silence.outer_end)), type: "background", mark: silence.name };
    });
  }

  #barItems(silence, number) {
    const band = this.view.layout.bands.find((each) => each.side === silence.side);
    if (!band) return [];
    const id = `bar-${number}`;
    const node = nodes.silenceNode(silence, this.view);
    const lane = this.view.layout.lanes.get(band.lanes[0].id);
    node.style.top = `${band.bar - lane.top}px`;
    this.nodes.set(id, node);
    const wash = document.createElement("div");
    wash.className = "tl-wash";
    wash.dataset.side = silence.side;
    this.nodes.set(`wash-${number}`, wash);
    const bar = range(id, lane.id, dayOf(silence.outer_start), dayOf(silence.outer_end));
    return [
      { ...bar, className: "bar", selectable: false, editable: false, mark: `${silence.name}${band.bar}${this.view.glasses}` },
      { ...range(`wash-${number}`, undefined, dayOf(silence.sure_start), dayOf(silence.sure_end)), type: "background", mark: silence.side },
    ];
  }

  #moving(item, callback) {
    this.dragging = item.id;
    this.view.onMoving?.(this.#eventOf(item), isoOf(item.start.getTime()));
    callback(item);
  }

  #moved(item, callback) {
    const event = this.#eventOf(item);
    this.dragging = null;
    callback(item);
    if (event) this.onMoved(event, isoOf(item.start.getTime()));
  }

  #eventOf(item) {
    return this.view.payload.events.find((event) => `event-${event.id}` === item.id);
  }

  nodeOf(id) {
    return this.nodes.get(`event-${id}`);
  }

  destroy() {
    this.timeline.destroy();
  }
}

function range(id, group, start, end) {
  return { id, group, type: "range", start: new Date(start), end: new Date(end), content: "" };
}

// A day can be moved, and so can "about a day" and a stretch of days; a whole month is changed in its form.
export function movable(event) {
  return /^\d{4}-\d{2}-\d{2}~?(\/\d{4}-\d{2}-\d{2}~?)?$/.test(event.edtf);
}

function minorLabel({ year, month, day }, scale, words) {
  if (scale === "year") return String(year);
  if (scale === "month") return words.months[month];
  return `${day}.`;
}

function majorLabel({ year, month }, scale, words) {
  if (scale === "year") return "";
  return scale === "month" ? String(year) : `${words.months_long[month]} ${year}`;
}
