"""What the poster says, before anybody asks where it stands: plain frozen data in the poster's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from klagerejsen.posters.choices import SECTIONS, Anonymity, Section
from klagerejsen.posters.paper.ink import Side
from klagerejsen.posters.paper.shapes import State


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says of an event. `score` is written as on the card ("−2"); `spoken` as it is read aloud."""

    side: Side
    state: State
    score: str = ""
    voices: int = 1
    text: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: when, what, and every side's account of it. `gap` is |authority − citizen| in steps."""

    id: str
    side: Side
    earliest: date
    latest: date
    middle: date
    when: str
    short: str
    title: str
    accounts: tuple[Account, ...]
    states: Mapping[Side, State]
    description: str = ""
    gap: float = 0.0
    weight: float = 0.0
    numbers: tuple[int, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Bar:
    """A silence, or a lawful wait, of one side: drawn from middle to middle, sure from `sure_from` to `sure_to`.

    The label is cut back from the end where the bar is short: `days` is never dropped, `unit` and `words` are;
    of the words there is a longer and a shorter form. `attempts` are the days on which that side itself made
    itself heard, `others` those on which it had word from a third party.
    """

    side: Side
    kind: Literal["silence", "possible", "wait"]
    start: date
    end: date
    sure_from: date
    sure_to: date
    days: str
    unit: str
    words: tuple[str, ...]
    spoken: str
    number: int | None = None
    attempts: tuple[date, ...] = ()
    others: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A breakdown of the collaboration, numbered along time. `heavy` is severity 3 of 3."""

    number: int
    name: str
    text: str
    severity: float
    possible: bool = False
    when: str = ""

    @property
    def heavy(self) -> bool:
        """Whether the disc is filled."""
        return self.severity >= 2.5


@dataclass(frozen=True, slots=True)
class Cause:
    """A root cause with the number of events behind it."""

    code: str
    name: str
    note: str
    primary: bool
    events: int


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done, by whom, by when, and what tells whether it helped."""

    title: str
    owner: str
    due: str
    measure: str


@dataclass(frozen=True, slots=True)
class Question:
    """One of the five MiniFOKUS questions and its answer; `lead` is a word set large ("Ja")."""

    number: int
    question: str
    answer: str
    lead: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class HeaderFigure:
    """One of the figures at the top: the figure itself and what it counts."""

    value: str
    caption: str


@dataclass(frozen=True, slots=True)
class Folded:
    """Days left out of the axis (from `start` to `end`) and what the tear says."""

    start: date
    end: date
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One answer on a side's experience curve."""

    entry: str
    day: date
    score: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A side's answers and the runs of them (as indices) that are joined by a line."""

    side: Side
    points: tuple[CurvePoint, ...]
    joined: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A side's name, who belongs to it, and whether it was asked at all."""

    side: Side
    name: str
    members: str
    consulted: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """What the sheet leaves out from the start, for the small print; `mute` are the sides chosen not to be quoted."""

    descriptions: int = 0
    channels: int = 0
    unreleased: int = 0
    unquoted: int = 0
    mute: tuple[Side, ...] = ()
    stand_ins: int = 0


@dataclass(frozen=True, slots=True)
class PosterContent:
    """Everything a poster can say about a journey."""

    title: str
    subtitle: str
    summary: str
    figures: tuple[HeaderFigure, ...]
    entries: tuple[Entry, ...]
    bands: tuple[Band, ...]
    bars: tuple[Bar, ...]
    folds: tuple[Folded, ...]
    curves: tuple[Curve, ...]
    findings: tuple[Finding, ...]
    confirmed: bool
    causes: tuple[Cause, ...]
    questions: tuple[Question, ...]
    actions: tuple[Action, ...]
    sentence: str
    alt: str
    fictional: bool
    language: str
    text_language: str
    made: date
    sections: frozenset[Section] = frozenset(SECTIONS)
    anonymity: Anonymity = "as_is"
    tally: Tally = field(default_factory=Tally)

    @property
    def first_year(self) -> int:
        """The year that dates leave out."""
        return self.entries[0].middle.year
