// What is drawn how large, for the two places the timeline is seen: on a laptop and from the back row.

const BOARD = {
  left: 188,
  names: { left: 55, size: 13, most: 128 },
  axis: 44,
  monthChars: 5,
  shape: 14,
  badge: 24,
  label: 13,
  leading: 15,
  labelWidth: 128,
  clear: 13,
  fold: 64,
  foldFigure: 18,
  quietFigure: 25,
  smallFigure: 20,
  bar: 64,
  attempts: 47,
  bandGap: 8,
  lane: { least: 44, few: 50, many: 66, most: 104, single: 88 },
  single: 78,
  findingRow: 20,
  curve: 96,
  curveMarker: 10,
  contactDot: 2.3,
  disc: 15,
  labels: "all",
  findings: true,
  curves: true,
  room: 24,
};

const SCREEN = {
  ...BOARD,
  left: 376,
  names: { left: 120, size: 28, most: 400 },
  axis: 80,
  monthChars: 4,
  shape: 26,
  badge: 56,
  label: 34,
  leading: 38,
  labelWidth: 420,
  clear: 26,
  fold: 118,
  foldFigure: 40,
  quietFigure: 56,
  smallFigure: 44,
  bar: 126,
  attempts: 60,
  bandGap: 12,
  lane: { least: 56, few: 62, many: 68, most: 150, single: 120 },
  single: 80,
  contactDot: 5,
  disc: 28,
  labels: "focus",
  findings: false,
  curves: false,
  room: 40,
};

// The drawing gives way to a lane whose name has a longer word than usual, so that it need not be broken.
export function sizesFor(variant, longestWord) {
  const sizes = variant === "screen" ? SCREEN : BOARD;
  const { left, size, most } = sizes.names;
  return { ...sizes, left: Math.max(sizes.left, left + Math.ceil(Math.min(longestWord(size), most)) + 4) };
}
