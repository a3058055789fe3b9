// The words on the timeline: how long each silence was, and what the events are called.

import { placeLabels } from "./labels.js";
import { stateOf } from "./nodes.js";
import { dayOf } from "./scale.js";
import { fontOf, widest, widthOf, wrap } from "./text.js";
import { px, svg } from "./svg.js";

const COVERS = 99;

// Everyone: the days of a silence where its rectangle is emptiest. With glasses on the bar itself carries them.
export function drawFigures(view, room) {
  if (view.glasses !== "everyone") {
    reserveBars(view, room);
    reserveShapes(view, room);
    return [];
  }
  reserveShapes(view, room);
  return view.payload.silences.filter((each) => each.everyone).map((silence) => figure(silence, view, room)).filter(Boolean);
}

function reserveShapes(view, room) {
  const half = view.sizes.shape / 2 + 2;
  for (const event of view.payload.events) {
    const x = view.scale.at(event.at);
    const y = view.lineOf(event);
    const reach = event.kind === "day" ? half : 0;
    const left = reach ? x - reach : Math.min(view.scale.at(event.start), x - half);
    const right = reach ? x + reach : Math.max(view.scale.at(event.end), x + half);
    room.add({ left, right, top: y - half, bottom: y + half, hard: true, own: event.id });
  }
}

function reserveBars(view, room) {
  for (const silence of view.payload.silences.filter((each) => each.side === view.glasses)) {
    const band = view.layout.bands.find((each) => each.side === silence.side);
    if (!band) continue;
    const half = view.sizes.bar / 2;
    const [left, right] = [view.scale.at(silence.outer_start), view.scale.at(silence.outer_end)];
    room.add({ left, right, top: band.bar - half, bottom: band.bar + half, hard: true });
  }
}

function figure(silence, view, room) {
  const band = view.layout.bands.find((each) => each.side === silence.side);
  if (!band) return null;
  const [from, to] = stretch(silence, view);
  const best = freest(wordings(silence, to - from - 10, view), (words) => emptiest(words, band, from, to, view, room));
  if (!best) return null;
  room.add({ ...best.rect, hard: true });
  return svg("text", {
    class: "quiet-figure", "data-side": silence.side, x: px(best.rect.left), y: px(best.rect.bottom - best.size * 0.18), "font-size": best.size,
    "data-finding": silence.finding ?? undefined, role: silence.finding ? "button" : "img", tabindex: silence.finding ? 0 : undefined,
    "aria-label": silence.name,
  }, best.text);
}

// The days with their unit as large as they fit, then the figure alone.
function wordings(silence, room, view) {
  const { quietFigure, smallFigure } = view.sizes;
  const sizes = [quietFigure, smallFigure, smallFigure * 0.8];
  const short = silence.about ? `${view.payload.words.about} ${silence.figure}` : silence.figure;
  return [silence.label, short]
    .flatMap((text) => sizes.map((size) => ({ text, size, width: widthOf(text, fontOf(view.element, size, 600)) })))
    .filter(({ width }) => width <= room);
}

// The first that covers no event; where all do, the largest.
function freest(wordings, placed) {
  let largest = null;
  for (const words of wordings) {
    const found = { ...words, ...placed(words) };
    if (found.cost < COVERS) return found;
    largest ??= found;
  }
  return largest;
}

function emptiest({ width, size }, band, from, to, view, room) {
  return spots(band, from, to, width, size, view)
    .map((spot) => ({ ...spot, cost: spot.cost + Math.min(room.cost(spot.rect, null), COVERS) }))
    .sort((one, other) => one.cost - other.cost)[0];
}

// The days that are sure, if the words fit into them.
function stretch(silence, view) {
  const between = (start, end) => [view.scale.at(silence[start]), view.scale.at(silence[end])];
  const words = widthOf(silence.label, fontOf(view.element, view.sizes.quietFigure, 600)) + 14;
  const sure = between("sure_start", "sure_end");
  const whole = sure[1] - sure[0] > words ? sure : between("start", "end");
  // Zoomed in, the words stand in the part that is on view.
  const seen = [Math.max(whole[0], view.clip[0]), Math.min(whole[1], view.clip[1])];
  return seen[1] - seen[0] > words ? seen : whole;
}

// Rows of the band, and in each the end, the middle and the start of the rectangle; in a low band the line itself.
function spots(band, from, to, width, size, view) {
  const lines = band.lanes.map((lane) => view.layout.lanes.get(lane.id).line);
  const rows = [
    ...lines.map((line) => ({ top: line + view.sizes.shape / 2 + 3, cost: 0 })),
    ...lines.map((line) => ({ top: line - view.sizes.shape / 2 - 3 - size, cost: 0.5 })),
  ].filter((row) => row.top >= band.top && row.top + size <= band.bottom + 2);
  const [end, middle, start] = [to - width - 8, (from + to - width) / 2, from + 8];
  const [columns, there] = rows.length ? [[end, middle, start], rows] : [[middle, end, start], [{ top: band.bar - size / 2, cost: 0 }]];
  return there.flatMap((row) =>
    columns.map((left, n) => ({ cost: row.cost + n * 0.2, rect: { left, right: left + width, top: row.top, bottom: row.top + size } })),
  );
}

