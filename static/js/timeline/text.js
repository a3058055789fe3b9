// Measures and breaks text as the page would set it. Widths are kept, since the same words come back at every zoom.

const canvas = document.createElement("canvas").getContext("2d");
const widths = new Map();

export function fontOf(element, size, weight = 400) {
  return `${weight} ${size}px ${getComputedStyle(element).fontFamily}`;
}

export function widthOf(text, font) {
  const key = `${font}\n${text}`;
  if (!widths.has(key)) {
    canvas.font = font;
    widths.set(key, canvas.measureText(text).width);
  }
  return widths.get(key);
}

export function forgetWidths() {
  widths.clear();
}

// Breaks into the fewest lines that fit, then evens them out, so that no line holds a single short word.
export function wrap(text, font, most) {
  const greedy = breakAt(text, font, most);
  if (greedy.length < 2) return greedy;
  let narrow = most / greedy.length;
  let wide = most;
  while (wide - narrow > 4) {
    const middle = (narrow + wide) / 2;
    if (breakAt(text, font, middle).length <= greedy.length) wide = middle;
    else narrow = middle;
  }
  return breakAt(text, font, wide);
}

function breakAt(text, font, most) {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(clean(longer), font) <= most) {
      line = longer;
      continue;
    }
    const [head, tail] = hyphenated(line, word, font, most);
    if (head) {
      lines.push(head);
      line = tail;
    } else {
      if (line) lines.push(line);
      const [first, rest] = widthOf(clean(word), font) > most ? hyphenated("", word, font, most) : [];
      if (first) lines.push(first);
      line = first ? rest : word;
    }
  }
  if (line) lines.push(line);
  return lines.map(clean);
}

// A soft hyphen is where the author allows a break.
function hyphenated(line, word, font, most) {
  if (!word.includes("\u00ad")) return [];
  const [first, ...rest] = word.split("\u00ad");
  const head = `${line ? `${line} ` : ""}${first}-`;
  return widthOf(head, font) <= most ? [head, rest.join("\u00ad")] : [];
}

const clean = (text) => text.replaceAll("\u00ad", "");
export const widest = (lines, font) => Math.max(0, ...lines.map((line) => widthOf(line, font)));
