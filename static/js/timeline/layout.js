// Where the bands, lanes, findings and the curve stand from top to bottom. Pure: sizes in, pixels out.

// Lanes get what their number of events needs; what room is left is shared by all of them, in proportion.
export function layOut(payload, glasses, sizes, { height, findingRows }) {
  const rows = sizes.findings ? Math.max(findingRows, 1) * sizes.findingRow + 18 : 0;
  const strip = sizes.curves && payload.curves.some((curve) => curve.points.length) ? sizes.curve + 16 : 0;
  const bands = payload.sides.map((side) => bandOf(side.code, payload, glasses, sizes)).filter((band) => band.lanes.length);
  stretch(bands, height - sizes.axis - rows - strip - bands.length * sizes.bandGap, sizes);
  return stacked(bands, sizes, rows, strip);
}

function bandOf(side, payload, glasses, sizes) {
  const lanes = payload.lanes.filter((lane) => lane.side === side);
  const heights = lanes.map((lane) => natural(lane, lanes, payload, sizes));
  const grown = glasses === side ? 1.5 : 1;
  return { side, lanes, grown, heights: heights.map((lane) => lane * grown) };
}

function natural(lane, lanes, payload, sizes) {
  const events = payload.events.filter((event) => event.lane === lane.id).length;
  if (lanes.length === 1) return sizes.lane.single;
  return events >= 3 ? sizes.lane.many : sizes.lane.few;
}

function stretch(bands, room, sizes) {
  const lanes = bands.flatMap((band) =>
    band.heights.map((height) => ({
      height,
      least: (band.lanes.length === 1 ? sizes.single : sizes.lane.least) * band.grown,
      most: Math.max(sizes.lane.most * band.grown, height),
    })),
  );
  share(lanes, room);
  for (const band of bands) band.heights = lanes.splice(0, band.heights.length).map((lane) => Math.round(lane.height));
}

// Scales to the room; a lane that reaches its least or most stays there, and the others share what is left.
function share(lanes, room) {
  let free = lanes;
  for (let round = 0; round < 4 && free.length; round += 1) {
    const taken = total(lanes.filter((lane) => !free.includes(lane)).map((lane) => lane.height));
    const factor = (room - taken) / total(free.map((lane) => lane.height));
    for (const lane of free) lane.height = Math.min(Math.max(lane.height * factor, lane.least), lane.most);
    free = free.filter((lane) => lane.height > lane.least && lane.height < lane.most);
  }
}

function stacked(bands, sizes, rows, strip) {
  let top = sizes.axis;
  const lanes = new Map();
  // Above a bar stand the side's own attempts and their names.
  const lineIn = (band, height) => (band.grown > 1 && band.lanes.length === 1 ? Math.min(Math.max(height / 2, sizes.attempts + sizes.bar / 2), height - sizes.bar / 2 - 4) : height / 2);
  for (const band of bands) {
    band.top = top;
    band.lanes.forEach((lane, index) => {
      const height = band.heights[index];
      const last = index === band.lanes.length - 1;
      lanes.set(lane.id, { ...lane, top, height, line: top + lineIn(band, height), first: index === 0, outer: height + (last ? sizes.bandGap : 0) });
      top += height + (last ? sizes.bandGap : 0);
    });
    band.bottom = top - sizes.bandGap;
    for (const lane of band.lanes) Object.assign(lanes.get(lane.id), { only: band.lanes.length === 1, bandTop: band.top, bandBottom: band.bottom });
    const only = lanes.get(band.lanes[0].id);
    band.bar = band.lanes.length === 1 ? only.line : (band.top + band.bottom) / 2;
  }
  const findings = { top, height: rows };
  const curve = { top: top + rows, height: strip };
  return { bands, lanes, findings, curve, bandsBottom: top - sizes.bandGap, bottom: top + rows + strip };
}

const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
