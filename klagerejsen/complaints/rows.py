"""What the rows of a table say of complaints, as its mapping reads them; pure.

A row becomes one complaint or says why not, at its row and column.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from typing import Any

from klagerejsen.background.refusals import Refusal, letter
from klagerejsen.catalogue import mark as _
from klagerejsen.codes import ComplaintKind, Outcome, Reassessment
from klagerejsen.complaints import columns
from klagerejsen.complaints.conversation.course import MOST_ATTEMPTS, MOST_MINUTES, Attempt, Talk
from klagerejsen.complaints.conversation.course import problems as problems_of_talk
from klagerejsen.complaints.course import Course, problems, settled
from klagerejsen.dates import parse_edtf
from klagerejsen.intake.cells import unmarked
from klagerejsen.intake.days import read_day
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.tables import Row
from klagerejsen.intake.taking import Numbered, Tally
from klagerejsen.intake.vocabulary import plainly, truth_of
from klagerejsen.screening import has_cpr, kinds

NO_DAY = _("Dagen, klagen blev modtaget, mangler. Skriv den i filen, eller spring rækken over.")
EXACT_DAY = _("Her skal stå en bestemt dag. Ret det i filen, eller spring rækken over.")
YES_OR_NO = _("Her skal stå ja eller nej. Ret det i filen, eller spring rækken over.")
NO_ATTEMPT = _("Skriv hvert forsøg som «2026-03-02 Telefon», med semikolon imellem, eller spring rækken over.")
TOO_MANY_ATTEMPTS = _("Der er over {limit} forsøg. Ret det i filen, eller spring rækken over.")
MINUTES = _("Her skal stå et helt antal minutter. Ret det i filen, eller spring rækken over.")
ONE_TO_FIVE = _("Her skal stå et tal fra 1 til 5. Ret det i filen, eller spring rækken over.")
TOO_LONG = _("Teksten er over {limit} tegn. Gør den kortere, eller tag ikke kolonnen med.")
NO_KIND = _("Der står ikke, hvad der klages over. Vælg, hvad ordet betyder, eller spring rækken over.")
NO_AREA = _("Området kendes ikke. Vælg, hvad ordet betyder, eller spring rækken over.")
CPR = _("Her står et cpr-nummer. Ret det i filen, eller tag ikke kolonnen med.")

_ENUMS = {"kind": ComplaintKind, "reassessment": Reassessment, "outcome": Outcome}
_NUMBERS = {"satisfaction": (range(1, 6), ONE_TO_FIVE), "minutes": (range(MOST_MINUTES + 1), MINUTES)}
_COURSE, _TALK = tuple(Course.__dataclass_fields__), tuple(Talk.__dataclass_fields__)


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
        stated: dict[str, Any] = {name: self._words(name, seen) for name in columns.TEXTS}
        stated["other_units"] = _parts(",", stated["other_units"] or "")
        stated |= {name: self._codes(name, seen) for name in columns.WORDS}
        stated |= {"area": self._code("area", self._text("area"), seen), "attempts": self._attempts()}
        stated |= {name: self._day(name) for name in columns.DAYS}
        stated |= {name: self._truth(name) for name in columns.TRUTHS}
        stated |= {name: self._number(name) for name in _NUMBERS}
        for name, missing in (("kind", NO_KIND), ("area", NO_AREA), ("received_on", NO_DAY)):
            if stated[name] is None:
                raise self._refuse(missing, name)
        return self._held_together(stated)

    def _held_together(self, stated: dict[str, Any]) -> dict[str, Any]:
        """Return it with the closings that follow, and refuse what contradicts itself."""
        typed = {name: stated[name] and _ENUMS[name](stated[name]) for name in _ENUMS}
        course = settled(Course(**{name: (stated | typed)[name] for name in _COURSE}))
        whole = stated | {name: getattr(course, name) for name in _COURSE}
        talk = Talk(**{name: whole[name] for name in _TALK})
        today = self.how.today
        for name, problem in (*problems(course, today).items(), *problems_of_talk(talk, today).items()):
            raise self._refuse(problem, name)
        return whole

    def _words(self, name: str, seen: Seen) -> str | None:
        lines, limit = self._text(name).splitlines(), columns.TEXTS[name]
        text = ("\n" if name in columns.LINES else " ").join(lines)
        if len(text) > limit:
            raise self._refuse(TOO_LONG, name, limit=limit)
        if has_cpr(text):
            raise self._refuse(CPR, name)
        if text and kinds(text):
            seen.personal[name] += 1
        return text or None

    def _codes(self, name: str, seen: Seen) -> str | list[str] | None:
        """Return the code that a cell holds, or all of them where there can be several."""
        if name not in columns.SEVERAL:
            return self._code(name, self._text(name), seen)
        words = _parts(columns.BETWEEN.strip(), self._text(name))
        return [code for word in words if (code := self._code(name, word, seen))] or None

    def _code(self, name: str, text: str, seen: Seen) -> str | None:
        word = " ".join(text.split())
        chosen = self.how.mapping.words.get(name, {})
        if not word:
            return (self.how.mapping.area if name == "area" else chosen.get("")) or None
        code = self.how.areas.get(plainly(word)) if name == "area" else columns.code_of(name, word)
        if code is None:
            seen.words.setdefault(name, Counter())[word] += 1
        return code or chosen.get(word) or None

    def _attempts(self) -> list[Attempt] | None:
        tried = [self._attempt(part) for part in _parts(columns.BETWEEN.strip(), self._text("attempts"))]
        if len(tried) > MOST_ATTEMPTS:
            raise self._refuse(TOO_MANY_ATTEMPTS, "attempts", limit=MOST_ATTEMPTS)
        return tried or None

    def _attempt(self, text: str) -> Attempt:
        on, _space, word = text.partition(" ")
        code, day = columns.code_of("contact_channel", word), read_day(on, None).edtf
        if code is None or day is None or not parse_edtf(day).exact:
            raise self._refuse(NO_ATTEMPT, "attempts")
        return {"on": parse_edtf(day).earliest.isoformat(), "channel": code}

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

    def _number(self, name: str) -> int | None:
        """Return a whole number; a workbook may have it with a decimal."""
        text, (allowed, otherwise) = self._text(name).removesuffix(".0"), _NUMBERS[name]
        if text and not (re.fullmatch("[0-9]{1,6}", text) and int(text) in allowed):
            raise self._refuse(otherwise, name)
        return int(text) if text else None


def _parts(between: str, text: str) -> list[str]:
    return [part for each in text.split(between) if (part := " ".join(each.split()))]
