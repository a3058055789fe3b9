"""A layout as plain JSON values for the template that sets it: few, since each is read, hashed and asked for."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from klagerejsen.posters.drawing.vectors import drawing, layered
from klagerejsen.posters.paper.display import Face, Grid, Layout, Passage, Run, Sheet, Style, Text, Window
from klagerejsen.posters.paper.typeface import HYPHEN, line_width

_WEIGHT: dict[Face, tuple[int, str]] = {
    "regular": (400, "normal"),
    "italic": (400, "italic"),
    "semibold": (600, "normal"),
    "bold": (700, "normal"),
}
BREAK, INDENT = -1, -2
"""Stand where a run has the number of its face: a line ends here, the first line is indented by so much."""

Value = list[Any]


class Faces:
    """The distinct styles of a poster, each written once for every language it is used in, and named by its place."""

    def __init__(self, layout: Layout) -> None:
        self._quoted = layout.text_language if layout.text_language != layout.language else None
        self._places: dict[tuple[Style, str | None], int] = {}

    def run(self, run: Run) -> Value:
        """Return a run as the number of its face and its words."""
        key = run.style, None if run.ours else self._quoted
        return [self._places.setdefault(key, len(self._places)), run.text]

    def listed(self) -> list[dict[str, Any]]:
        """Return the faces by number."""
        return [_face(style) | ({"lang": language} if language else {}) for style, language in self._places]


def _face(style: Style) -> dict[str, Any]:
    weight, slope = _WEIGHT[style.face]
    return {"size": style.size, "ink": style.ink, "weight": weight, "style": slope}


def as_json(layout: Layout) -> str:
    """Return the layout as JSON text."""
    faces = Faces(layout)
    sheets = [_sheet(sheet, faces) for sheet in layout.sheets]
    return json.dumps({
        "title": layout.title,
        "language": layout.language,
        "made": layout.made,
        "faces": faces.listed(),
        "sheets": sheets,
    }, ensure_ascii=False, separators=(",", ":"), check_circular=False)  # fmt: skip


def _sheet(sheet: Sheet, faces: Faces) -> dict[str, Any]:
    return {
        "width": sheet.width,
        "height": sheet.height,
        "scale": sheet.scale,
        "window": _window(sheet.window) if sheet.window else None,
        "all": _passages(sheet.passages, _far_corner(sheet), faces),
        "over": _passages(sheet.over, (sheet.width, sheet.height), faces),
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


def _passages(passages: Sequence[Passage], size: tuple[float, float], faces: Faces) -> dict[str, Any]:
    """Return passages, and how large their drawings are."""
    found = [
        [passage.role, _more(passage), drawing(shapes, *size) if shapes else None, _groups(passage, faces)]
        for passage, shapes in layered(passages)
    ]
    return {"width": size[0], "height": size[1], "passages": found}


def _more(passage: Passage) -> Any:
    """Return what a role wants to know besides: a heading's level, a figure's words, a table's frame."""
    if passage.grid is not None:
        grid = passage.grid
        return {"x": _mm(grid.x), "y": _mm(grid.y), "widths": grid.widths, "heights": grid.heights}
    return passage.level if passage.role == "heading" else passage.alt


def _groups(passage: Passage, faces: Faces) -> list[list[Value]]:
    """Return the texts of a passage as one group, and those of a table cell by cell."""
    return _cells(passage.grid, faces) if passage.grid else [_texts(passage.marks, faces)]


def _cells(grid: Grid, faces: Faces) -> list[list[Value]]:
    lefts = [grid.x + sum(grid.widths[:column]) for column in range(len(grid.widths))]
    tops = [grid.y + sum(grid.heights[:row]) for row in range(len(grid.heights))]
    return [
        _texts(cell.texts, faces, left, top)
        for row, top in zip(grid.rows, tops, strict=True)
        for cell, left in zip(row, lefts, strict=True)
    ]


def _texts(marks: Iterable[object], faces: Faces, left: float = 0.0, top: float = 0.0) -> list[Value]:
    """Return each text as where it stands from a corner, its leading if it has one, its runs, and how it is held."""
    return [
        [
            _mm(text.x - left),
            _mm(text.y - top),
            _mm(text.leading) if len(text.lines) > 1 else 0,
            _runs(text, faces),
            _hold(text),
        ]
        for text in marks
        if isinstance(text, Text)
    ]


def _runs(text: Text, faces: Faces) -> list[Value]:
    """Return the runs of all lines, each line with a space at its end, so that nobody who copies it joins two words."""
    found: list[Value] = [[INDENT, _mm(text.indent)]] if text.indent else []
    for number, line in enumerate(text.lines):
        if number:
            found.append([BREAK, 0])
        found += map(faces.run, line)
        if not found[-1][1].endswith(HYPHEN):
            found[-1][1] += " "
    return found


def _hold(text: Text) -> Value | None:
    """Return how a text is held that does not begin where it stands: by its end or middle, in so much room, or turned.

    A turned one is turned about its middle, which lies half its leading beyond the first baseline.
    """
    if text.turned:
        return ["turned", _mm(text.leading * (len(text.lines) - 1) / 2)]
    if text.anchor == "start":
        return None
    return [text.anchor, _mm(max(line_width(line) for line in text.lines) + 10)]


def _mm(value: float) -> float:
    return round(value, 3)
