"""What somebody would give a browser to print who draws posters with one: the same sheets as HTML that means the same.

Every text is a paragraph placed where the layout has it, headings are headings, tables are tables, figures have their
words, what is not read aloud is hidden from those who listen, and the font comes with the page. So the browser's PDF
has the tags, the outline and the letters of ours.
"""

import base64
import struct
from functools import cache
from html import escape

from klagerejsen.posters.drawing.vectors import drawing, layered
from klagerejsen.posters.paper.display import PT, Cell, Face, Layout, Line, Passage, Sheet, Style, Text
from klagerejsen.posters.paper.typeface import FAMILY, FONTS, table

_CUTS: dict[Face, tuple[str, int, str]] = {
    "regular": ("normal", 400, "SourceSans3-Regular.otf"),
    "italic": ("italic", 400, "SourceSans3-It.otf"),
    "semibold": ("normal", 600, "SourceSans3-Semibold.otf"),
    "bold": ("normal", 700, "SourceSans3-Bold.otf"),
}


def as_html(layout: Layout) -> str:
    """Return all sheets as one document."""
    page = layout.sheets[0]
    wide, tall = page.width * page.scale, page.height * page.scale
    style = (
        "*{margin:0;padding:0;border:0;font:inherit}table{border-collapse:collapse}"
        f"body{{font-family:'{FAMILY}'}}section{{position:relative;width:{wide}mm;height:{tall}mm;overflow:hidden}}"
        ".t{position:absolute;white-space:pre;transform-origin:0 0}"
        f".d{{position:absolute;left:0;top:0}}.d svg{{display:block;width:{wide}mm;height:{tall}mm}}"
        f"@page{{size:{wide}mm {tall}mm;margin:0}}"
    )
    head = f'<!doctype html><html lang="{layout.text_language}"><title>{escape(layout.title)}</title>'
    return f"{head}<style>{_fonts()}{style}</style>{''.join(map(_sheet, layout.sheets))}"


@cache
def _fonts() -> str:
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-style:{style};font-weight:{weight};"
        f"src:url(data:font/otf;base64,{base64.b64encode((FONTS / file).read_bytes()).decode()})}}"
        for style, weight, file in _CUTS.values()
    )


def _sheet(sheet: Sheet) -> str:
    wide, tall = sheet.width, sheet.height
    parts = (
        _passage(passage, _drawn(drawing(shapes, wide, tall)) if shapes else "", sheet.scale)
        for passage, shapes in layered(sheet.passages)
    )
    return f"<section>{''.join(parts)}</section>"


def _drawn(svg: str) -> str:
    return f'<div class="d" aria-hidden="true">{svg}</div>'


def _passage(passage: Passage, drawn: str, scale: float) -> str:
    texts = [mark for mark in passage.marks if isinstance(mark, Text)]
    if passage.grid:
        rows = [(["td", "th"][not row], cells) for row, cells in enumerate(passage.grid.rows)]
        return f"<table>{''.join(_row(tag, cells, scale) for tag, cells in rows)}</table>"
    if passage.role == "heading":
        return f"<h{passage.level}>{_texts('span', texts, scale)}</h{passage.level}>"
    if passage.role == "figure":
        words = escape(passage.alt)
        return f'<div role="img" aria-label="{words}">{drawn}{_texts("span", texts, scale)}</div>'
    if passage.role == "artifact":
        return f'{drawn}<div aria-hidden="true">{_texts("span", texts, scale)}</div>'
    return _texts("p", texts, scale)


def _row(tag: str, cells: tuple[Cell, ...], scale: float) -> str:
    texts = (_texts("div", list(cell.texts), scale) for cell in cells)
    return f"<tr>{''.join(f'<{tag}>{words}</{tag}>' for words in texts)}</tr>"


def _texts(tag: str, texts: list[Text], scale: float) -> str:
    return "".join(_text(tag, text, scale) for text in texts)


def _text(tag: str, text: Text, scale: float) -> str:
    """Return a text as one element; a browser wants its box's top, and not its first baseline."""
    first = text.lines[0][0].style
    size, tall = first.size * PT * scale, text.leading * scale
    top = text.y * scale - tall / 2 - _middle() * size
    turn = {"start": "", "middle": "transform:translateX(-50%);", "end": "transform:translateX(-100%);"}[text.anchor]
    place = f"left:{text.x * scale:.3f}mm;top:{top:.3f}mm;{'transform:rotate(-90deg);' if text.turned else turn}"
    font = f"{_look(first, scale)};line-height:{tall:.3f}mm;text-indent:{text.indent * scale:.3f}mm"
    words = "<br>".join(_line(line, first, scale) for line in text.lines)
    return f'<{tag} class="t" style="{place}{font}">{words}</{tag}>'


def _look(style: Style, scale: float) -> str:
    slope, weight, _file = _CUTS[style.face]
    return f"font-style:{slope};font-weight:{weight};font-size:{style.size * PT * scale:.3f}mm;color:{style.ink}"


@cache
def _middle() -> float:
    """Return how far, in em, a baseline lies below the middle of its line: half of ascent less descent (table hhea)."""
    ascent, descent = struct.unpack_from(">hh", table("regular", "hhea"), 4)
    return (ascent + descent) / 2 / struct.unpack_from(">H", table("regular", "head"), 18)[0]


def _line(line: Line, first: Style, scale: float) -> str:
    """Return a line; only what looks unlike the text's first run needs an element of its own."""
    found = []
    for run in line:
        words = escape(run.text)
        found.append(words if run.style == first else f'<span style="{_look(run.style, scale)}">{words}</span>')
    return "".join(found) + " "
