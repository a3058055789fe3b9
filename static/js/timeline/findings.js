// The row of findings: a bracket over exactly the days it covers, or a diamond for one day, named in words.
// Certain is solid and possible dashed; confirmed has a check after its name, disputed a question mark.

import { fontOf, widthOf } from "./text.js";
import { px, svg } from "./svg.js";

const TICK = 4;
const SPACE = 8;
const SHORTEST_STUB = 10;

export function shownFindings({ payload, glasses, sizes, allFindings }) {
  if (!sizes.findings) return [];
  const marks = payload.findings.marks;
  if (glasses === "everyone") return allFindings ? marks : marks.filter((mark) => mark.front);
  return marks.filter((mark) => mark.sides.includes(glasses)).slice(0, allFindings ? marks.length : 7);
}

// Packs the marks into as few rows as their words allow.
export function packFindings(view) {
  const font = fontOf(view.element, view.sizes.label);
  const rows = [];
  return shownFindings(view)
    .map((mark) => placed(mark, view, font))
    .sort((one, other) => one.left - other.left || other.right - one.right)
    .map((mark) => {
      let row = rows.findIndex((end) => end + 14 <= mark.left);
      if (row < 0) row = rows.push(0) - 1;
      rows[row] = mark.right;
      return { ...mark, row };
    });
}

function placed(mark, view, font) {
  const began = view.scale.at(mark.start);
  const from = Math.max(began, 0);
  const to = Math.max(view.scale.at(mark.end), from);
  const words = widthOf(mark.name, font) + (mark.status === "confirmed" ? 20 : mark.status === "disputed" ? 12 : 0);
  const place = wordsPlace(mark, from, to, words, view);
  const left = Math.min(from - TICK, place.x);
  return { mark, from, to, open: began < 0, words, ...place, left, right: Math.max(to + TICK, place.x + words) };
}

function wordsPlace(mark, from, to, words, view) {
  const seen = [Math.max(from, view.clip[0]), Math.min(to, view.clip[1])];
  if (!mark.point && seen[1] - seen[0] > words + 2 * (SPACE + SHORTEST_STUB)) {
    return { x: (seen[0] + seen[1] - words) / 2, inside: true };
  }
  const beside = to + SPACE + (mark.point ? 1 : 0);
  const free = beside + words <= view.scale.width - 4 && !overFold(beside, beside + words, view);
  return { x: free ? beside : from - SPACE - words, inside: false };
}

function overFold(left, right, { folds, scale, gap }) {
  return folds.some((fold) => left < scale.x(fold.from) + gap && right > scale.x(fold.from));
}

export function drawFindings(view) {
  const { layout, sizes } = view;
  return (view.packed ?? []).map((place) => {
    const y = layout.findings.top + 14 + place.row * sizes.findingRow;
    return draw(place, y);
  });
}

function draw({ mark, from, to, open, words, x, inside, left, right }, y) {
  const lines = mark.point ? diamond(from, y) : bracket(from, to, y, open, inside ? [x - SPACE, x + words + SPACE] : null);
  const group = svg("g", {
    class: `finding ${mark.certain ? "certain" : "possible"}`, role: "button", tabindex: 0, "data-finding": mark.key, "data-status": mark.status,
    "aria-label": mark.name,
  });
  const hit = svg("rect", { class: "hit", x: px(left), y: px(y - 11), width: px(right - left), height: 22 });
  group.append(hit, lines, svg("text", { x: px(x), y: px(y + 4.5) }, mark.status === "disputed" ? `${mark.name} ?` : mark.name));
  if (mark.status === "confirmed") group.append(check(x + words - 12, y));
  return group;
}

// What began before the first day drawn has no tick on that side.
function bracket(from, to, y, open, hole) {
  const ends = `${open ? "" : `M${px(from)} ${y - TICK}V${y + TICK}`}M${px(to)} ${y - TICK}V${y + TICK}`;
  const line = hole ? `M${px(from)} ${y}H${px(hole[0])}M${px(hole[1])} ${y}H${px(to)}` : `M${px(from)} ${y}H${px(to)}`;
  return svg("g", {}, svg("path", { class: "bracket", d: line }), svg("path", { class: "ends", d: ends }));
}

function diamond(x, y) {
  return svg("path", { class: "diamond", d: `M${px(x)} ${y - 5}l5 5-5 5-5-5Z` });
}

function check(x, y) {
  return svg("path", { class: "check", d: `M${px(x)} ${y}l3.5 3.5 6.5-8` });
}
