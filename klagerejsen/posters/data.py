"""A layout as plain JSON values, for the template that sets it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from klagerejsen.posters.display import Face, Grid, Layout, Line, Passage, Run, Sheet, Style, Text
from klagerejsen.posters.typeface import HYPHEN, line_width
from klagerejsen.posters.vectors import drawing, layered

_WEIGHT: dict[Face, tuple[int, str]] = {
    "regular": (400, "normal"),
    "italic": (400, "italic"),
    "semibold": (600, "normal"),
    "bold": (700, "normal"),
}


class Styles:
    """The distinct styles of a poster, each written once and named by its place."""

    def __init__(self) -> None:
        self.places: dict[Style, int] = {}

    def place(self, style: Style) -> int:
        """Return the number of a style."""
        return self.places.setdefault(style, len(self.places))

    def listed(self) -> list[dict[str, Any]]:
        """Return the styles by number."""
        return [
            {"size": style.size, "ink": style.ink, "weight": _WEIGHT[style.face][0], "style": _WEIGHT[style.face][1]}
            for style in self.places
        ]


def as_json(layout: Layout) -> str:
    """Return the layout as JSON text."""
    styles = Styles()
    sheets = [_sheet(sheet, styles) for sheet in layout.sheets]
    return json.dumps({
        "title": layout.title,
        "language": layout.language,
        "text_language": layout.text_language,
        "made": layout.made,
        "styles": styles.listed(),
        "sheets": sheets,
    }, ensure_ascii=False, separators=(",", ":"))  # fmt: skip


def _sheet(sheet: Sheet, styles: Styles) -> dict[str, Any]:
    passages = [
        _passage(passage, drawing(shapes, sheet.width, sheet.height) if shapes else None, styles)
        for passage, shapes in layered(sheet.passages)
    ]
    return {"width": sheet.width, "height": sheet.height, "scale": sheet.scale, "passages": passages}


def _passage(passage: Passage, shapes: str | None, styles: Styles) -> dict[str, Any]:
    return {
        "role": passage.role,
        "level": passage.level,
        "alt": passage.alt,
        "drawing": shapes,
        "texts": [_text(mark, styles) for mark in passage.marks if isinstance(mark, Text)],
        "grid": _grid(passage.grid, styles) if passage.grid else None,
    }


def _grid(grid: Grid, styles: Styles) -> dict[str, Any]:
    return {
        "x": _mm(grid.x),
        "y": _mm(grid.y),
        "widths": grid.widths,
        "heights": grid.heights,
        "rows": [[[_text(text, styles) for text in cell.texts] for cell in row] for row in grid.rows],
    }


def _text(text: Text, styles: Styles) -> dict[str, Any]:
    return {
        "x": _mm(text.x),
        "y": _mm(text.y),
        "leading": _mm(text.leading),
        "indent": _mm(text.indent),
        "anchor": text.anchor,
        "turned": text.turned,
        "room": _mm(max(line_width(line) for line in text.lines) + 10),
        "lines": [[_run(run, styles) for run in line] for line in _spaced(text.lines)],
    }


def _spaced(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the lines with a space at their ends, so that nobody who hears or copies them joins two words."""
    for line in lines:
        last = line[-1]
        text = last.text if last.text.endswith(HYPHEN) else f"{last.text} "
        yield (*line[:-1], replace(last, text=text))


def _run(run: Run, styles: Styles) -> tuple[str, int, int]:
    return run.text, styles.place(run.style), 0 if run.ours else 1


def _mm(value: float) -> float:
    return round(value, 3)
