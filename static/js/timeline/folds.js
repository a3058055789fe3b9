// A fold: a torn gap in the ground colour that says how many days are folded away, and why it was quiet.

import { fontOf, widest, wrap } from "./text.js";
import { px, svg } from "./svg.js";

const TOOTH = 5;

// The gap is as wide as its longest word needs.
export function gapFor(folds, element, sizes) {
  if (!folds.length) return 0;
  const font = fontOf(element, sizes.label);
  const words = folds.flatMap((fold) => wrap(`${fold.unit} ${fold.reason}`, font, sizes.fold - 4));
  return Math.ceil(Math.max(sizes.fold, widest(words, font) + 4));
}

export function drawFolds(view, room) {
  return view.folds.map((fold) => drawFold(fold, view, room));
}

function drawFold(fold, view, room) {
  const { layout, sizes } = view;
  const left = view.scale.x(fold.from);
  const right = left + view.gap;
  const top = sizes.axis * 0.42;
  const bottom = layout.bottom;
  room.add({ left: left - TOOTH, right: right + TOOTH - 2, top: 0, bottom, hard: true });
  return svg(
    "g",
    { class: "fold", role: "img", "aria-label": fold.name },
    svg("path", { class: "fold-ground", d: `M${tear(left, top, bottom)}L${tear(right, bottom, top)}Z` }),
    svg("path", { class: "fold-edge", d: `M${tear(left, top, bottom)}M${tear(right, top, bottom)}` }),
    ...words(fold, (left + right) / 2, top, view),
  );
}

// A zigzag from one height to another.
function tear(x, from, to) {
  const steps = Math.max(2, Math.round(Math.abs(to - from) / 8));
  const points = Array.from({ length: steps + 1 }, (_, n) => {
    const y = from + ((to - from) * n) / steps;
    return `${px(x + (n % 2 ? TOOTH : -TOOTH) * (from < to ? 1 : steps % 2 ? -1 : 1))} ${px(y)}`;
  });
  return points.join("L");
}

function words(fold, x, top, view) {
  const { sizes } = view;
  const font = fontOf(view.element, sizes.label);
  const width = view.gap - 4;
  const figure = svg("text", { class: "fold-figure", x: px(x), y: px(top + sizes.foldFigure + 4), "font-size": sizes.foldFigure }, fold.figure);
  const text = (line, n, y) => svg("text", { class: "fold-words", x: px(x), y: px(y + n * sizes.leading * 1.05), "font-size": sizes.label }, line);
  const unit = wrap(fold.unit, font, width * 0.8);
  const start = top + sizes.foldFigure + 4 + sizes.leading * 1.25;
  const reason = sizes.labels === "focus" ? [] : wrap(fold.reason, font, width);
  const after = start + (unit.length + 0.7) * sizes.leading * 1.05;
  return [figure, ...unit.map((line, n) => text(line, n, start)), ...reason.map((line, n) => text(line, n, after))];
}
