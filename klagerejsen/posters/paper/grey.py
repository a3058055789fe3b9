"""The poster without colour: every ink becomes the grey that is as light as it was.

Sides stay apart by letter, shape, line and position, which carry the difference on the coloured sheet too.
"""

from dataclasses import replace
from functools import cache

from klagerejsen.posters.paper.display import Cell, Grid, Layout, Line, Mark, Passage, Pen, Text


def in_grey(layout: Layout) -> Layout:
    """Return the layout in greys of the same luminance (WCAG 2), so that every contrast is kept."""
    sheets = (replace(sheet, passages=tuple(map(_passage, sheet.passages))) for sheet in layout.sheets)
    return replace(layout, sheets=tuple(sheets))


@cache
def grey(ink: str) -> str:
    """Return the grey as light as an ink, both as #rrggbb.

    >>> grey("#ffffff"), grey("#0f4c81"), grey("#a8430a")
    ('#ffffff', '#4a4a4a', '#636363')
    """
    luminance = sum(
        share * _linear(int(ink[at : at + 2], 16) / 255) for share, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5))
    )
    level = 12.92 * luminance if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055
    return "#" + f"{round(level * 255):02x}" * 3


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _passage(passage: Passage) -> Passage:
    marks = tuple(map(_mark, passage.marks))
    return replace(passage, marks=marks, grid=passage.grid and _grid(passage.grid))


def _grid(grid: Grid) -> Grid:
    rows = tuple(tuple(Cell(tuple(map(_text, cell.texts))) for cell in row) for row in grid.rows)
    return replace(grid, rows=rows)


def _mark(mark: Mark) -> Mark:
    if isinstance(mark, Text):
        return _text(mark)
    return replace(mark, fill=mark.fill and grey(mark.fill), pen=mark.pen and _pen(mark.pen))


def _text(text: Text) -> Text:
    return replace(text, lines=tuple(map(_line, text.lines)))


def _line(line: Line) -> Line:
    return tuple(replace(run, style=replace(run.style, ink=grey(run.style.ink))) for run in line)


def _pen(pen: Pen) -> Pen:
    return replace(pen, ink=grey(pen.ink))
