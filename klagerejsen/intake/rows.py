"""What the rows of a table say of events, as its mapping reads them; pure.

A row becomes one event, or says why not. Nothing that was mapped is lost: a word that is not known as a type stands as
the event's source, and a title that is too long stands whole in the description.
"""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from typing import Any

from klagerejsen.background.refusals import Refusal, letter
from klagerejsen.catalogue import mark as _
from klagerejsen.dates import parse_edtf
from klagerejsen.intake import people
from klagerejsen.intake.columns import TEXTS
from klagerejsen.intake.days import read_day
from klagerejsen.intake.mappings import KINDS_OF_WORDS, Mapping
from klagerejsen.intake.personal import Found
from klagerejsen.intake.tables import Row
from klagerejsen.intake.taking import Numbered, Tally
from klagerejsen.intake.vocabulary import code_of, truth_of
from klagerejsen.screening.replacing import Replacing

MOST_EVENTS = 20_000
LONGEST_TITLE = 200
SHORT_TITLE = 120
KEPT_AS_TEXT = frozenset((*TEXTS, "type", "channel", "unit"))
LIKELY_YEARS = range(1800, 2200)


NO_DATE = _("Datoen mangler. Skriv den i filen, eller spring rækken over.")
UNLIKELY_YEAR = _("Årstallet kan ikke passe. Ret datoen i filen, eller spring rækken over.")
NO_CASE = _("Sagsnummeret mangler. Skriv det i filen, eller spring rækken over.")
NOTHING_SAID = _("Der står ikke, hvad der skete. Skriv det i filen, eller spring rækken over.")
YES_OR_NO = _("Her skal stå ja eller nej. Ret det i filen, eller spring rækken over.")
NO_TIME = _("Klokkeslættet kan ikke læses. Skriv det som 14:05, eller spring rækken over.")
EXACT_DAY = _("Her skal stå en bestemt dag. Ret det i filen, eller spring rækken over.")
TOO_MANY_EVENTS = _("Der er over {limit} hændelser. Del filen op, og hent de sager ind, I skal arbejde med.")


@dataclass(slots=True)
class Told:
    """What one row says: when, of which case, who, and the event's own properties."""

    row: int
    case: str
    case_title: str
    minute: int
    piece: dict[str, Any]
    senders: list[str]
    recipients: list[str]


@dataclass(slots=True)
class Seen(Tally):
    """What was seen in all rows: unknown words, what looks personal, and which rows say why not."""

    words: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in KINDS_OF_WORDS})
    found: Found = field(default_factory=Found)


def events_of(
    rows: Numbered, mapping: Mapping, cast: Dictionary[str, Dictionary[str, Any]], seen: Seen
) -> Iterator[Told]:
    """Give what each row says; rows that cannot be read are counted and told in `seen`."""
    replace = Replacing(_roles(mapping, cast))

    def read(number: int, row: Row) -> Told:
        return _told(number, _tidy(row, mapping, replace), mapping, seen)

    for count, told in enumerate(seen.each(rows, mapping, read), 1):
        if count > MOST_EVENTS:
            raise Refusal(TOO_MANY_EVENTS, row=told.row, limit=MOST_EVENTS)
        yield told


def people_of(rows: Numbered, mapping: Mapping) -> dict[str, dict[str, Any]]:
    """Return who stands in the rows, as actors: what people chose, and guesses where they chose nothing."""
    counts: Counter[str] = Counter()
    units: dict[str, str] = {}
    skip = set(mapping.skip)
    for number, row in rows:
        if number not in skip:
            cells = _Row(number, _as_wide(row, mapping), mapping)
            senders = cells.people("from")
            counts.update({*senders, *cells.people("to")})
            units |= {sender: cells.text("unit") for sender in senders if sender not in units and cells.text("unit")}
    return people.cast(counts, units, mapping.actors)


def _roles(mapping: Mapping, cast: Dictionary[str, Dictionary[str, Any]]) -> dict[str, str]:
    """Return what is replaced in texts: everybody of the columns who got another name, and what people chose."""
    named = {value: actor["label"] for value, actor in cast.items() if actor["label"] != value}
    return {value: role for value, role in (named | mapping.replacements).items() if role}


def _as_wide(row: Row, mapping: Mapping) -> Row:
    """Return a row's cells, one for each column."""
    cells = [cell.strip() for cell in row[: len(mapping.fields)]]
    return cells + [""] * (len(mapping.fields) - len(cells))


def _tidy(row: Row, mapping: Mapping, replace: Replacing) -> Row:
    """Return a row's cells with roles in the place of people, but for the cells that are people."""
    cells = zip(_as_wide(row, mapping), mapping.fields, strict=True)
    return [replace(cell) if name in KEPT_AS_TEXT else cell for cell, name in cells]


