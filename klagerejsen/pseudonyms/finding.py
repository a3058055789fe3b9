"""What in a case looks like personal data: each word once, with how often and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from flask_babel import gettext as _

from klagerejsen import dates
from klagerejsen.database import Base
from klagerejsen.extensions import db
from klagerejsen.intake.models import Draft
from klagerejsen.journeys.models import Actor, Answer, Change, Event
from klagerejsen.pseudonyms import places
from klagerejsen.screening import KINDS, Hit, screen
from klagerejsen.web.filters import language
from klagerejsen.workshops.models import Note, Workshop

SHOWN = 3
"""Places shown of each word."""

AROUND = 60
"""Characters shown before and after a word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A word in its sentence, and where that stands."""

    where: str
    before: str
    words: str
    after: str


@dataclass(slots=True)
class Found:
    """Words that look like personal data of a kind; `passages` are the first few of their `count` places."""

    words: str
    kind: str
    count: int = 0
    passages: list[Passage] = field(default_factory=list)


def find(journey_id: int) -> list[Found]:
    """Return what looks like personal data in a case, the gravest kind first, and full names before their parts.

    Words that somebody in the room wrote and that are not shown yet are left to the facilitator's queue. The log
    is looked through last: what stands in it only was written once and changed since.
    """
    found: dict[tuple[str, str], Found] = {}
    for row, text in _readable(journey_id):
        for hit in screen(text):
            words = " ".join(text[hit.start : hit.end].split())
            one = found.setdefault((hit.kind, words.casefold()), Found(words, hit.kind))
            one.count += 1
            if len(one.passages) < SHOWN:
                one.passages.append(_passage(row, text, hit))
    return sorted(_without_genitives(found), key=lambda one: (KINDS.index(one.kind), -one.words.count(" "), one.words))


def _readable(journey_id: int) -> Iterator[tuple[Base, str]]:
    """Yield every text once; the log repeats what the rows say."""
    seen: set[str] = set()
    for row in places.rows(journey_id):
        if places.is_withheld(row):
            continue
        for text in places.texts_of(row):
            if not (isinstance(row, Change) and text in seen):
                seen.add(text)
                yield row, text


def _without_genitives(found: dict[tuple[str, str], Found]) -> Iterator[Found]:
    """Count «Holmgaards» with «Holmgaard», where both stand."""
    for (kind, words), one in found.items():
        plain = found.get((kind, words.removesuffix("s")), one)
        if plain is one:
            yield one
        else:
            plain.count += one.count
            plain.passages += islice(one.passages, SHOWN - len(plain.passages))


def _passage(row: Base, text: str, hit: Hit) -> Passage:
    before, after = text[max(0, hit.start - AROUND) : hit.start], text[hit.end : hit.end + AROUND]
    cut_before = "… " + before.partition(" ")[2] if hit.start > AROUND else before
    cut_after = after.rpartition(" ")[0] + " …" if len(text) - hit.end > AROUND else after
    return Passage(_where(row), cut_before, text[hit.start : hit.end], cut_after)


def _where(row: Base) -> str:
    """Say where a row stands in the case."""
    match row:
        case Event():
            return dates.in_words(row.date, language())
        case Answer() | Note():
            event = db.session.get(Event, row.event_id) if row.event_id is not None else None
            return dates.in_words(event.date, language()) if event is not None else _("En note")
        case Actor():
            return _("Aktører")
        case Change():
            return _("Tidligere i ændringsloggen")
        case Workshop():
            return _("Workshoppen")
        case Draft():
            return _("Kladden af en indsat tekst")
        case _:
            return _("Rejsens oplysninger")
