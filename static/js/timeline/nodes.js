// The elements inside vis-timeline's items: an event's shape, its uncertainty, and the silences.

import { dayOf, DAY } from "./scale.js";
import { badge, shape } from "./shapes.js";
import { html } from "./svg.js";

// How an event looks through a pair of glasses. Without glasses every event is simply there.
export function stateOf(event, view) {
  if (view.glasses === "everyone") return "known";
  if (event.side === view.glasses && view.attempts.has(event.id)) return "attempt";
  return event.states[view.glasses];
}

export function eventNode(event) {
  const node = html("div", { class: "tl-event", role: "button", tabindex: "-1", "data-event": event.id, "data-side": event.side });
  node.addEventListener("dragstart", (start) => start.preventDefault());
  return node;
}

// The node stays the same element over updates, so that focus and a running drag survive them.
export function dressEvent(node, event, view) {
  const state = stateOf(event, view);
  const side = view.payload.sides.find((each) => each.code === view.glasses);
  // From eight metres a figure inside a shape is no figure: it stands above it.
  const zero = side && state === "known" && event.scores[view.glasses] === 0 && view.sizes.shape > 20;
  node.dataset.state = state;
  node.dataset.kind = event.kind;
  node.tabIndex = event.id === (view.selected ?? view.order[0].id) ? 0 : -1; // vis-timeline adds it later than it is walked
  node.replaceChildren(shape(event.side, sizeOf(event, view), state));
  if (zero) node.append(html("span", { class: "tl-zero", "aria-hidden": "true" }, "0"));
  const said = side && side[state];
  node.setAttribute("aria-label", said ? `${event.name}. ${said}` : event.name);
  node.style.top = `${heightInLane(event, view)}px`;
}

function sizeOf(event, view) {
  return event.kind === "period" ? Math.round(view.sizes.shape * 0.8) : view.sizes.shape;
}

export function lineOf(event, view) {
  const lane = view.layout.lanes.get(event.lane);
  if (stateOf(event, view) !== "attempt") return lane.line;
  const band = view.layout.bands.find((each) => each.side === event.side);
  return band ? band.bar - view.sizes.bar / 2 : lane.line;
}

function heightInLane(event, view) {
  return lineOf(event, view) - view.layout.lanes.get(event.lane).top;
}

export function extentNode(event, view) {
  const node = html("div", { class: `tl-extent ${event.kind}`, "data-side": event.side });
  dressExtent(node, event, view);
  return node;
}

export function dressExtent(node, event, view) {
  node.dataset.state = stateOf(event, view);
  node.style.top = `${heightInLane(event, view)}px`;
}

// A silence as the bar that a side's glasses show: solid where it is certain, dashed where it may be.
export function silenceNode(silence, view) {
  const bar = html("div", { class: "tl-silence", "data-side": silence.side });
  if (silence.finding) {
    bar.setAttribute("role", "button");
    bar.setAttribute("tabindex", "0");
    bar.dataset.finding = silence.finding;
  } else {
    bar.setAttribute("role", "img");
  }
  bar.setAttribute("aria-label", silence.name);
  bar.append(...parts(silence), wording(silence, view.payload.words));
  return bar;
}

export function parts(silence) {
  const from = dayOf(silence.outer_start);
  const to = dayOf(silence.outer_end);
  const share = (iso) => ((dayOf(iso) - from) / Math.max(to - from, DAY)) * 100;
  const sure = silence.possible ? 0 : share(silence.sure_end) - share(silence.sure_start);
  const whole = html("div", { class: "maybe" });
  const solid = html("div", { class: "sure" });
  whole.hidden = sure >= 99.9;
  solid.hidden = sure <= 0;
  solid.style.left = `${share(silence.sure_start)}%`;
  solid.style.width = `${sure}%`;
  return [whole, solid];
}

function wording(silence, words) {
  const figure = html("span", { class: "figure" }, silence.figure);
  const long = html("span", { class: "long" }, words.without_word);
  const short = html("span", { class: "short" }, words.days);
  // "ca." stands in the dashed part where the bar begins with one, and before the figure elsewhere.
  const outside = silence.sure_start > silence.outer_start && !silence.possible;
  const about = silence.about ? html("span", { class: outside ? "about" : "about inside" }, words.about) : null;
  const possible = silence.possible ? html("span", { class: "possible" }, words.possible) : null;
  const text = html("div", { class: "words" }, outside ? null : about, figure, long, short, possible);
  const line = html("div", { class: "line" }, outside ? about : null, text);
  if (silence.about && !silence.possible) {
    const from = dayOf(silence.outer_start);
    const to = dayOf(silence.outer_end);
    line.style.left = `${((dayOf(silence.sure_start) - from) / (to - from)) * 100}%`;
    line.style.right = `${((to - dayOf(silence.sure_end)) / (to - from)) * 100}%`;
  }
  return line;
}

// The label of a lane; the first lane of a side also carries the side's letter and name.
export function laneNode(lane, side, sizes) {
  const node = html("div", { class: "tl-lane", "data-side": side.code });
  node.style.height = `${lane.outer}px`;
  node.style.width = `${sizes.left}px`;
  node.style.setProperty("--gap", `${lane.outer - lane.height}px`);
  node.style.setProperty("--line", `${lane.line - lane.top}px`);
  if (lane.first) node.dataset.first = "";
  node.append(...(sizes.labels === "focus" ? namesForScreen(lane, side, sizes) : names(lane, side, sizes)));
  return node;
}

function names(lane, side, sizes) {
  const unit = named("tl-unit", lane.name, lane.line - lane.top);
  return lane.first ? [html("div", { class: "tl-side" }, badge(side.code, sizes.badge), html("span", {}, side.name)), unit] : [unit];
}

// From the back row: the letter in the middle of the side, and one name for each lane.
function namesForScreen(lane, side, sizes) {
  const unit = named("tl-unit", lane.only ? side.name : lane.name, lane.line - lane.top);
  if (lane.only) unit.classList.add("tl-only");
  if (!lane.first) return [unit];
  const letter = html("div", { class: "tl-side" }, badge(side.code, sizes.badge));
  letter.style.top = `${(lane.only ? lane.line : (lane.bandTop + lane.bandBottom) / 2) - lane.top}px`;
  return [letter, unit];
}

function named(name, text, top) {
  const node = html("div", { class: name }, text);
  node.style.top = `${top}px`;
  return node;
}

// Only the findings in front are shown; pressing how many they are shows the others too.
export function findingsNode({ payload, layout, sizes, allFindings }, side) {
  const { title, shown, all, marks } = payload.findings;
  const node = rowNode("findings", title, side ? side.findings : "", layout.findings.height, sizes);
  if (side) return node;
  const more = marks.some((mark) => !mark.front);
  const text = allFindings ? all : shown;
  node.lastChild.append(more ? html("button", { type: "button", "data-all-findings": "", "aria-pressed": String(Boolean(allFindings)) }, text) : text);
  return node;
}

export function rowNode(kind, title, note, height, sizes) {
  const node = html("div", { class: `tl-row tl-row-${kind}` }, html("strong", {}, title), html("span", {}, note));
  node.style.height = `${height}px`;
  node.style.width = `${sizes.left}px`;
  return node;
}
