"""The measure of text: what is measured here is what the engine sets."""

import json

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.posters.paper.display import PT, Style, Text
from klagerejsen.posters.paper.typeface import (
    FONTS,
    HYPHEN,
    STAND_IN,
    advances,
    extent,
    plain,
    printable,
    runs,
    width,
    wrap,
)

FACES = {"regular": (400, "normal"), "italic": (400, "italic"), "semibold": (600, "normal"), "bold": (700, "normal")}
LINES = (
    "Mor bedes selv skaffe en udtalelse fra psykiatrien",
    "AVATAR Ty. Vej 7, To f. Wåge – «Ya» 1.114,00",
    "Sagsbehandlingsfristoverskridelse ÆØÅ æøå",
    "+2  −1  0  14. maj – 3. september 2024",
)
PROBE = """
#let lines = json(bytes(sys.inputs.lines))
#set page(width: 900mm, height: 200mm)
#set text(font: "Source Sans 3", size: 20pt, ligatures: false, fallback: false)
#context [#metadata(lines.map(l => measure(text(weight: l.weight, style: l.style, l.text)).width / 1mm)) <widths>]
"""


def engine_widths(face: str) -> list[float]:
    weight, slant = FACES[face]
    lines = [{"text": line, "weight": weight, "style": slant} for line in LINES]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(PROBE.encode(), font_paths=fonts, sys_inputs={"lines": json.dumps(lines)})
    return json.loads(compiler.query("<widths>", field="value", one=True))


@pytest.mark.parametrize("face", FACES)
def test_a_line_is_set_no_wider_than_it_was_measured_and_hardly_narrower(face: str) -> None:
    for line, wide in zip(LINES, engine_widths(face), strict=True):
        measured = width(line, Style(face, 20, "#000000"))
        assert measured * 0.93 <= wide <= measured * 1.004, line


def test_all_faces_have_the_same_characters() -> None:
    assert advances("regular").keys() == advances("bold").keys() == advances("semibold").keys()
    assert advances("regular").keys() == advances("italic").keys()


def test_figures_are_equally_wide_in_every_face() -> None:
    for face in FACES:
        assert len({advances(face)[figure] for figure in "0123456789"}) == 1


STYLE = Style("regular", 12, "#000000")


@given(st.text(alphabet="aåbeglørmnst ", max_size=200), st.floats(12, 120))
def test_no_line_is_wider_than_its_measure_and_no_letter_is_lost(text: str, measure: float) -> None:
    text = printable(text)[0]
    lines = wrap(text, STYLE, measure)
    assert all(width(line, STYLE) <= measure + 1e-6 for line in lines)
    joined = " ".join(lines).replace(f"{HYPHEN} ", "")
    assert joined == text


def test_a_compound_is_divided_before_a_syllable() -> None:
    lines = wrap("Sagsbehandlingsfristoverskridelse", Style("bold", 14.6, "#000000"), 67)
    assert lines == ["Sagsbehandlingsfristo" + HYPHEN, "verskridelse"]


def test_a_number_stands_on_the_line_of_what_it_counts() -> None:
    face = Style("regular", 10, "#000000")
    assert wrap("Svaret kommer senest 1. oktober", face, width("Svaret kommer senest 1.", face)) == [
        "Svaret kommer senest",
        "1. oktober",
    ]
    assert wrap("efter lovens § 20", face, width("efter lovens §", face)) == ["efter lovens", "§ 20"]


def test_no_short_word_is_left_alone_on_the_last_line() -> None:
    face = Style("regular", 10, "#000000")
    measure = width("Klagen ender med en", face)
    assert wrap("Klagen ender med en sag.", face, measure) == ["Klagen ender med", "en sag."]
    assert wrap("Klagen ender i 2024", face, width("Klagen ender i.", face)) == ["Klagen ender", "i 2024"]
    assert wrap("Klagen ender med 9. oktober 2024", face, width("Klagen ender med 9. oktober.", face)) == [
        "Klagen ender med",
        "9. oktober 2024",
    ]
    assert wrap("Klagen ender brat", face, width("Klagen ender.", face)) == ["Klagen ender", "brat"]


def test_a_word_that_only_lacks_room_beside_the_score_begins_on_the_next_line() -> None:
    assert wrap("Børnehandicap siger nej", STYLE, 60, first=10)[0] == ""


@pytest.mark.parametrize(
    ("typed", "shown", "missing"),
    [
        ("æøå ÆØÅ é", "æøå ÆØÅ é", 0),
        ("a\u030angst", "ångst", 0),
        ("to  mellemrum\tog\nlinjer", "to mellemrum og linjer", 0),
        ("👍 godt", f"{STAND_IN} godt", 1),
        ("vendt \u202eom", f"vendt {STAND_IN}om", 1),
        ("bind\u00adestreg", "bindestreg", 0),
        ("5\u00a0dage", "5\u00a0dage", 0),
        ("#import *b* $x$ <b>", "#import *b* $x$ <b>", 0),
    ],
)
def test_what_the_fonts_lack_is_shown_as_lacking(typed: str, shown: str, missing: int) -> None:
    assert printable(typed) == (shown, missing)


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_measured_and_broken(text: str) -> None:
    shown, _missing = printable(text)
    assert printable(shown) == (shown, 0)
    assert all(width(line, STYLE) <= 40 + 1e-6 for line in wrap(shown, STYLE, 40))


def test_an_extent_reaches_from_ascenders_to_descenders() -> None:
    text = Text(10, 50, (runs("Åg", STYLE), runs("Åg", STYLE)), leading=5)
    area = extent(text)
    assert area.top == pytest.approx(50 - 12 * PT * 0.75)
    assert area.bottom == pytest.approx(55 + 12 * PT * 0.22)
    assert plain(text) == "Åg Åg"


def test_turned_text_reaches_upwards_from_its_anchor() -> None:
    area = extent(Text(10, 50, (runs("opad", STYLE),), anchor="start", turned=True))
    assert area.bottom == pytest.approx(50)
    assert area.top == pytest.approx(50 - width("opad", STYLE))
