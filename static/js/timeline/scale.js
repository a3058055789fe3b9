// Days to pixels and back, true to scale except at folds, which take a fixed width however far one zooms.

export const DAY = 86_400_000;

export const dayOf = (iso) => Date.parse(iso);
export const isoOf = (time) => new Date(Math.round(time / DAY) * DAY).toISOString().slice(0, 10);

// Positions ("x") count from the first day drawn. A fold keeps its last days drawn as the width of its gap,
// because vis-timeline can hide days but cannot leave an empty space where they were.
export function createScale({ start, end }, folds, pxPerDay, gap) {
  const first = dayOf(start);
  const last = dayOf(end);
  const kept = Math.min((gap / pxPerDay) * DAY, ...folds.map((fold) => (fold.to - fold.from) * 0.9));
  const hidden = folds.map((fold) => ({ start: fold.from + kept, end: fold.to }));

  const hiddenBefore = (time) =>
    hidden.reduce((sum, part) => sum + Math.max(0, Math.min(time, part.end) - part.start), 0);
  const x = (time) => ((time - hiddenBefore(time) - first) / DAY) * pxPerDay;

  function time(position) {
    let found = first + (position / pxPerDay) * DAY;
    for (const part of hidden) {
      if (found >= part.start) found += part.end - part.start;
    }
    return found;
  }

  return { x, time, hidden, pxPerDay, first, last, width: x(last), at: (iso) => x(dayOf(iso)) };
}

// How many pixels a day gets when the whole case is to fit into a width.
export function fitting({ start, end }, folds, width, gap) {
  const days = (dayOf(end) - dayOf(start)) / DAY;
  const folded = folds.reduce((sum, fold) => sum + (fold.to - fold.from) / DAY, 0);
  return Math.max(width - folds.length * gap, 40) / Math.max(days - folded, 1);
}
