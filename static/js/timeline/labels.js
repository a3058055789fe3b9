// Finds a free place for each label: above, below or beside its shape, start- or end-aligned, on three levels.
// Where none is free the label is left to the list and the shape stays. Pure: rectangles in, places out.

const CELL = 64;
const MOST_COST = 10;
// The event in focus is always named: where it finds no place, its label goes down the line that leads to its card, or
// up, to where it covers least. This is what covering something hard costs there, and going on by a point.
const COVERED = 20;
const WAY = 0.05;
// Where more labels than this are left over, pushing them about would not make the picture any clearer.
const MOST_MOVES = 40;

// What is taken. Hard obstacles may not be touched; soft ones (thin lines) only cost.
export class Room {
  constructor() {
    this.cells = new Map();
  }

  add(rect) {
    for (const cell of this.#cellsOf(rect)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(rect);
    }
  }

  remove(rect) {
    for (const cell of this.#cellsOf(rect)) {
      const there = this.cells.get(cell);
      there.splice(there.indexOf(rect), 1);
    }
  }

  // Everything a rectangle would touch, apart from what belongs to the same event.
  touched(rect, own) {
    const found = new Set();
    for (const cell of this.#cellsOf(rect)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (other.own !== own && touching(rect, other)) found.add(other);
      }
    }
    return [...found];
  }

  // The same as a sum, giving up at the first hard obstacle, or paying `hard` for each. A rectangle in several cells is
  // counted once.
  cost(rect, own, hard = Infinity) {
    const round = (this.round = (this.round ?? 0) + 1);
    let sum = 0;
    for (let cell = Math.floor(rect.left / CELL); cell <= Math.floor(rect.right / CELL); cell += 1) {
      for (const other of this.cells.get(cell) ?? []) {
        if (other.round === round || other.own === own || !touching(rect, other)) continue;
        other.round = round;
        sum += other.hard ? hard : other.cost;
        if (sum === Infinity) return sum;
      }
    }
    return sum;
  }

  *#cellsOf({ left, right }) {
    for (let cell = Math.floor(left / CELL); cell <= Math.floor(right / CELL); cell += 1) yield cell;
  }
}

function touching(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

// `wishes` are labels in order of importance: { id, x, y, texts: [{lines, width}], band, prefer }.
export function placeLabels(wishes, room, frame) {
  const placed = new Map();
  const put = (wish, place) => {
    place.taken = { ...place.rect, hard: true, own: wish.id, label: wish };
    room.add(place.taken);
    placed.set(wish.id, place);
  };
  const left = [];
  for (const wish of wishes) {
    const best = bestPlace(wish, room, frame) ?? (wish.fixed && placeFarther(wish, room, frame));
    if (best) put(wish, best);
    else left.push(wish);
  }
  if (left.length <= MOST_MOVES) left.forEach((wish) => makeRoom(wish, room, frame, placed, put));
  return placed;
}

// A label that found no place may push one other label aside, if that one has somewhere else to go.
function makeRoom(wish, room, frame, placed, put) {
  for (const place of candidates(wish, frame)) {
    if (outsideFrame(place.rect, frame) || outside(place.rect, wish.band) === Infinity) continue;
    const inTheWay = room.touched(place.rect, wish.id).filter((other) => other.hard);
    const [only] = inTheWay;
    if (inTheWay.length !== 1 || !only.label || only.label.fixed) continue;
    room.remove(only);
    const mine = { ...place.rect, hard: true, own: wish.id };
    room.add(mine);
    const elsewhere = bestPlace(only.label, room, frame);
    room.remove(mine);
    if (elsewhere) {
      put(only.label, elsewhere);
      put(wish, place);
      return;
    }
    room.add(only);
  }
}

function bestPlace(wish, room, frame) {
  let best = null;
  for (const place of candidates(wish, frame)) {
    if (best && place.cost >= best.cost) continue;
    if (outsideFrame(place.rect, frame)) continue;
    const cost = place.cost + outside(place.rect, wish.band) + room.cost(place.rect, wish.id);
    if (cost < MOST_COST && (!best || cost < best.cost)) best = { ...place, cost };
  }
  return best;
}

function placeFarther(wish, room, frame) {
  const found = [...upAndDown(wish, frame)].filter(({ rect }) => !outsideFrame(rect, frame));
  const costs = found.map((place) => place.cost + room.cost(place.rect, wish.id, COVERED));
  return found[costs.indexOf(Math.min(...costs))];
}

function* upAndDown(wish, { leading, half, top, bottom }) {
  for (const text of wish.texts) {
    const height = text.lines.length * leading;
    for (let row = top; row + height <= bottom; row += leading / 2) {
      const cost = Math.abs(row + height / 2 - wish.y) * WAY;
      for (const anchor of beside(wish, text, 2 * half)) yield candidate(text, { top: row, cost }, anchor, height);
    }
  }
}

function outsideFrame(rect, frame) {
  return rect.left < frame.left || rect.right > frame.right || rect.top < frame.top || rect.bottom > frame.bottom;
}

// A label may lean out of its band a little, but not stand in another one.
function outside(rect, band) {
  const over = Math.max(band.top - rect.top, rect.bottom - band.bottom, 0);
  return over <= 2 ? 0 : over <= 14 ? 3 : over <= 30 ? 6 : Infinity;
}

function* candidates(wish, { clear, leading, half }) {
  for (const text of wish.texts) {
    const height = text.lines.length * leading;
    for (const row of rows(wish, height, clear, leading)) {
      for (const anchor of row.beside ? beside(wish, text, half) : alongside(wish, text, half)) {
        yield candidate(text, row, anchor, height);
      }
    }
  }
}

function candidate(text, row, { anchor, x, left, cost }, height) {
  const rect = { left: left - 2, right: left + text.width + 2, top: row.top, bottom: row.top + height };
  return { lines: text.lines, anchor, x, y: row.top, cost: text.cost + row.cost + cost, rect };
}

function rows({ y, prefer, only }, height, clear, leading) {
  const above = { top: y - clear - height + 2, cost: prefer === "above" ? 0 : 0.6 };
  const below = { top: y + clear - 3, cost: prefer === "below" ? 0 : 0.6 };
  const middle = { top: y - height / 2, cost: 1.4, beside: true };
  const higher = { top: above.top - leading, cost: 2.6 };
  const lower = { top: below.top + leading, cost: 2.6 };
  return only === "above" ? [above, higher] : [above, below, middle, higher, lower];
}

function alongside({ x }, { width }, half) {
  return [
    { anchor: "start", x: x - half, left: x - half, cost: 0 },
    { anchor: "end", x: x + half, left: x + half - width, cost: 0.2 },
    { anchor: "start", x: x + half - 1, left: x + half - 1, cost: 0.5 },
    { anchor: "end", x: x - half + 1, left: x - half + 1 - width, cost: 0.6 },
    { anchor: "middle", x, left: x - width / 2, cost: 0.4 },
  ];
}

function beside({ x, reach = 0 }, { width }, half) {
  const away = half + 8;
  return [
    { anchor: "start", x: x + away + reach, left: x + away + reach, cost: 0 },
    { anchor: "end", x: x - away, left: x - away - width, cost: 0.3 },
  ];
}
