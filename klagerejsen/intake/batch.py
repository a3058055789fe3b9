"""A table read without anybody to ask, for the command line: what a person would be asked is a refusal here."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from klagerejsen.background import worker
from klagerejsen.background.refusals import Refusal, letter
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import mappings

ASK_ORDER = _(
    "I «{heading}» kan dagen eller måneden stå først. Sig det i filen til --mapping («orders»: dmy eller mdy)."
)
ASK_COLUMNS = _("Det ses ikke, hvilken kolonne der er {field}. Sig det i en fil til --mapping.")
CPR = _("Her står et cpr-nummer. Skriv en rolle i stedet i filen, eller tag ikke kolonnen med (--mapping).")
NOTHING = _("Der er ingen hændelser i filen.")


class Refusals(Exception):  # noqa: N818 - says what it is
    """Why a table is not taken: every row that cannot be read, or every place with a CPR number."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(len(refusals))
        self.refusals = refusals


def documents_of(
    source: Path, folder: Path, told: Any = None, *, title: str, usual_title: str, skip_rows: bool = False
) -> tuple[Path, Dictionary[str, Any]]:
    """Read a table in the parsing process; return the file with its documents, one a line, and what was seen.

    `told` is a saved mapping, `usual_title` is for a journey that nothing else names.
    Raises `Refusal`, `Refusals` and `mappings.NotAMapping`.
    """
    table = folder / "table"
    summary = run("table", source, table)
    mapping = mappings.applied(told, summary) if told is not None else mappings.proposed(summary)
    mapping.skip_all, mapping.title = skip_rows, title or mapping.title
    _ask_nothing(mapping, summary)
    documents = folder / "documents"
    made = run("rows", table, documents, {"mapping": mapping.as_json(), "title": usual_title})
    _check(made)
    return documents, made


def run(parser: str, source: Path, target: Path, options: Dictionary[str, Any] | None = None) -> Dictionary[str, Any]:
    """Have a parser read a file; return its summary, or raise its `Refusal`."""
    state = worker.run(parser, source, target, target.with_suffix(".told"), options)
    if state.refusal is not None:
        raise state.refusal
    assert state.summary is not None
    return state.summary


def _ask_nothing(mapping: mappings.Mapping, summary: Dictionary[str, Any]) -> None:
    for number in mappings.undecided(mapping, summary["profiles"]):
        raise Refusal(ASK_ORDER, heading=summary["headings"][number])
    for names in (("date",), ("title", "description", "type")):
        if not set(names) & set(mapping.fields):
            raise Refusal(ASK_COLUMNS, field=names[0])


def _check(made: Dictionary[str, Any]) -> None:
    places = [place for each in made["personal"] if each["kind"] == "cpr" for place in each["places"]]
    if made["cpr"]:
        raise Refusals([Refusal(CPR, row=row, column=letter(column)) for row, column in places])
    if made["fault_rows"]:
        raise Refusals([Refusal.from_json(fault) for fault in made["faults"]])
    if not made["events"]:
        raise Refusal(NOTHING)