export function drawLabels(view, room) {
  const chosen = view.payload.events.find((event) => event.id === view.selected);
  if (chosen) room.add(focusLine(chosen, view));
  const wishes = ordered(view).map((event, index) => wish(event, index, view));
  const frame = { clear: view.sizes.clear, leading: view.sizes.leading, left: -4, right: view.scale.width + view.sizes.room - 6, top: view.sizes.axis - 1, bottom: view.layout.bandsBottom + 6, half: view.sizes.shape / 2 };
  const places = placeLabels(wishes, room, frame);
  return wishes.filter(({ id }) => places.has(id)).map(({ id, event }) => label(event, places.get(id), view));
}

// The line from the event in focus down to its card; its own label keeps clear of it too.
function focusLine(event, view) {
  const x = view.scale.at(event.at);
  return { left: x - 2, right: x + 2, top: view.lineOf(event) + view.sizes.disc, bottom: view.layout.bottom, cost: 5 };
}

// What matters most gets its place first: the event in focus, then what the side knew or did itself.
function ordered(view) {
  const events = view.sizes.labels === "focus" ? view.payload.events.filter((event) => event.id === view.selected) : view.payload.events;
  const rank = (event) => (event.id === view.selected ? 0 : ["attempt", "known"].includes(stateOf(event, view)) ? 1 : 2);
  return [...events].sort((one, other) => rank(one) - rank(other) || dayOf(one.at) - dayOf(other.at));
}

function wish(event, index, view) {
  const band = view.layout.bands.find((each) => each.lanes.some((lane) => lane.id === event.lane));
  const bold = event.id === view.selected || stateOf(event, view) === "attempt";
  const x = view.scale.at(event.at);
  const reach = event.kind === "day" ? 0 : Math.max(0, view.scale.at(event.end) - x - 4);
  return {
    id: event.id,
    event,
    x,
    y: view.lineOf(event),
    reach,
    band,
    texts: textsOf(event, bold, view),
    prefer: index % 2 ? "above" : "below",
    only: stateOf(event, view) === "attempt" ? "above" : undefined,
    fixed: event.id === view.selected,
  };
}

// On the screen the one event that is named also says when it was, and who alone knew of it.
function textsOf(event, bold, view) {
  const { sizes, element } = view;
  const texts = settings(event.title, fontOf(element, sizes.label, bold ? 600 : 400), sizes);
  if (sizes.labels !== "focus") return texts;
  const caption = widthOf(event.caption, fontOf(element, sizes.label * 0.85));
  return texts.map((text) => ({ ...text, lines: [event.caption, ...text.lines], width: Math.max(caption, text.width), caption: true }));
}

// The ways a title may be broken, from the one we like best.
function settings(title, font, { labelWidth }) {
  if (!title) return [];
  const full = widthOf(title, font);
  const found = [];
  if (full <= labelWidth) found.push({ lines: [title], cost: 0 });
  for (const [share, cost] of [[1, 0.2], [0.75, 1.2], [0.66, 2.2]]) {
    const lines = wrap(title, font, labelWidth * share);
    if (lines.length > 1 && lines.length <= 3) found.push({ lines, cost: cost + (lines.length - 2) * 0.6 });
  }
  if (!found.length) found.push({ lines: wrap(title, font, labelWidth * 1.3), cost: 2 });
  return found.filter(({ lines }) => lines.length <= 4).map((text) => ({ ...text, width: widest(text.lines, font) }));
}

function label(event, place, view) {
  const { sizes } = view;
  const lines = place.lines.map((line, n) =>
    svg("tspan", { x: px(place.x), y: px(place.y + (n + 0.8) * sizes.leading), class: n === 0 && sizes.labels === "focus" ? "caption" : undefined }, line),
  );
  return svg("text", {
    class: "label", "data-label": event.id, "data-side": event.side, "data-state": stateOf(event, view), "text-anchor": place.anchor,
    "aria-hidden": "true", "data-over": quietUnder(place, view),
  }, ...lines);
}

// Over a soft rectangle the halo of the words takes its colour.
function quietUnder(place, view) {
  if (view.glasses !== "everyone") return undefined;
  const middle = (place.rect.top + place.rect.bottom) / 2;
  const band = view.layout.bands.find(({ top, bottom }) => top <= middle && middle <= bottom);
  const over = view.payload.silences.some(
    (silence) => silence.everyone && silence.side === band?.side && view.scale.at(silence.start) < place.rect.right && view.scale.at(silence.end) > place.rect.left,
  );
  return over ? band.side : undefined;
}
