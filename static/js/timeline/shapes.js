// The three sides as shapes, the same as components/shapes.html draws on the server.

import { svg } from "./svg.js";

const LETTERS = { citizen: "B", authority: "M", external: "E" };

function body(side, inset, attributes) {
  const common = { "vector-effect": "non-scaling-stroke", ...attributes };
  if (side === "citizen") return svg("circle", { r: 12 - inset, ...common });
  if (side === "authority") {
    const edge = inset - 11.5;
    return svg("rect", { x: edge, y: edge, width: 23 - 2 * inset, height: 23 - 2 * inset, rx: 1.2, ...common });
  }
  const foot = 15 - 1.8 * inset;
  return svg("path", { d: `M0 ${1.9 * inset - 14}L${foot} ${12 - inset}H${-foot}Z`, ...common });
}

// `state` is "known", "unknown", "unasked", "not_relevant" or "attempt" (white with an edge in the hue).
export function shape(side, size, state = "known", mark = null) {
  const inset = state === "known" ? 0 : 1.5;
  const drawn = svg("svg", {
    class: "shape", "data-side": side, "data-state": state, width: size, height: size, viewBox: "-12 -12 24 24", "aria-hidden": "true",
  });
  if (state === "not_relevant") {
    drawn.append(svg("line", { class: "dash", x1: -7, x2: 7, "vector-effect": "non-scaling-stroke" }));
    return drawn;
  }
  drawn.append(body(side, inset, { class: "body" }));
  if (state === "unasked") drawn.append(body(side, inset, { fill: "url(#hatch-shape)" }));
  if (mark !== null) drawn.append(letter(side, mark));
  return drawn;
}

function letter(side, mark) {
  const low = side === "external";
  return svg("text", { y: low ? 7.6 : 4.7, "font-size": low ? 11 : 13 }, mark);
}

export const badge = (side, size) => shape(side, size, "known", LETTERS[side]);

// The same shape inside a drawing, centred on a point.
export function marker(side, x, y, size) {
  const at = `translate(${x} ${y}) scale(${size / 24})`;
  return svg("g", { class: "marker", "data-side": side, transform: at }, body(side, 0, {}));
}
