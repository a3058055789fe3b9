"""The measure of text: advance widths read from the shipped fonts, and lines broken with them.

Widths are sums of advances without kerning. Kerning mostly draws letters together, so a line is as wide as
measured or a little narrower (a test compares the two); that is the side to err on.
"""

import re
import struct
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from klagerejsen.posters.paper.display import PT, Area, Face, Line, Run, Style, Text

FONTS: Final = Path(__file__).parent / "fonts"
FAMILY: Final = "Source Sans 3"
ASCENT, DESCENT = 0.75, 0.22
"""How far letters reach above and below the baseline, in em: å with its ring, and g."""

HYPHEN: Final = "\u2010"
"""Ends a line inside a word that is wider than its measure; never found in what people type."""
STAND_IN: Final = "\u25a1"
"""Stands where a character has no glyph in the shipped fonts."""

_LEANING: Final = re.compile(r"\d+\.?|§{1,2}")
"""What leans on the word after it, and ends no line."""
_SHORT: Final = 12
"""Letters of a word that looks lost on a line of its own."""
_VOWELS: Final = frozenset("aeiouyæøåéAEIOUYÆØÅ")
FACES: Final[tuple[Face, ...]] = ("regular", "italic", "semibold", "bold")
_FILES: Final[dict[Face, str]] = {
    "regular": "SourceSans3-Regular.otf",
    "italic": "SourceSans3-It.otf",
    "semibold": "SourceSans3-Semibold.otf",
    "bold": "SourceSans3-Bold.otf",
}


@cache
def advances(face: Face) -> dict[str, float]:
    """Return the advance width in em of every character of a face (OpenType tables cmap and hmtx)."""
    data = (FONTS / _FILES[face]).read_bytes()
    tables = _tables(data)
    per_em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    widths = struct.unpack_from(">" + "Hh" * measured, data, tables["hmtx"])[::2]
    glyphs = _character_map(data, tables["cmap"])
    return {chr(code): widths[min(glyph, measured - 1)] / per_em for code, glyph in glyphs.items()}


@cache
def table(face: Face, tag: str) -> bytes:
    """Return a face's file from where one of its OpenType tables begins."""
    data = (FONTS / _FILES[face]).read_bytes()
    return data[_tables(data)[tag] :]


