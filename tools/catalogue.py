"""Bring the one catalogue up to date: collect every marked text, merge, compile.

    python tools/catalogue.py            collect, merge into the English catalogue, compile it
    python tools/catalogue.py --missing  list what is not translated yet

Danish is the source language and needs no file.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "klagerejsen" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"trimmed": "true"}}
HEADER = "# English words for Klagerejsen. Danish is the source language. Written by tools/catalogue.py."
NO_DATE = datetime(2024, 1, 1, tzinfo=UTC)
"""The same date every time: a catalogue without new texts is the same file."""
KEYWORDS = {"_": None, "gettext": None, "lazy": None, "ngettext": (1, 2)}


def collected() -> Catalog:
    """Return every text that is marked in the code and the templates."""
    catalogue = Catalog(
        locale="en",
        project="Klagerejsen",
        version="1",
        copyright_holder="the authors of Klagerejsen",
        header_comment=HEADER,
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        last_translator="Klagerejsen",
        language_team="English",
        msgid_bugs_address="Klagerejsen",
        fuzzy=False,
    )
    for folder in (ROOT / "klagerejsen", ROOT / "templates"):
        found = extract_from_dir(folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",))
        for name, line, text, comments, context in found:
            place = (Path(folder.name) / name).as_posix()
            catalogue.add(text, None, [(place, line)], auto_comments=comments, context=context)
    return catalogue


def merged() -> Catalog:
    """Return the English catalogue with the texts that are there now, and none that are gone."""
    catalogue = collected()
    if PO.exists():
        with PO.open("rb") as file:
            known = read_po(file, locale="en")
        for message in catalogue:
            old = known.get(message.id)
            if message.id and old is not None and old.string:
                message.string = old.string
    return catalogue


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts without a translation; one with plurals has one when each of its forms has."""
    return [str(message.id) for message in catalogue if message.id and not _whole(message.string)]


def _whole(words: str | Sequence[str] | None) -> bool:
    return all(words) if words and not isinstance(words, str) else bool(words)


def main() -> int:
    """Write the catalogue, or list what is missing."""
    catalogue = merged()
    if "--missing" in sys.argv:
        sys.stdout.write("\n".join(missing(catalogue)) + "\n")
        return 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    sys.stdout.write(f"{len(catalogue)} texts, {len(missing(catalogue))} not translated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
