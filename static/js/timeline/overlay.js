// What vis-timeline has no word for, as one drawing over its lanes: who heard, who took over, how it was,
// what was found, and where time is folded. Drawn once per zoom; moving sideways only shifts it.

import { drawContacts, drawHandovers } from "./lines.js";
import { drawCurves, curveGrid } from "./curve.js";
import { drawFindings } from "./findings.js";
import { drawFolds } from "./folds.js";
import { drawFigures, drawLabels } from "./captions.js";
import { Room } from "./labels.js";
import { html, px, svg } from "./svg.js";

export class Overlay {
  constructor(root, view) {
    this.view = view;
    this.under = svg("svg", { class: "tl-under", "aria-hidden": "true" });
    this.over = svg("svg", { class: "tl-over" });
    this.content = svg("g", {});
    this.over.append(this.content);
    this.frame = html("div", { class: "tl-frame" }, this.over);
    root.prepend(this.under);
    root.append(this.frame);
  }

  draw() {
    const { layout, sizes, width } = this.view;
    // One screen more on either side than is on view: so far one can move without painting anything.
    this.base = Math.max(0, this.view.offset - width);
    this.over.setAttribute("width", Math.min(3 * width, Math.max(this.view.viewport.total, width)));
    this.over.setAttribute("height", layout.bottom);
    this.content.setAttribute("transform", `translate(${px(-this.base)} 0)`);
    Object.assign(this.frame.style, { left: `${sizes.left}px`, width: `${width}px`, height: `${layout.bottom}px` });
    this.under.setAttribute("width", width + sizes.left);
    this.under.setAttribute("height", layout.bottom);
    this.under.replaceChildren(...this.#laneLines(), ...(layout.curve.height ? curveGrid(this.view) : []));
    this.content.replaceChildren(...this.#drawing());
    this.shift();
    this.focus();
  }

  shift() {
    const { offset, width } = this.view;
    const drawn = this.over.width.baseVal.value;
    if (offset < this.base || offset + width > Math.max(this.base + drawn, width) + 1) this.draw();
    else this.over.style.transform = `translateX(${px(this.base - offset)}px)`;
  }

  #laneLines() {
    const { layout, sizes, width } = this.view;
    return [...layout.lanes.values()].map((lane) =>
      svg("line", { class: "lane-line", x1: sizes.left, x2: sizes.left + width, y1: px(lane.line), y2: px(lane.line) }),
    );
  }

  #drawing() {
    const { view } = this;
    const room = new Room();
    const group = (name, children) => svg("g", { class: name }, ...children);
    const lines = [group("contacts", drawContacts(view, room)), group("handovers", drawHandovers(view, room))];
    const folds = drawFolds(view, room);
    const figures = drawFigures(view, room);
    const labels = drawLabels(view, room);
    const parts = [...lines, group("figures", figures), group("folds", folds), group("labels", labels)];
    if (view.layout.curve.height) parts.push(group("curves", drawCurves(view)));
    if (view.layout.findings.height) parts.push(group("findings", drawFindings(view)));
    this.focusLine = svg("line", { class: "focus-line" });
    return [this.focusLine, ...parts];
  }

  // The ink line from the event in focus down to its card, and its label in front of the others.
  focus() {
    const { view } = this;
    const event = view.payload.events.find((each) => each.id === view.selected);
    this.focusLine.setAttribute("visibility", event ? "visible" : "hidden");
    for (const label of this.content.querySelectorAll("[data-label]")) {
      label.toggleAttribute("data-selected", Number(label.dataset.label) === view.selected);
    }
    for (const mark of this.content.querySelectorAll("[data-finding]")) {
      mark.toggleAttribute("data-selected", mark.dataset.finding === view.selectedFinding);
    }
    if (!event) return;
    const x = px(view.scale.at(event.at));
    const from = view.lineOf(event) + view.sizes.disc;
    Object.entries({ x1: x, x2: x, y1: px(from), y2: view.layout.bottom }).forEach(([key, value]) => this.focusLine.setAttribute(key, value));
  }
}
