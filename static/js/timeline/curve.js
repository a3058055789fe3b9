// How it was, from −2 to +2, one line per side. Broken where a side did not know or was not asked:
// the server says which points are joined.

import { marker } from "./shapes.js";
import { dayOf } from "./scale.js";
import { px, svg } from "./svg.js";

// Equal answers would hide each other; the sides stand a little apart.
const APART = { citizen: -3, authority: 0, external: 3 };
const STEPS = [2, 1, 0, -1, -2];

const heightOf = (score, { curve }) => curve.top + 10 + ((2 - score) / 4) * (curve.height - 26);

export function curveGrid({ layout, sizes, width }) {
  return STEPS.flatMap((score) => {
    const y = px(heightOf(score, layout));
    const line = svg("line", { class: score === 0 ? "curve-zero" : "curve-step", x1: sizes.left, x2: sizes.left + width, y1: y, y2: y });
    const text = score % 2 === 0 ? svg("text", { class: "curve-score", x: sizes.left - 10, y: y + 4.5 }, label(score)) : null;
    return text ? [line, text] : [line];
  });
}

const label = (score) => (score > 0 ? `+${score}` : score < 0 ? `−${-score}` : "0");

export function drawCurves(view) {
  const shown = view.payload.curves.filter((curve) => view.glasses === "everyone" || curve.side === view.glasses);
  // The citizen is drawn last, on top: the case is about her.
  return shown.toReversed().map((curve) => one(curve, view));
}

function one(curve, view) {
  const apart = view.glasses === "everyone" ? APART[curve.side] : 0;
  const places = curve.points.map((point) => [view.scale.at(point.day) + apart, heightOf(point.score, view.layout)]);
  const pieces = curve.segments.flatMap((run) =>
    run.slice(1).map((index, n) => piece(curve, places, run[n], index, view)),
  );
  const size = view.sizes.curveMarker;
  const markers = places.map(([x, y]) => marker(curve.side, px(x), px(y), size));
  return svg("g", { class: "curve", "data-side": curve.side }, ...joined(pieces), ...markers);
}

function piece(curve, places, from, to, view) {
  const [start, end] = [dayOf(curve.points[from].day), dayOf(curve.points[to].day)];
  const folded = view.folds.some((fold) => start < fold.to && end > fold.from);
  return { folded, from: places[from], to: places[to] };
}

// One path per run keeps dashes even from piece to piece; over a fold the line is drawn at half strength.
function joined(pieces) {
  const path = (some) => some.map(({ from, to }) => `M${px(from[0])} ${px(from[1])}L${px(to[0])} ${px(to[1])}`).join("");
  const plain = pieces.filter((each) => !each.folded);
  const folded = pieces.filter((each) => each.folded);
  return [
    plain.length ? svg("path", { d: path(plain) }) : null,
    folded.length ? svg("path", { class: "folded", d: path(folded) }) : null,
  ].filter(Boolean);
}