def _told(number: int, cells: Row, mapping: Mapping, seen: Seen) -> Told:
    row = _Row(number, cells, mapping)
    edtf, minute = row.date()
    piece: dict[str, Any] = {"date": edtf, **row.words(seen)}
    piece |= {name: text for name in ("topic", "artefact") if (text := row.text(name))}
    piece |= row.expectations()
    if "case" in mapping.fields and not row.text("case"):
        raise Refusal(NO_CASE, row=number, column=row.letter("case"))
    _look(row, seen)
    return Told(number, row.text("case"), row.text("case_title"), minute, piece, row.people("from"), row.people("to"))


def _look(row: "_Row", seen: Seen) -> None:
    """Look through every text that would be kept."""
    for column, name in enumerate(row.mapping.fields):
        if name in KEPT_AS_TEXT:
            seen.found.look_at(row.cells[column], row.number, column)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, read by the names of its fields."""

    number: int
    cells: Row
    mapping: Mapping

    def text(self, name: str) -> str:
        return "\n".join(filter(None, (self.cells[column] for column in self.mapping.columns_of(name))))

    def letter(self, name: str) -> str | None:
        return next((letter(column) for column in self.mapping.columns_of(name)), None)

    def refuse(self, text: str, name: str) -> Refusal:
        return Refusal(text, row=self.number, column=self.letter(name))

    def date(self) -> tuple[str, int]:
        """Return the event's date and its minute of the day, −1 where that is not said."""
        if not self.text("date"):
            raise self.refuse(NO_DATE, "date")
        day = self._day("date")
        minute = day.minute
        if self.text("time"):
            minute = read_day(f"2000-01-01 {self.text('time').replace('.', ':').rjust(5, '0')}", None).minute
            if minute < 0:
                raise self.refuse(NO_TIME, "time")
        assert day.edtf is not None
        return day.edtf, minute

    def _day(self, name: str) -> Any:
        column = self.mapping.columns_of(name)[0]
        day = read_day(self.text(name), self.mapping.orders.get(str(column)))
        if day.edtf is None:
            raise self.refuse(day.reason, name)
        span = parse_edtf(day.edtf)
        if span.earliest.year not in LIKELY_YEARS or span.latest.year not in LIKELY_YEARS:
            raise self.refuse(UNLIKELY_YEAR, name)
        return day

    def words(self, seen: Seen) -> dict[str, Any]:
        """Return title, description, type, channel and source."""
        kind, unknown = self._code("type", seen)
        channel, _unknown = self._code("channel", seen)
        title, description = _headline(self.text("title"), self.text("description"))
        if not (title or kind or unknown):
            raise self.refuse(NOTHING_SAID, "title")
        said = {"title": title or unknown or None, "description": description, "type": kind, "channel": channel}
        said["source"] = self.text("source") or (unknown if title else "")
        return {name: value for name, value in said.items() if value}

    def _code(self, name: str, seen: Seen) -> tuple[str | None, str]:
        """Return the code of a word, or the word itself where it stands for none."""
        word = " ".join(self.text(name).split())
        if not word:
            return None, ""
        chosen = self.mapping.words.get(name, {}).get(word)
        code = chosen or code_of(KINDS_OF_WORDS[name], word)
        if not code_of(KINDS_OF_WORDS[name], word):
            seen.words[name][word] += 1
        return code or None, "" if code else word[:LONGEST_TITLE]

    def expectations(self) -> dict[str, Any]:
        """Return whether an answer is waited for, until when, and a deadline."""
        said: dict[str, Any] = {}
        if self.text("expects_reply"):
            said["expects_reply"] = truth_of(self.text("expects_reply"))
            if said["expects_reply"] is None:
                raise self.refuse(YES_OR_NO, "expects_reply")
        if self.text("reply_due"):
            said |= {"expects_reply": True, "reply_due": self._exact("reply_due")}
        if self.text("deadline"):
            said["deadline"] = {"date": self._exact("deadline")}
            if self.text("deadline_basis"):
                said["deadline"]["basis"] = self.text("deadline_basis")
        return said

    def _exact(self, name: str) -> str:
        edtf: str = self._day(name).edtf
        span = parse_edtf(edtf)
        if not span.exact:
            raise self.refuse(EXACT_DAY, name)
        return span.earliest.isoformat()

    def people(self, name: str) -> list[str]:
        return list(dict.fromkeys(people.split(self.text(name))))


def _headline(title: str, description: str) -> tuple[str, str]:
    """Return a title of one short line and a description that loses nothing of what stood in either."""
    line = " ".join(title.split())
    if line and len(line) <= LONGEST_TITLE:
        return line, description
    whole = "\n".join(filter(None, (title, description)))
    first = " ".join((line or description).split())
    if len(first) <= SHORT_TITLE and not line:
        return first.removesuffix("."), "" if first == whole else whole
    sentence = first.split(". ")[0].rstrip(".")
    if len(sentence) <= SHORT_TITLE:
        return sentence, whole
    return first[: SHORT_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…", whole
