"""What the timeline module of the browser is given: plain JSON, with every word already in the reader's language.

Dates are ISO days. Everything about one event stands in its own entry, so that a live message can put one
event in the place of another; whatever depends on several events (silences, folds, findings, curves) is a list
of its own that is replaced whole.
"""

from typing import TypedDict


class Window(TypedDict):
    """The first and the last day that are drawn."""

    start: str
    end: str


class LegendEntry(TypedDict):
    """One mark and its words in the line under a side's glasses."""

    mark: str
    text: str


class Side(TypedDict):
    """One of the three sides: its code, letter and names, and the words that its glasses need."""

    code: str
    letter: str
    name: str
    curve: str
    findings: str
    unknown: str
    unasked: str
    not_relevant: str
    legend: list[LegendEntry]


class Lane(TypedDict):
    """A row of the timeline: one unit of a side, or several small ones together."""

    id: str
    side: str
    name: str


class Contact(TypedDict):
    """A side that heard of an event from the one who acted, and the lane where the line arrives."""

    side: str
    lane: str


class Event(TypedDict):
    """One event. ``at`` is where its shape stands, ``start`` and ``end`` the days that it covers or may cover.

    ``kind`` is "day", "about" (an uncertain day), "period" (a whole month or season) or "span" (it lasted).
    ``states`` holds for each side "known", "unknown", "unasked" or "not_relevant"; ``scores`` only what was
    answered. ``name`` is what a screen reader says, ``caption`` the line above the title of the
    one event that the screen names: when, and who alone knew of it.
    """

    id: int
    ref: str
    version: int
    side: str
    lane: str
    kind: str
    at: str
    start: str
    end: str
    edtf: str
    title: str
    when: str
    short: str
    name: str
    caption: str
    states: dict[str, str]
    scores: dict[str, float]
    contacts: list[Contact]
    handovers: list[str]


class Silence(TypedDict):
    """A stretch without a word to a side. From ``sure_start`` to ``sure_end`` it is certain, outside it may be.

    ``everyone`` tells whether it is also drawn without glasses: the authority's own waiting is not.
    ``finding`` is the key of the finding it is, if it is one; ``attempts`` are ids of that side's own events.
    """

    side: str
    start: str
    end: str
    sure_start: str
    sure_end: str
    outer_start: str
    outer_end: str
    everyone: bool
    about: bool
    possible: bool
    figure: str
    label: str
    name: str
    attempts: list[int]
    finding: str | None


class Fold(TypedDict):
    """An empty stretch that takes no room, and why it was quiet."""

    start: str
    end: str
    figure: str
    unit: str
    reason: str
    name: str


class Finding(TypedDict):
    """A mark in the row of findings; ``sides`` are the glasses through which it is shown."""

    key: str
    name: str
    start: str
    end: str
    point: bool
    certain: bool
    status: str
    front: bool
    sides: list[str]
    events: list[int]


class Findings(TypedDict):
    """The row of findings, most important first; dismissed ones are left out.

    ``shown`` says how many stand in front, ``all`` that all are shown when somebody asked for them.
    """

    title: str
    shown: str
    all: str
    marks: list[Finding]


class CurvePoint(TypedDict):
    """One answer of a side, at the middle of the event's days."""

    event: int
    day: str
    score: float
    name: str


class Curve(TypedDict):
    """A side's experience: points, and the runs of points that a line joins."""

    side: str
    points: list[CurvePoint]
    segments: list[list[int]]


class Words(TypedDict):
    """The words that the drawing itself needs; the script has none of its own."""

    label: str
    months: list[str]
    months_long: list[str]
    days: str
    without_word: str
    about: str
    possible: str
    findings: str
    curve: str
    curve_all: str
    whole: str
    loading: str
    failed: str
    show: str
    moved: str


class Timeline(TypedDict):
    """Everything the timeline draws."""

    language: str
    window: Window
    words: Words
    sides: list[Side]
    lanes: list[Lane]
    folds: list[Fold]
    events: list[Event]
    silences: list[Silence]
    findings: Findings
    curves: list[Curve]
