// Contacts: a line from an event to the lane of the one who heard. No line arriving is the silence.
// Handovers: an S-curve with an open head into the lane that received the case.

import { px, svg } from "./svg.js";

export function drawContacts(view, room) {
  return view.payload.events.flatMap((event) =>
    contactsOf(event, view).map(({ lane }) => contact(event, lane, view, room)),
  );
}

// Everyone sees what reached the citizen; a side's glasses show what reached that side.
function contactsOf(event, view) {
  const side = view.glasses === "everyone" ? "citizen" : view.glasses;
  return event.contacts.filter((each) => each.side === side && view.layout.lanes.has(each.lane));
}

function contact(event, laneId, view, room) {
  const x = px(view.scale.at(event.at));
  const from = view.lineOf(event);
  const to = arrival(laneId, x, from, view);
  const away = Math.sign(to - from) * (view.sizes.shape / 2 + 2);
  room.add({ left: x - 2, right: x + 2, top: Math.min(from + away, to), bottom: Math.max(from + away, to), cost: 4, own: event.id });
  return svg(
    "g",
    { class: "contact", "data-side": event.side },
    svg("line", { x1: x, x2: x, y1: px(from + away), y2: px(to) }),
    svg("circle", { cx: x, cy: px(to), r: view.glasses === "everyone" ? view.sizes.contactDot : view.sizes.contactDot * 1.5 }),
  );
}

// With glasses on, the line ends at the edge of the bar; in Everyone, and where a side has several lanes and no
// bar at that time, at the line of the lane.
function arrival(laneId, x, from, view) {
  const lane = view.layout.lanes.get(laneId);
  const band = view.layout.bands.find((each) => each.side === lane.side);
  const barred = view.payload.silences.some(
    (silence) => silence.side === lane.side && x > view.scale.at(silence.outer_start) - 1 && x < view.scale.at(silence.outer_end) + 1,
  );
  if (view.glasses === "everyone" || (band.lanes.length > 1 && !barred)) return lane.line;
  const half = view.sizes.bar / 2 + 1;
  return from > band.bar ? band.bar + half : band.bar - half;
}

export function drawHandovers(view, room) {
  return view.payload.events.flatMap((event) =>
    event.handovers.filter((lane) => view.layout.lanes.has(lane)).map((lane) => handover(event, lane, view, room)),
  );
}

function handover(event, laneId, view, room) {
  const { sizes } = view;
  const x = view.scale.at(event.kind === "span" ? event.end : event.at);
  const down = Math.sign(view.layout.lanes.get(laneId).line - view.lineOf(event));
  const from = view.lineOf(event) + down * (sizes.shape / 2 + 2);
  const to = view.layout.lanes.get(laneId).line - down * 4;
  const lean = sizes.shape * 0.8;
  const head = sizes.shape * 0.32;
  const end = x + lean;
  const path = `M${px(x)} ${px(from)}C${px(x)} ${px(from + (to - from) * 0.45)} ${px(end)} ${px(from + (to - from) * 0.4)} ${px(end)} ${px(to)}`;
  const tip = `M${px(end - head)} ${px(to - down * head * 1.4)}L${px(end)} ${px(to)}L${px(end + head)} ${px(to - down * head * 1.4)}`;
  room.add({ left: x, right: end + head, top: Math.min(from, to), bottom: Math.max(from, to), cost: 4, own: event.id });
  return svg("path", { class: "handover", d: path + tip });
}
