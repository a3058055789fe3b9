"""Deadlines of a complaint, counted on the calendar of Danish working days; pure.

All of it is guidance. The days that a municipality has come from `Term`s, which are data with a date and a source; only
what a deadline runs from and what meets it stands here. A deadline of the authority is never moved by a weekend or a
holiday: what falls on one must be done on the last working day before.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from klagerejsen.analysis.calendar import days_after, is_working_day, working_days, working_days_after
from klagerejsen.catalogue import mark as _
from klagerejsen.codes import ComplaintKind, Reassessment
from klagerejsen.complaints.course import Course

CALENDAR, WORKING = UNITS = ("calendar", "working")
UNIT_WORDS = {CALENDAR: (_("kalenderdag"), _("kalenderdage")), WORKING: (_("arbejdsdag"), _("arbejdsdage"))}


@dataclass(frozen=True, slots=True)
class Term:
    """So many days for something, for complaints received from a day on; `days` is None where nothing is due.

    `basis` says where it comes from: a paragraph, or who decided it; `basis_en` says so in English where that came with
    the program. `area` is None where it is for all of them.
    """

    code: str
    days: int | None
    unit: str = CALENDAR
    basis: str = ""
    statutory: bool = False
    area: str | None = None
    since: dt.date | None = None
    basis_en: str = ""

    def basis_in(self, language: str) -> str:
        """Return where it comes from, in a language as far as it is known in it."""
        return self.basis_en if language == "en" and self.basis_en else self.basis

    def ends(self, start: dt.date) -> dt.date | None:
        """Return the last day of it where it began on a day."""
        if self.days is None:
            return None
        return working_days_after(start, self.days) if self.unit == WORKING else days_after(start, self.days)


def _acknowledged(course: Course) -> dt.date | None:
    answered = (course.acknowledged_on, course.reassessed_on, course.forwarded_on, course.municipal_closed_on)
    return next(filter(None, answered), None)


def _reassessed(course: Course) -> dt.date | None:
    """Both are due within the term: to look at the decision again and, unless it is changed, to send it on."""
    return course.reassessed_on if course.reassessment is Reassessment.UPHELD else course.forwarded_on


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is due some days after a complaint was received, and what meets it."""

    code: str
    words: str
    met: Callable[[Course], dt.date | None]
    decisions_only: bool = False

    def concerns(self, course: Course) -> bool:
        """Whether it is due for such a complaint at all."""
        return not (self.decisions_only and course.kind is ComplaintKind.FORMALITY)


DUTIES = (
    Duty("acknowledge", _("Kvittering"), _acknowledged),
    Duty("contact", _("Første personlige kontakt"), lambda course: course.contacted_on),
    Duty("reassess", _("Genvurdering og videresendelse"), _reassessed, decisions_only=True),
    Duty("close", _("Kommunens behandling"), lambda course: course.municipal_closed_on),
)
DUTY_OF = {duty.code: duty for duty in DUTIES}
COMPLAIN = "complain"
TERM_WORDS = {duty.code: duty.words for duty in DUTIES} | {COMPLAIN: _("Klagefrist for borgeren")}
"""What terms are set for: the authority's duties, and the citizen's time to complain."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One duty of a complaint: until when, by which term, and the day that it was met on.

    `over_on` is when the municipality was done with the complaint and had not met the duty by then.
    """

    duty: Duty
    term: Term
    due: dt.date
    met_on: dt.date | None
    over_on: dt.date | None = None

    @property
    def running(self) -> bool:
        """Whether somebody still has to do something."""
        return self.met_on is None and self.over_on is None

    @property
    def dropped(self) -> bool:
        """Whether the complaint was over before it was due: the duty was neither kept nor broken."""
        return self.over_on is not None and self.over_on <= self.due

    def late(self, today: dt.date) -> bool:
        """Whether it was met after the day, or was not and the day has gone."""
        return (self.met_on or self.over_on or today) > self.due

    @property
    def last_working_day(self) -> dt.date:
        """The last day on which people are at work to do it."""
        return last_working_day(self.due)


def last_working_day(day: dt.date) -> dt.date:
    """Return the day itself, or the last working day before it.

    >>> last_working_day(dt.date(2024, 4, 1))  # Easter Monday
    datetime.date(2024, 3, 27)
    """
    while not is_working_day(day):
        day = days_after(day, -1)
    return day


def first_working_day(day: dt.date) -> dt.date:
    """Return the day itself, or the first working day after it.

    >>> first_working_day(dt.date(2024, 3, 28))  # Maundy Thursday
    datetime.date(2024, 4, 2)
    """
    return day if is_working_day(day) else working_days_after(day, 1)


def clocks(course: Course, terms: Mapping[str, Term]) -> tuple[Clock, ...]:
    """Return a clock for each duty that has a term; `terms` are those that hold for the complaint, by their code."""
    made = (_clock(duty, terms.get(duty.code), course) for duty in DUTIES if duty.concerns(course))
    return tuple(clock for clock in made if clock is not None)


def _clock(duty: Duty, term: Term | None, course: Course) -> Clock | None:
    due = term.ends(course.received_on) if term else None
    if term is None or due is None:
        return None
    met_on = duty.met(course)
    return Clock(duty, term, due, met_on, None if met_on else course.municipal_closed_on)


def next_due(found: Iterable[Clock]) -> Clock | None:
    """Return the running clock that ends first."""
    return min((clock for clock in found if clock.running), key=lambda clock: clock.due, default=None)


def complained_late(course: Course, terms: Mapping[str, Term]) -> dt.date | None:
    """Return the last day to complain where the complaint came after it, else None.

    For the citizen a day without work does move the end: a complaint on the next working day is in time.
    """
    term = terms.get(COMPLAIN)
    if term is None or course.decided_on is None or course.kind is ComplaintKind.FORMALITY:
        return None
    last = term.ends(course.decided_on)
    return last if last and course.received_on > first_working_day(last) else None


def days_left(day: dt.date, today: dt.date) -> int:
    """Return the working days that are left until a day, negative where they have gone.

    >>> days_left(dt.date(2024, 4, 2), dt.date(2024, 3, 27)), days_left(dt.date(2024, 3, 27), dt.date(2024, 4, 2))
    (1, -1)
    """
    return working_days(today, day) if day >= today else -working_days(day, today)
