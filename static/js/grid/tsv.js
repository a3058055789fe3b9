// Cells as spreadsheets put them on the clipboard: tabs between cells, line ends between rows, quotes round the rest.

export function write(rows) {
  const quote = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quote).join("\t")).join("\n");
}

export function read(text) {
  const rows = [[""]];
  let quoted = false;
  const line = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    const row = rows.at(-1);
    if (quoted && sign === '"' && line[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (sign === '"' && (quoted || row.at(-1) === "")) quoted = !quoted;
    else if (quoted || (sign !== "\t" && sign !== "\n")) row[row.length - 1] += sign;
    else if (sign === "\t") row.push("");
    else rows.push([""]);
  }
  return rows;
}
