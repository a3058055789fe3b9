"""The poster as SVG with real text, from the same layout, through an escaping template."""

from functools import cache
from pathlib import Path as FilePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from klagerejsen.posters.display import PT, Disc, Layout, Mark, Path, Pen, Run, Style, Text, passage_marks
from klagerejsen.posters.typeface import FAMILY, line_width

_WEIGHTS = {"regular": "400", "italic": "400", "semibold": "600", "bold": "700"}


def as_svg(layout: Layout, sheet: int = 1) -> bytes:
    """Return one sheet, counted from 1, as an SVG document.

    Text stays text and asks for the family by name; `textLength` holds every run to its measured width, so that
    another font changes the look and not the layout.
    """
    page = layout.sheets[sheet - 1]
    alt = next((passage.alt for passage in page.passages if passage.role == "figure"), "")
    marks = [_mark(mark) for passage in page.passages for mark in passage_marks(passage)]
    return (
        _template()
        .render(
            page=page, title=layout.title, alt=alt, language=layout.text_language, family=FAMILY, marks=marks, n=_number
        )
        .encode()
    )


@cache
def _template() -> Any:
    folder = FileSystemLoader(FilePath(__file__).parent / "templates")
    environment = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("poster.svg")


def _mark(mark: Mark) -> dict[str, Any]:
    match mark:
        case Text():
            return {"kind": "text", "lines": list(_lines(mark)), "turned": mark.turned, "x": mark.x, "y": mark.y}
        case Disc():
            return {"kind": "circle", "x": mark.x, "y": mark.y, "r": mark.radius, "paint": _paint(mark.fill, mark.pen)}
        case Path():
            steps = " L".join(f"{_number(x)} {_number(y)}" for x, y in mark.points)
            return {"kind": "path", "d": f"M{steps}{'Z' if mark.closed else ''}", "paint": _paint(mark.fill, mark.pen)}


def _lines(text: Text) -> list[list[dict[str, Any]]]:
    """Return every run with its own place, so that no program needs to measure."""
    shares = {"start": 0.0, "middle": 0.5, "end": 1.0}
    lines = []
    for index, line in enumerate(text.lines):
        x = text.x - line_width(line) * shares[text.anchor] + (text.indent if index == 0 else 0.0)
        y = text.y + index * text.leading
        runs: list[dict[str, Any]] = []
        for run in line:
            runs.append({"x": x, "y": y, "text": run.text, "wide": line_width((run,)), "style": _style(run)})
            x += runs[-1]["wide"]
        lines.append(runs)
    return lines


def _style(run: Run) -> dict[str, str]:
    style: Style = run.style
    found = {"font-size": _number(style.size * PT), "font-weight": _WEIGHTS[style.face], "fill": style.ink}
    return found | ({"font-style": "italic"} if style.face == "italic" else {})


def _paint(fill: str | None, pen: Pen | None) -> dict[str, str]:
    found = {"fill": fill or "none"}
    if pen is not None:
        found |= {"stroke": pen.ink, "stroke-width": _number(pen.width)}
        if pen.dashes:
            found["stroke-dasharray"] = " ".join(_number(dash) for dash in pen.dashes)
        if pen.round:
            found |= {"stroke-linecap": "round", "stroke-linejoin": "round"}
    return found


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
