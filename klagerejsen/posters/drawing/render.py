"""From a layout to bytes: PDF and PNG through typst, SVG through a Jinja template."""

import atexit
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from math import sqrt
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Literal

from klagerejsen.posters.drawing.data import as_json
from klagerejsen.posters.drawing.svg import as_svg, svg_template
from klagerejsen.posters.paper.display import Layout, Sheet
from klagerejsen.posters.paper.typeface import FACES, FONTS, advances

Format = Literal["pdf", "svg", "png"]
STANDARDS = ["ua-1", "a-2a"]
MOST_PIXELS = 16e6
FINEST = 200.0
FOLDER_VARIABLE = "POSTER_EMPTY_FOLDER"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn, as little of it as the drawing needs: the layout for an SVG, else what the engine reads."""

    format: Format
    source: Layout | str
    made: tuple[int, int, int]
    sheet: int = 1
    ppi: float | None = None


def render(layout: Layout, format: Format, sheet: int = 1) -> bytes:  # noqa: A002 - the format is what it is
    """Return the poster as a file.

    A PDF holds every sheet; it is tagged, and typst's own validators hold it to PDF/UA-1 and PDF/A-2a. SVG and
    PNG hold one sheet, counted from 1. Raises typst.TypstError when a validator finds a violation.
    """
    return draw(order_of(layout, format, sheet))


def order_of(layout: Layout, format: Format, sheet: int = 1) -> Order:  # noqa: A002 - the same word as in render
    """Return what `draw` needs, in another process perhaps."""
    if format == "svg":
        return Order(format, layout, layout.made, sheet)
    if format == "pdf":
        return Order(format, as_json(layout), layout.made)
    page = layout.sheets[sheet - 1]
    return Order(format, as_json(replace(layout, sheets=(page,))), layout.made, ppi=resolution(page))


def draw(order: Order) -> bytes:
    """Return the file; raises typst.TypstError when a validator finds a violation."""
    if isinstance(order.source, Layout):
        return as_svg(order.source, order.sheet)
    return _compiled(order, order.source)


def resolution(page: Sheet) -> float:
    """Return the pixels per inch that keep a sheet under sixteen million pixels."""
    inches = page.width * page.height * page.scale**2 / 25.4**2
    return min(FINEST, sqrt(MOST_PIXELS / inches))


def _compiled(order: Order, data: str) -> bytes:
    import typst  # here, so that a server which draws behind the wall never loads the engine itself

    folder = empty_folder()
    Path(folder).mkdir(mode=0o700, exist_ok=True)  # a system may tidy its temporary folders while we run
    compiler = typst.Compiler(
        _template(),
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"data": data},
        package_path=folder,
        package_cache_path=folder,
    )
    how: dict[str, Any] = {"pdf_standards": STANDARDS} if order.format == "pdf" else {"ppi": order.ppi}
    result = compiler.compile(format=order.format, timestamp=datetime(*order.made, tzinfo=UTC), **how)
    assert isinstance(result, bytes)
    return result


def warm_up() -> None:
    """Load what every poster needs: fonts and their measures, templates, and the empty folder that the engine sees."""
    _fonts()
    for face in FACES:
        advances(face)
    svg_template()
    empty_folder()
    _template()


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "templates" / "poster.typ").read_bytes()


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def empty_folder() -> str:
    """Return a folder with nothing in it: the template has no file to read and no package to load.

    A drawing process is given its parent's, since it may be killed before it could tidy up.
    """
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return given
    made = mkdtemp(prefix="klagerejsen-poster-")
    atexit.register(_remove, made)
    return made


def _remove(folder: str) -> None:
    with suppress(OSError):
        Path(folder).rmdir()
