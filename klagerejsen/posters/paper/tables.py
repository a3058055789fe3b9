"""A table with a rule above each row: its cells hold texts below one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from klagerejsen.posters.paper.display import Cell, Grid, Mark, Passage, Pen, Style, stroke
from klagerejsen.posters.paper.ink import HAIRLINE, leading
from klagerejsen.posters.paper.setting import Column, set_lines

Parts = Sequence[tuple[str, Style]]
"""What stands in a cell, each text in its style; an empty one takes no room."""
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Table:
    """Titles above columns, each with its share of the width, and the rows below them."""

    shares: Sequence[float]
    titles: Sequence[str]
    head: Style
    rows: Sequence[Sequence[Parts]]
    ours: bool = False

    def set(self, column: Column) -> None:
        """Set the table in a column and move on."""
        widths = tuple(column.measure * share for share in self.shares)
        xs = [column.x + sum(widths[:place]) for place in range(len(widths))]
        heads = (
            set_lines(title, self.head, x, column.y, wide - _GAP / 2, True)
            for title, x, wide in zip(self.titles, xs, widths, strict=True)
        )
        rows = [tuple(Cell((head,)) for head in heads)]
        heights = [max(len(cell.texts[0].lines) for cell in rows[0]) * leading(self.head.size) + 1.0]
        rules: list[Mark] = []
        y = column.y + heights[0]
        for row in self.rows:
            rules.append(stroke(Pen(HAIRLINE, 0.22), (column.x, y), (column.x + column.measure, y)))
            cells = [
                _cell(parts, x, y + 1.0, wide - _GAP, self.ours) for parts, x, wide in zip(row, xs, widths, strict=True)
            ]
            rows.append(tuple(cell for cell, _tall in cells))
            heights.append(max(tall for _cell_, tall in cells) + 2.2)
            y += heights[-1]
        column.passages.append(Passage("artifact", tuple(rules)))
        grid = Grid(column.x, column.y, widths, tuple(heights), tuple(rows))
        column.passages.append(Passage("table", grid=grid))
        column.y = y


def _cell(parts: Parts, x: float, top: float, measure: float, ours: bool) -> tuple[Cell, float]:
    """Set the texts of a cell below one another; return the cell and its height."""
    texts = []
    y = top
    for text, face in parts:
        if text:
            found = set_lines(text, face, x, y, measure, ours)
            texts.append(found)
            y += len(found.lines) * found.leading
    return Cell(tuple(texts)), y - top
