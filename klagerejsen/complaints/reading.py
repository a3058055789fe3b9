"""The parser "complaints": a table that was read and its mapping in, one complaint as JSON for each row out.

A row becomes one complaint or says why not, at its row and column. It runs in a process of its own, and knows neither
Flask nor the database.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klagerejsen.background.refusals import Refusal, letter
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.codes import ComplaintKind, Outcome, Reassessment
from klagerejsen.complaints import columns
from klagerejsen.complaints.course import DAYS, Course, as_json, problems, settled
from klagerejsen.dates import parse_edtf
from klagerejsen.intake.cells import unmarked
from klagerejsen.intake.days import read_day
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.tables import Row
from klagerejsen.intake.taking import Numbered, Tally, filled
from klagerejsen.intake.vocabulary import plainly, truth_of
from klagerejsen.screening import has_cpr, kinds

MOST_COMPLAINTS = 20_000
MOST_WORDS = 40

READING = _("Rækkerne bliver til klager")
TOO_MANY = _("Der er over {limit} klager. Del filen op.")
NO_DAY = _("Dagen, klagen blev modtaget, mangler. Skriv den i filen, eller spring rækken over.")
EXACT_DAY = _("Her skal stå en bestemt dag. Ret det i filen, eller spring rækken over.")
YES_OR_NO = _("Her skal stå ja eller nej. Ret det i filen, eller spring rækken over.")
ONE_TO_FIVE = _("Her skal stå et tal fra 1 til 5. Ret det i filen, eller spring rækken over.")
TOO_LONG = _("Teksten er over {limit} tegn. Gør den kortere, eller tag ikke kolonnen med.")
NO_KIND = _("Der står ikke, hvad der klages over. Vælg, hvad ordet betyder, eller spring rækken over.")
NO_AREA = _("Området kendes ikke. Vælg, hvad ordet betyder, eller spring rækken over.")
CPR = _("Her står et cpr-nummer. Ret det i filen, eller tag ikke kolonnen med.")


@dataclass(slots=True)
class Seen(Tally):
    """What was seen in all rows: unknown words by field, columns that look personal, and why rows are not taken."""

    words: dict[str, Counter[str]] = field(default_factory=dict)
    personal: Counter[str] = field(default_factory=Counter)
    days: list[dt.date] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows are read: the mapping, the team's areas by every word for them, and which day it is.

    `marked` says that the file is CSV of ours, in which what a spreadsheet would take for a formula is marked.
    """

    mapping: Mapping
    areas: Dictionary[str, str]
    today: dt.date
    marked: bool = False


def parse(
    source: Path,
    target: Path,
    tell: Tell,
    *,
    mapping: Dictionary[str, Any],
    areas: Dictionary[str, str],
    today: str,
    marked: bool = False,
) -> dict[str, Any]:
    """Make complaints of a table that was read. Raises `Refusal`."""
    how, seen, count = Reading(Mapping.from_json(mapping), areas, dt.date.fromisoformat(today), marked), Seen(), 0
    rows = filled(source, how.mapping.header, lambda share: tell(share, READING))
    with target.open("w", encoding="utf-8") as out:
        for count, piece in enumerate(pieces_of(rows, how, seen), 1):
            if count > MOST_COMPLAINTS:
                raise Refusal(TOO_MANY, limit=MOST_COMPLAINTS)
            out.write(json.dumps(as_json(piece), ensure_ascii=False) + "\n")
    return _summary(count, how.mapping, seen)