def _tables(data: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4s3I", data, 12 + 16 * index) for index in range(count))
    return {tag.decode(): offset for tag, _, offset, _ in records}


def _character_map(data: bytes, start: int) -> dict[int, int]:
    """Read the full-range (format 12) subtable of the character map: code point to glyph."""
    count = struct.unpack_from(">H", data, start + 2)[0]
    for index in range(count):
        offset = start + struct.unpack_from(">2HI", data, start + 4 + 8 * index)[2]
        if struct.unpack_from(">H", data, offset)[0] == 12:
            groups = struct.unpack_from(">I", data, offset + 12)[0]
            ranges = (struct.unpack_from(">3I", data, offset + 16 + 12 * group) for group in range(groups))
            return {code: glyph + code - first for first, last, glyph in ranges for code in range(first, last + 1)}
    raise ValueError("the font has no full character map")


@lru_cache(maxsize=65536)
def _em(text: str, face: Face) -> float:
    widths = advances(face)
    return sum(widths[character] for character in text)


def width(text: str, style: Style) -> float:
    """Return how wide a text is set, in design millimetres."""
    return _em(text, style.face) * style.size * PT


def printable(text: str) -> tuple[str, int]:
    """Return the text as it can be set on one line, and how many characters a stand-in replaces.

    Composes accents, turns every kind of white space into a plain one, leaves out what is invisible by nature
    (joiners, variation selectors, soft hyphens), and writes a stand-in for everything the fonts lack,
    directions that would reorder the text included.
    """
    composed = unicodedata.normalize("NFC", text)
    if _plain().issuperset(composed):
        return _single_spaced(composed), 0
    known = advances("regular")
    kept = [_shown(character, known) for character in composed if not _invisible(character)]
    return _single_spaced("".join(kept)), kept.count(STAND_IN) - composed.count(STAND_IN)


def _single_spaced(text: str) -> str:
    return " ".join(word for word in text.split(" ") if word)


@cache
def _plain() -> frozenset[str]:
    """Return the characters that are set as they are."""
    known = advances("regular")
    return frozenset(c for c in known if c == " " or (_shown(c, known) == c != STAND_IN and not _invisible(c)))


def _invisible(character: str) -> bool:
    return character in "\u00ad\u200b\u200c\u200d\u2060\ufeff" or "\ufe00" <= character <= "\ufe0f"


def _shown(character: str, known: dict[str, float]) -> str:
    if character.isspace():
        return "\u00a0" if character in "\u00a0\u202f" else " "
    return character if character in known and unicodedata.category(character) != "Cf" else STAND_IN


def fitting(text: str, style: Style, measure: float) -> Style:
    """Return the style, smaller where the text would be wider than the measure."""
    return replace(style, size=style.size * min(1.0, measure / max(width(text, style), 0.01)))


def wrap(text: str, style: Style, measure: float, first: float | None = None) -> list[str]:
    """Break a text into lines no wider than `measure`; the first may be given another measure.

    Only a word wider than a whole line is broken inside, with a hyphen. A number stands on the line of what it counts,
    and no short word alone on the last line, where there is room for it. Empty text gives no lines.
    """
    return _accompanied(_broken(text, style, measure, measure if first is None else first), style, measure)


def _broken(text: str, style: Style, measure: float, room: float) -> list[str]:
    lines: list[str] = []
    line, used, space = "", 0.0, width(" ", style)
    for word in text.split(" "):
        wide = width(word, style)
        if line and used + space + wide > room:
            ended, line = _parted(line, word, style, measure)
            lines.append(ended)
            room, used = measure, width(line, style)
        if line:
            line, used = f"{line} {word}", used + space + wide
            continue
        if room < wide <= measure:
            lines.append("")  # the word has room enough, only not beside what begins the first line
            room = measure
        while wide > room:
            head, word = _divided(word, style, room)
            lines.append(head)
            room, wide = measure, width(word, style)
        line, used = word, wide
    return [*lines, line] if line else lines


def _parted(line: str, word: str, style: Style, measure: float) -> tuple[str, str]:
    """Return a line that ends before a word, and what of it goes along to the next: a number or a § sign."""
    head, _space, last = line.rpartition(" ")
    if head and _LEANING.fullmatch(last) and width(f"{last} {word}", style) <= measure:
        return head, last
    return line, ""


def _accompanied(lines: list[str], style: Style, measure: float) -> list[str]:
    """Let a short word that would stand alone on the last line take the word before it along."""
    if len(lines) < 2 or " " in lines[-1] or len(lines[-1]) > _SHORT or lines[-2].count(" ") < 2:
        return lines
    head, _space, word = lines[-2].rpartition(" ")
    last = f"{word} {lines[-1]}"
    head, number = _parted(head, last, style, measure)
    last = f"{number} {last}" if number else last
    if word.endswith(HYPHEN) or width(last, style) > measure:
        return lines
    return [*lines[:-2], head, last]


def _divided(word: str, style: Style, room: float) -> tuple[str, str]:
    """Split a word that is wider than the room: after a vowel and before a consonant that begins a syllable.

    Where no such place is near, before any such consonant, else wherever the room ends.
    """
    fits = _longest_head(word, style, room)
    cuts = [cut for cut in range(fits, max(fits - 9, 2), -1) if _opens_syllable(word, cut)]
    cut = next((cut for cut in cuts if word[cut - 1] in _VOWELS), cuts[0] if cuts else fits)
    return word[:cut] + HYPHEN, word[cut:]


def _longest_head(word: str, style: Style, room: float) -> int:
    used = width(HYPHEN, style)
    for index, character in enumerate(word[:-1]):
        used += width(character, style)
        if used > room:
            return max(index, 1)
    return max(len(word) - 1, 1)


def _opens_syllable(word: str, cut: int) -> bool:
    return (
        len(word) > cut + 2
        and word[cut - 1].isalpha()
        and word[cut].isalpha()
        and word[cut] not in _VOWELS
        and word[cut + 1] in _VOWELS
    )


def line_width(line: Line) -> float:
    """Return the width of a line of runs in design millimetres."""
    return sum(width(run.text, run.style) for run in line)


def line_extents(text: Text) -> list[Area]:
    """Return the area of every line of a text, ascenders and descenders included."""
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    areas = []
    for index, line in enumerate(text.lines):
        wide = line_width(line)
        size = max(run.style.size for run in line) * PT
        along, across = text.x - wide * share, text.y + index * text.leading
        if text.turned:
            along, across = text.y - wide * (1 - share), text.x + index * text.leading
            areas.append(Area(across - size * ASCENT, along, across + size * DESCENT, along + wide))
        else:
            along += text.indent if index == 0 else 0.0
            areas.append(Area(along, across - size * ASCENT, along + wide, across + size * DESCENT))
    return areas


def extent(text: Text) -> Area:
    """Return the area that a text covers."""
    areas = line_extents(text)
    return Area(
        min(area.left for area in areas),
        min(area.top for area in areas),
        max(area.right for area in areas),
        max(area.bottom for area in areas),
    )


def plain(text: Text) -> str:
    """Return the words of a text as one string, with divided words joined again."""
    return " ".join("".join(run.text for run in line) for line in text.lines).replace(f"{HYPHEN} ", "")


def runs(text: str, style: Style, ours: bool = False) -> Line:
    """Return a line of one run."""
    return (Run(text, style, ours),)
