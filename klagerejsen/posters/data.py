"""A layout as plain JSON values, for the template that sets it."""

import json
from collections.abc import Sequence
from typing import Any

from klagerejsen.posters.display import Face, Grid, Layout, Line, Passage, Sheet, Style, Text, Window
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
    return {
        "width": sheet.width,
        "height": sheet.height,
        "scale": sheet.scale,
        "window": _window(sheet.window) if sheet.window else None,
        "passages": _passages(sheet.passages, _far_corner(sheet), styles),
        "over": _passages(sheet.over, (sheet.width, sheet.height), styles),
    }


def _far_corner(sheet: Sheet) -> tuple[float, float]:
    """Return how large the drawings must be to hold everything that is seen."""
    if sheet.window is None:
        return sheet.width, sheet.height
    return sheet.window.seen.right, sheet.window.seen.bottom


def _window(window: Window) -> dict[str, Any]:
    seen = window.seen
    size = {"width": _mm(seen.right - seen.left), "height": _mm(seen.bottom - seen.top)}
    return {"x": _mm(window.x), "y": _mm(window.y), "left": _mm(seen.left), "top": _mm(seen.top), **size}


def _passages(passages: Sequence[Passage], size: tuple[float, float], styles: Styles) -> list[dict[str, Any]]:
    """Return passages whose drawings are of this size."""
    found = []
    for passage, shapes in layered(passages):
        found.append(_passage(passage, drawing(shapes, *size) if shapes else None, size, styles))
    return found


def _passage(passage: Passage, shapes: str | None, size: tuple[float, float], styles: Styles) -> dict[str, Any]:
    return {
        "width": size[0],
        "height": size[1],
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
        "room": 0.0 if text.anchor == "start" else _mm(max(line_width(line) for line in text.lines) + 10),
        "lines": [_line(line, styles) for line in text.lines],
    }


def _line(line: Line, styles: Styles) -> list[tuple[str, int, int]]:
    """Return a line with a space at its end, so that nobody who hears or copies it joins two words."""
    found = [(run.text, styles.place(run.style), 0 if run.ours else 1) for run in line]
    text, place, foreign = found[-1]
    if not text.endswith(HYPHEN):
        found[-1] = f"{text} ", place, foreign
    return found


def _mm(value: float) -> float:
    return round(value, 3)
