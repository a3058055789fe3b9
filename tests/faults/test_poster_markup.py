"""F30: whatever somebody wrote is printed on the poster as they wrote it, and has nothing read, fetched or run."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from klagerejsen.posters import render
from klagerejsen.posters.paper.typeface import printable
from tests.faults.markup import PAYLOADS
from tests.functional.test_poster_pdf import flat, heard
from tests.pdf_reading import read
from tests.unit.posters.test_layout import demo, poster

SECRET = "Fuglen sang i dybet"
WRITTEN_FOR_THE_ENGINE = (
    '#read("{file}")', '#read("../../..{file}")', '#include "{file}"', '#import "{file}": *', '#image("{file}")',
    '#import "@preview/cetz:0.3.0": *', '#json("{file}")', "#sys.inputs.data", '#eval("read(\\"{file}\\")")',
    '#plugin("{file}")', '#bibliography("{file}")', '#raw(read("{file}"))', '\\#read("{file}")', '$ #read("{file}") $',
    '"); #read("{file}"); ("', '" + read("{file}") + "', '[#read("{file}")]', '#link("http://127.0.0.1:9/")[x]',
    "#while true {}", "#let f() = f(); #f()", "#panic(1)", "#pagebreak()", "#counter(page).update(7)", "#place(top)[x]",
    '"}, "sheets": [], "x": {"', "\\u0022\\u007d", "#set text(size: 90pt)", "#show: none", "@fig:x <fig:x>",
    "/* */ // x", '<!DOCTYPE x [<!ENTITY a SYSTEM "file://{file}">]>&a;', '<image href="file://{file}"/>',
    "<foreignObject>x",
    '{% include "{file}" %}', "{{ cycler.__init__.__globals__ }}", "(x) Tj ET endstream endobj", "/JS (app.alert(1))",
)  # fmt: skip
EVERYDAY = (
    '#import "x"',
    '#read("/etc/passwd")',
    "#set page(width: 1pt)",
    "*fed* _kursiv_ `kode`",
    "$x^2$ og @ref og <label>",
    "<b>fed</b><script>alert(1)</script>",
    "[link](http://example.dk) https://example.dk/a?b=c&d",
    "= Overskrift",
    "- punkt + punkt / ord: ting",
    "\\u{202e} \\n \\",
    "vendt \u202eom",
    "'enkelt' \"dobbelt\" -- --- ... ~",
    "{{ 7 * 7 }} {% raw %} ${x} %(n)s {n}",
    "Specialundervisningsvisitationsudvalgsmødedeltagelsesreglement",
    "Æblegrød på Ø, åh æøå ÆØÅ",
    "👩‍👧 ringer 😀",
    "مرحبا שלום 你好",
    "a\u030a o\u0308 e\u0301",
    "​nulbredde\u200b og blød\u00adbindestreg",
    "]]> &amp; &lt; <!-- -->",
)


CORPUS = WRITTEN_FOR_THE_ENGINE + EVERYDAY
WHOLE_FIELDS = 1 + 1 + 6 + 16 + 10 + 5 + 3 * 4
"""So many of the fields below are printed whole, whatever the poster has room for."""
MAY_BE_DRAWN = {"svg", "g", "path", "rect", "circle", "line", "polygon", "polyline", "text", "tspan", "style", "defs",
                "title", "desc", "clipPath", "pattern", "use", "metadata", "ellipse"}  # fmt: skip


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that texts name, and that nobody may read for them."""
    path = tmp_path / "f.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


def odd_document(text: str) -> dict:
    """A document with the same text in every field that people type into."""
    document = demo("boern-to-teams")
    document |= {"title": text, "subtitle": text, "summary": text, "legal_basis": [text]}
    for actor in document["actors"]:
        actor |= {"label": text, "unit": text if actor["unit"] else None}
    for event in document["events"][:6]:
        event |= {"title": text, "description": text}
        for view in event["perspectives"].values():
            view["text"] = text
    for finding in document["findings"]:
        finding["note"] = text
    for cause in document["causes"]:
        cause["note"] = text
    learning = {"happened": text, "wished": text, "why": text, "prevent": text, "summary": text}
    document["learning"] |= learning | {"recur": {"answer": "maybe", "likelihood": "low", "text": text}}
    for action in document["actions"]:
        action |= {"title": text, "owner": text, "measure": text}
    return document


def differences(text: str) -> list[str]:
    """Draw a poster that says a text everywhere, and tell how it is not the text that stands on it."""
    layout = poster(odd_document(text))
    words, found = heard(read(render(layout, "pdf"))), []
    if words.count(flat(printable(text)[0])) < WHOLE_FIELDS:
        found.append(f"not printed as written: {text}")
    drawing = render(layout, "svg").decode()
    if SECRET in words + drawing:
        found.append(f"read a file: {text}")
    for element in ElementTree.fromstring(drawing).iter():
        name = element.tag.rpartition("}")[2]
        hrefs = [value for key, value in element.attrib.items() if key.endswith("href") and not value.startswith("#")]
        if name not in MAY_BE_DRAWN or hrefs or any(re.match("on", key) for key in element.attrib):
            found.append(f"drew <{name}> {hrefs}: {text}")
    return found


def test_f30_whatever_is_typed_is_printed_literally(canary: Path, at_length: Callable[[int, int], int]) -> None:
    texts = CORPUS + PAYLOADS[:: at_length(25, 1)]
    found = [what for text in texts for what in differences(text.replace("{file}", str(canary)))]
    print(f"\nF30: {len(texts)} texts, each in every field of a poster as PDF and SVG: differences {len(found)}")
    assert found == []


DRAW = """
import sys
from tests.faults.test_poster_markup import WRITTEN_FOR_THE_ENGINE, odd_document
from tests.unit.posters.test_layout import poster
from klagerejsen.posters import render_isolated
for text in WRITTEN_FOR_THE_ENGINE:
    assert render_isolated(poster(odd_document(text.replace("{file}", sys.argv[1]))), "pdf")
"""


@pytest.mark.skipif(not shutil.which("strace"), reason="watches what the drawing asks of the system where strace is")
def test_f30_drawing_opens_no_file_that_was_named_and_no_connection(canary: Path, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    watched = ["strace", "-f", "-e", "trace=%file,%network", "-o", str(log), sys.executable, "-c", DRAW, str(canary)]
    subprocess.run(watched, check=True, cwd=Path(__file__).parents[2], capture_output=True)
    calls = log.read_text("utf-8", errors="replace")
    named = [line for line in calls.splitlines() if re.search(rf"open.*({canary.name}|preview)", line)]
    outward = re.findall(r"connect\(.*AF_INET6?.*", calls)
    print(f"\nF30: {calls.count(chr(10))} calls: files opened that were named {len(named)}, connections {len(outward)}")
    assert "poster.typ" in calls, "it saw the drawing"
    assert named == []
    assert outward == []
