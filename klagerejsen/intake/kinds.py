"""What a file is, seen from its first bytes and its name; nothing of it is parsed. Pure."""

from pathlib import Path

from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import dialects

KINDS = {
    "table": _("en tabel"),
    "text": _("en tekst"),
    "xes": _("en hændelseslog (XES)"),
    "journey": _("en klagerejse"),
    "archive": _("et arkiv"),
}
"""What a file can be, in words."""
LIST = 1 << 18
ARCHIVED = b"klagerejsen-manifest.json"
_TEXT_NAMES = (".txt", ".md", ".text")

EMPTY = _("Filen er tom. Vælg en anden.")
OLD_EXCEL = _("Filen er fra en ældre Excel eller låst med en adgangskode. Gem den som .xlsx uden adgangskode.")
NOT_OURS = _(
    "Den slags fil kan ikke hentes ind. Vælg CSV, Excel (.xlsx), Word (.docx), PDF, tekst, XES, JSON eller et arkiv "
    "(.zip)."
)
OPEN_DOCUMENT = _("OpenDocument-filer kan ikke læses. Gem den som .xlsx, .docx eller CSV.")
_FOREIGN = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"{\\rtf", b"\x7fELF", b"MZ")


def kind_of(path: Path, name: str) -> str:
    """Return what a file is: "table", "text", "xes", "archive" or "journey". Raises `Refusal`."""
    with path.open("rb") as file:
        head = file.read(dialects.SAMPLE)
    if not head.strip():
        raise Refusal(EMPTY)
    if head.startswith(b"PK"):
        return _packed(path, name.casefold())
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal(OLD_EXCEL)
    if head.startswith(b"%PDF"):
        return "text"
    if head.startswith(b"\x1f\x8b"):
        return "xes"
    if head.startswith(_FOREIGN):
        raise Refusal(NOT_OURS)
    return _written(path, head, name.casefold())


def _packed(path: Path, name: str) -> str:
    """Look for the names of parts where a package lists them; the list itself may be a bomb, and is not read here."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LIST))
        end = file.read(LIST)
    if ARCHIVED in end:  # it has a workbook in it
        return "archive"
    if b"xl/workbook.xml" in end:
        return "table"
    if b"word/document.xml" in end:
        return "text"
    if name.endswith(".zip"):  # an archive that was cut off has no list of names
        return "archive"
    raise Refusal(OPEN_DOCUMENT if b"content.xml" in end else NOT_OURS)


def _written(path: Path, head: bytes, name: str) -> str:
    text = dialects.decoded_head(head, dialects.encoding_of(path)).lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")) or name.endswith(".json"):
        return "journey"
    if text.startswith("<") or name.endswith((".xes", ".xml")):
        return "xes"
    if name.endswith((".csv", ".tsv", ".tab")):
        return "table"
    return "table" if _reads_as_table(text, name.endswith(_TEXT_NAMES)) else "text"


def _reads_as_table(text: str, called_text: bool) -> bool:
    """Whether a text is a table: every line has as many cells; commas alone are what sentences have too."""
    delimiter = dialects.delimiter_of(text)
    if delimiter is None:
        return False
    share, width = dialects.score(text, delimiter)
    return share == 1.0 and width > 1 and text.count("\n") > 1 and not (called_text and delimiter == ",")
