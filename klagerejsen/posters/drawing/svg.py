"""The poster as SVG with real text, from the same layout, through an escaping template."""

from functools import cache
from pathlib import Path as FilePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from klagerejsen.posters.drawing.vectors import element, number
from klagerejsen.posters.paper.display import PT, Layout, Mark, Run, Style, Text, passage_marks
from klagerejsen.posters.paper.typeface import FAMILY, line_width

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
        svg_template()
        .render(
            page=page,
            number=sheet,
            title=layout.title,
            alt=alt,
            language=layout.text_language,
            family=FAMILY,
            marks=marks,
            n=number,
        )
        .encode()
    )


@cache
def svg_template() -> Any:
    """Return the escaping template."""
    folder = FileSystemLoader(FilePath(__file__).parent / "templates")
    environment = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("poster.svg")


def _mark(mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Text):
        return {"lines": list(_lines(mark)), "turned": mark.turned, "x": mark.x, "y": mark.y}
    return {"element": Markup(element(mark))}  # noqa: S704 - numbers and our own colours


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
    found = {"font-size": number(style.size * PT), "font-weight": _WEIGHTS[style.face], "fill": style.ink}
    return found | ({"font-style": "italic"} if style.face == "italic" else {})
