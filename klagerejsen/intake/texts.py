"""The parser "text": plain text, a Word document or a PDF in, its text out, for the page where text is pasted."""

import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import dialects
from klagerejsen.intake.workbooks import BROKEN, open_package, refuse_doctype

LONGEST = 2_000_000
"""Characters; a long case file."""
MOST_PAGES = 1_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


READING = _("Teksten læses")
NO_DOCUMENT = _("Filen er ikke et dokument, som kan læses. Gem den som .docx eller som ren tekst.")
NO_TEXT = _("Der er ingen tekst i filen. Er den skannet, så gør den søgbar (OCR) først, eller skriv den af.")
LOCKED = _("Filen er låst med en adgangskode. Gem den uden, og hent den igen.")
TOO_LONG = _("Teksten er på over {limit} tegn. Del den op i flere filer.")
TOO_MANY_PAGES = _("Dokumentet har over {limit} sider. Del det op.")
UNSTORABLE = _("Teksten indeholder tegn, der ikke kan gemmes. Gem filen igen som UTF-8.")


def parse(source: Path, target: Path, tell: Tell) -> dict[str, Any]:
    """Write the text of a document to `target`, in UTF-8; the summary has its length. Raises `Refusal`."""
    tell(0.1, READING)
    text = _tidy(_text_of(source, tell))
    if not text:
        raise Refusal(NO_TEXT)
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refusal(UNSTORABLE)
    target.write_text(text, encoding="utf-8")
    return {"letters": len(text)}


def _text_of(source: Path, tell: Tell) -> str:
    with source.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"%PDF"):
        return _joined("\n", _pages(source, tell))
    if zipfile.is_zipfile(source):
        return _joined("\n", _paragraphs(source))
    return _plain(source)


def _joined(between: str, pieces: Iterator[str]) -> str:
    """Join pieces of text; raise `Refusal` as soon as they are too long."""
    kept, length = [], 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length > LONGEST:
            raise Refusal(TOO_LONG, limit=LONGEST)
    return between.join(kept)


def _plain(source: Path) -> str:
    encoding = dialects.encoding_of(source)
    try:
        with source.open(encoding=encoding) as file:
            text = file.read(LONGEST + 1)
    except UnicodeDecodeError as error:
        raise Refusal(UNSTORABLE) from error
    return _joined("", iter((text,)))


def _paragraphs(source: Path) -> Iterator[str]:
    """Give the paragraphs of a Word document in their order; the cells of a table's row stand on one line."""
    with open_package(source) as package:
        refuse_doctype(package)
        if "word/document.xml" not in package.namelist():
            raise Refusal(NO_DOCUMENT)
        try:
            with package.open("word/document.xml") as file:
                yield from _told(ElementTree.iterparse(file, events=("start", "end")))  # noqa: S314 - no DOCTYPE
        except (ElementTree.ParseError, zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise Refusal(BROKEN) from error


def _told(events: Any) -> Iterator[str]:
    line: list[str] = []
    in_row = 0
    for event, element in events:
        tag = element.tag
        if tag == f"{_W}tr":
            in_row += 1 if event == "start" else -1
        if event == "start":
            continue
        if tag == f"{_W}t":
            line.append(element.text or "")
        elif tag in (f"{_W}tab", f"{_W}tc"):
            line.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            line.append(" " if in_row else "\n")
        elif tag in (f"{_W}p", f"{_W}tr") and not (in_row and tag == f"{_W}p"):
            yield "".join(line).strip()
            line = []
            element.clear()
        elif tag == f"{_W}p":
            line.append(" ")


def _pages(source: Path, tell: Tell) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(source)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal(LOCKED)
        for number, page in enumerate(islice(reader.pages, MOST_PAGES + 1)):
            if number == MOST_PAGES:
                raise Refusal(TOO_MANY_PAGES, limit=MOST_PAGES)
            tell(0.1 + 0.9 * number / len(reader.pages), READING)
            yield page.extract_text()
    except PyPdfError as error:
        raise Refusal(BROKEN) from error


def _tidy(text: str) -> str:
    """Leave out what is not seen and more than one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\u00ad", "")
    text = "\n".join(" ".join(re.split(r"[ \u00a0]+", line)).rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
