"""Learning notes as a file for others: a row for each note in Excel and CSV, everything in JSON."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from klagerejsen import labels
from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _
from klagerejsen.database import utcnow
from klagerejsen.intake.cells import marked
from klagerejsen.intake.new_workbooks import LONGEST_CELL, write_workbook
from klagerejsen.intake.sheets import Cell
from klagerejsen.outgoing.terms import Terms, about
from klagerejsen.reflections.queries import Learned


class Words(NamedTuple):
    """What codes are called in the file, and its language."""

    areas: Mapping[str, str]
    causes: Mapping[str, str]
    complaints: Mapping[int, str]
    translate: Translate


Make = Callable[[Learned, Words], Cell]


def _answer(name: str) -> Make:
    return lambda one, _words: one.learning.get(name)


def _again(name: str, kind: str = "") -> Make:
    def make(one: Learned, words: Words) -> Cell:
        value = (one.learning.get("recur") or {}).get(name)
        return labels.label(kind, value, words.translate) if kind else value

    return make


def _action(action: Mapping[str, Any], words: Words) -> str:
    status = labels.label("action_status", action.get("status") or "open", words.translate)
    helped = labels.label("helped", action.get("helped"), words.translate)
    told = [action.get("owner"), action.get("due"), action.get("measure"), status, helped, action.get("evidence")]
    return f"{action['title']} ({'; '.join(text for text in told if text)})"


COLUMNS: tuple[tuple[str, Make], ...] = (
    (_("Overskrift"), lambda one, _words: one.title),
    (_("Område"), lambda one, words: words.areas.get(one.area or "", one.area)),
    (_("Fra"), lambda one, _words: one.first),
    (_("Til"), lambda one, _words: one.last),
    (_("1. Hvad er der sket?"), _answer("happened")),
    (_("2. Hvad ville vi ønske, der var sket i stedet for?"), _answer("wished")),
    (_("3. Hvorfor skete det uønskede?"), _answer("why")),
    (_("4. Kunne det uønskede ske igen?"), _again("answer", "answer")),
    (_("Sandsynlighed"), _again("likelihood", "likelihood")),
    (_("Hvorfor?"), _again("text")),
    (_("5. Hvad kan vi i givet fald gøre for at undgå gentagelse?"), _answer("prevent")),
    (_("Læringen i én sætning"), _answer("summary")),
    (_("Årsager"), lambda one, words: "\n".join(words.causes.get(code, code) for code in one.causes)),
    (_("Handlinger"), lambda one, words: "\n".join(_action(action, words) for action in one.actions)),
    (_("Klage"), lambda one, words: words.complaints.get(one.complaint_id or 0)),
)


def as_json(found: Sequence[Learned], words: Words, terms: Terms) -> bytes:
    """Return the notes with their codes, and what the file is for."""
    told = [
        {
            "title": one.title,
            "area": one.area,
            "from": one.first and one.first.isoformat(),
            "to": one.last and one.last.isoformat(),
            "learning": one.learning,
            "causes": list(one.causes),
            "actions": one.actions,
            "complaint": words.complaints.get(one.complaint_id or 0),
        }
        for one in found
    ]
    whole = {"made": utcnow().isoformat(timespec="seconds"), **terms.as_json(), "notes": told}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(found: Sequence[Learned], words: Words, _terms: Terms) -> bytes:
    """Return the notes as CSV in UTF-8 with a byte order mark, every cell in quotes, formulas marked."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([words.translate(name) for name, _make in COLUMNS])
    for one in found:
        cells = (make(one, words) for _name, make in COLUMNS)
        writer.writerow([marked(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(found: Sequence[Learned], words: Words, terms: Terms) -> bytes:
    """Return the notes as a workbook with a sheet on the file itself; a text that no cell can hold is cut."""
    names = [words.translate(name) for name, _make in COLUMNS]
    rows = ([_cut(make(one, words)) for _name, make in COLUMNS] for one in found)
    stated = about(terms, utcnow(), words.translate)
    return write_workbook(words.translate(_("Læring")), names, rows, stated, words.translate)


def _cut(cell: Cell) -> Cell:
    return cell[: LONGEST_CELL // 2] if isinstance(cell, str) else cell


FORMATS: Mapping[str, tuple[str, Callable[[Sequence[Learned], Words, Terms], bytes]]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
    "csv": ("text/csv", as_csv),
    "json": ("application/json", as_json),
}
