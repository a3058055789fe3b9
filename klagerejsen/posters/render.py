"""From a layout to bytes: PDF and PNG through typst, SVG through a Jinja template."""

import atexit
import os
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from math import sqrt
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Literal

from klagerejsen.posters.data import as_json
from klagerejsen.posters.display import Layout
from klagerejsen.posters.svg import as_svg, svg_template
from klagerejsen.posters.typeface import FACES, FONTS, advances

Format = Literal["pdf", "svg", "png"]
STANDARDS = ["ua-1", "a-2a"]
MOST_PIXELS = 16e6
FINEST = 200.0
FOLDER_VARIABLE = "POSTER_EMPTY_FOLDER"


def render(layout: Layout, format: Format, sheet: int = 1) -> bytes:  # noqa: A002 - the format is what it is
    """Return the poster as a file.

    A PDF holds every sheet; it is tagged, and typst's own validators hold it to PDF/UA-1 and PDF/A-2a. SVG and
    PNG hold one sheet, counted from 1. Raises typst.TypstError when a validator finds a violation.
    """
    if format == "svg":
        return as_svg(layout, sheet)
    if format == "png":
        return _compiled(_only(layout, sheet), "png", ppi=resolution(layout, sheet))
    return _compiled(layout, "pdf", pdf_standards=STANDARDS)


def resolution(layout: Layout, sheet: int = 1) -> float:
    """Return the pixels per inch that keep a sheet under sixteen million pixels."""
    page = layout.sheets[sheet - 1]
    inches = page.width * page.height * page.scale**2 / 25.4**2
    return min(FINEST, sqrt(MOST_PIXELS / inches))


def _only(layout: Layout, sheet: int) -> Layout:
    return Layout(
        layout.title, layout.language, layout.text_language, layout.made, (layout.sheets[sheet - 1],), layout.level
    )


def _compiled(layout: Layout, kind: Literal["pdf", "png"], **options: Any) -> bytes:
    import typst  # here, so that a server which draws behind the wall never loads the engine itself

    folder = empty_folder()
    Path(folder).mkdir(mode=0o700, exist_ok=True)  # a system may tidy its temporary folders while we run
    compiler = typst.Compiler(
        _template(),
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"data": as_json(layout)},
        package_path=folder,
        package_cache_path=folder,
    )
    stamp = datetime(*layout.made, tzinfo=UTC)
    result = compiler.compile(format=kind, timestamp=stamp, **options)
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