def pieces_of(rows: Numbered, how: Reading, seen: Seen) -> Iterator[dict[str, Any]]:
    """Give what each row says of its complaint; a row that says nothing that can be is noted in `seen`."""
    for piece in seen.each(rows, how.mapping, lambda number, cells: _Row(number, cells, how).piece(seen)):
        seen.days.append(piece["received_on"])
        yield piece


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, read by the names of its fields."""

    number: int
    cells: Row
    how: Reading

    def _text(self, name: str) -> str:
        column = self._column(name)
        cell = self.cells[column].strip() if column is not None and column < len(self.cells) else ""
        return unmarked(cell) if self.how.marked else cell

    def _column(self, name: str) -> int | None:
        return next(iter(self.how.mapping.columns_of(name)), None)

    def _refuse(self, text: str, name: str, **values: Any) -> Refusal:
        column = self._column(name)
        return Refusal(text, row=self.number, column=None if column is None else letter(column), **values)

    def piece(self, seen: Seen) -> dict[str, Any]:
        """Return what it says, as a service takes it. Raises `Refusal`."""
        texts = {name: self._words(name, seen) for name in columns.TEXTS}
        codes = {name: self._code(name, seen) for name in columns.WORDS}
        area = self._area(seen)
        if codes["kind"] is None:
            raise self._refuse(NO_KIND, "kind")
        if area is None:
            raise self._refuse(NO_AREA, "area")
        course = self._course(codes)
        units = [unit for part in (texts.pop("other_units") or "").split(",") if (unit := part.strip())]
        stated = {name: getattr(course, name) for name in Course.__dataclass_fields__}
        other = {name: codes[name] for name in ("theme", "channel", "complainant", "handling")}
        truths = {name: self._truth(name) for name in columns.TRUTHS}
        return {**texts, **other, **truths, **stated, "area": area, "other_units": units, "satisfaction": self._score()}

    def _words(self, name: str, seen: Seen) -> str | None:
        text, limit = " ".join(self._text(name).split()), columns.TEXTS[name]
        if len(text) > limit:
            raise self._refuse(TOO_LONG, name, limit=limit)
        if has_cpr(text):
            raise self._refuse(CPR, name)
        if text and kinds(text):
            seen.personal[name] += 1
        return text or None

    def _code(self, name: str, seen: Seen) -> str | None:
        word = " ".join(self._text(name).split())
        chosen = self.how.mapping.words.get(name, {})
        if not word:
            return chosen.get("") or None
        code = columns.code_of(name, word)
        if code is None:
            seen.words.setdefault(name, Counter())[word] += 1
        return code or chosen.get(word) or None

    def _area(self, seen: Seen) -> str | None:
        word = " ".join(self._text("area").split())
        if not word:
            return self.how.mapping.area or None
        code = self.how.areas.get(plainly(word))
        if code is None:
            seen.words.setdefault("area", Counter())[word] += 1
        return code or self.how.mapping.words.get("area", {}).get(word) or None

    def _course(self, codes: Dictionary[str, str | None]) -> Course:
        days = {name: self._day(name) for name in DAYS}
        received = days.pop("received_on")
        if received is None:
            raise self._refuse(NO_DAY, "received_on")
        result, outcome = codes["reassessment"], codes["outcome"]
        course = Course(
            ComplaintKind(codes["kind"] or ""),
            received,
            reassessment=Reassessment(result) if result else None,
            outcome=Outcome(outcome) if outcome else None,
            **days,
        )
        for name, problem in problems(settled(course), self.how.today).items():
            raise self._refuse(problem, name)
        return settled(course)

    def _day(self, name: str) -> dt.date | None:
        text, column = self._text(name), self._column(name)
        if not text:
            return None
        day = read_day(text, self.how.mapping.orders.get(str(column)))
        if day.edtf is None:
            raise self._refuse(day.reason, name)
        span = parse_edtf(day.edtf)
        if not span.exact:
            raise self._refuse(EXACT_DAY, name)
        return span.earliest

    def _truth(self, name: str) -> bool | None:
        text = self._text(name)
        said = truth_of(text) if text else None
        if text and said is None:
            raise self._refuse(YES_OR_NO, name)
        return said

    def _score(self) -> int | None:
        text = self._text("satisfaction").removesuffix(".0")
        if text and text not in ("1", "2", "3", "4", "5"):
            raise self._refuse(ONE_TO_FIVE, "satisfaction")
        return int(text) if text else None


def _summary(count: int, mapping: Mapping, seen: Seen) -> dict[str, Any]:
    return {
        "complaints": count,
        "first": str(min(seen.days)) if seen.days else None,
        "last": str(max(seen.days)) if seen.days else None,
        **seen.told(),
        "personal": dict(seen.personal),
        "words": {
            name: [
                [word, number, mapping.words.get(name, {}).get(word, "")]
                for word, number in words.most_common(MOST_WORDS)
            ]
            for name, words in seen.words.items()
        },
    }
