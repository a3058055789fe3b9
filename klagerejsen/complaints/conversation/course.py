"""The course of a conversation: which steps are open from where, what each writes, and what contradicts itself; pure.

Somebody tries to reach the complainant, they talk, agree and follow up. A complaint is withdrawn in two steps: the
complainant says so, and confirms it once it was put in writing what that means. In between they may think better of it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from klagerejsen.catalogue import mark as _
from klagerejsen.codes import Handling, Track
from klagerejsen.complaints.course import BEFORE_RECEIPT, NOT_YET

MOST_ATTEMPTS = 20
MOST_MINUTES = 6_000
"""A hundred hours spent on one complaint: more was typed wrongly."""
Attempt = dict[str, str]
"""A day as text ("on") and a channel."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known of the conversation about a complaint, by the names of the complaint's fields.

    `minutes` are those spent so far; `promised_by` is when what was agreed is to be done.
    """

    received_on: dt.date
    closed_on: dt.date | None = None
    offered: bool | None = None
    offered_on: dt.date | None = None
    declined_on: dt.date | None = None
    attempts: list[Attempt] | None = None
    contacted_on: dt.date | None = None
    contact_channel: str | None = None
    handling: Handling | None = None
    wishes: list[str] | None = None
    track: str | None = None
    promises: list[str] | None = None
    agreed_on: dt.date | None = None
    promised_by: dt.date | None = None
    confirmed_on: dt.date | None = None
    followed_up_on: dt.date | None = None
    follow_up: str | None = None
    withdrawal_said_on: dt.date | None = None
    withdrawn_on: dt.date | None = None
    withdrawal_channel: str | None = None
    minutes: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the complaint is still being handled."""
        return self.closed_on is None

    @property
    def stage(self) -> str:
        """The furthest thing that happened, as `labels.TALKS` has it."""
        reached = (
            ("withdrawn", self.withdrawn_on), ("leaving", self.withdrawal_said_on),
            ("followed_up", self.followed_up_on), ("agreed", self.agreed_on), ("talked", self.contacted_on),
            ("declined", self.declined_on), ("tried", self.attempts), ("offered", self.offered),
        )  # fmt: skip
        return next((stage for stage, fact in reached if fact), "new")


FIELDS = tuple(name for name in Talk.__dataclass_fields__ if name not in ("received_on", "closed_on"))
"""What steps of a conversation write; some of it is the complaint's own course."""

Answers = Mapping[str, Any]
Write = Callable[[Talk, dt.date, Answers], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to note: its button, its name afterwards, the field its day stands in, what opens it, what it asks."""

    code: str
    words: str
    done: str
    day: str
    opens: Callable[[Talk], bool]
    writes: Write
    asks: tuple[str, ...] = ()

    def taken(self, talk: Talk, day: dt.date, answers: Answers) -> Talk:
        """Return the conversation after it; minutes that it took are added to those before."""
        spent = answers.get("minutes")
        minutes = (talk.minutes or 0) + spent if spent else talk.minutes
        return replace(talk, minutes=minutes, **self.writes(talk, day, answers))


def _offered(talk: Talk, day: dt.date) -> dict[str, Any]:
    """Whoever is called was offered a conversation by that: comparisons go by the offer, not by who was reached."""
    return {"offered": True, "offered_on": talk.offered_on or day}


def _attempted(talk: Talk, day: dt.date, answers: Answers) -> dict[str, Any]:
    tried = {"on": day.isoformat(), "channel": answers["channel"]}
    return _offered(talk, day) | {"attempts": [*(talk.attempts or ()), tried]}


def _talked(talk: Talk, day: dt.date, answers: Answers) -> dict[str, Any]:
    first = {"contacted_on": day, "contact_channel": answers["channel"]} if talk.contacted_on is None else {}
    track = answers.get("track") or None
    mediated = track == Track.MEDIATION
    handling = Handling.MEDIATION if mediated else talk.handling or Handling.CONVERSATION
    wishes = answers.get("wishes") or talk.wishes
    agreed = _agreed(track, day, answers) if track or answers.get("promises") or answers.get("promised_by") else {}
    return _offered(talk, day) | first | agreed | {"handling": handling, "wishes": wishes}


def _agreed(track: str | None, day: dt.date, answers: Answers) -> dict[str, Any]:
    """A new agreement takes the place of the former, and is not confirmed nor followed up yet."""
    promised = {"promises": answers.get("promises") or None, "promised_by": answers.get("promised_by")}
    anew = {"confirmed_on": None, "followed_up_on": None, "follow_up": None}
    return {"track": track, "agreed_on": day, **promised, **anew}


def _left(_talk: Talk, day: dt.date, answers: Answers) -> dict[str, Any]:
    return {"withdrawn_on": day, "withdrawal_channel": answers["channel"]}


STEPS = (
    Step(
        "offer_talk", _("Samtale er tilbudt"), _("Samtale tilbudt"), "offered_on",
        lambda talk: talk.is_open and not talk.offered_on and not talk.contacted_on,
        lambda talk, day, _answers: _offered(talk, day),
    ),
    Step(
        "attempt", _("Ikke truffet"), _("Forsøgt, ikke truffet"), "offered_on",
        lambda talk: talk.is_open and not talk.contacted_on and len(talk.attempts or ()) < MOST_ATTEMPTS,
        _attempted, ("channel", "minutes"),
    ),
    Step(
        "decline", _("Borgeren ønsker ingen samtale"), _("Samtale afslået"), "declined_on",
        lambda talk: talk.is_open and not talk.contacted_on and not talk.declined_on,
        lambda talk, day, _answers: _offered(talk, day) | {"declined_on": day}, ("minutes",),
    ),
    Step(
        "talk", _("Gem samtalen og lav notat"), _("Talt sammen"), "contacted_on",
        lambda talk: talk.is_open and not talk.withdrawal_said_on, _talked, ("channel", "minutes"),
    ),
    Step(
        "confirm", _("Aftalen er bekræftet skriftligt"), _("Aftalen bekræftet skriftligt"), "confirmed_on",
        lambda talk: bool(talk.agreed_on and not talk.confirmed_on),
        lambda _talk, day, _answers: {"confirmed_on": day}, ("minutes",),
    ),
    Step(
        "follow_up", _("Notér opfølgningen"), _("Fulgt op"), "followed_up_on",
        lambda talk: bool(talk.agreed_on and not talk.followed_up_on),
        lambda _talk, day, answers: {"followed_up_on": day, "follow_up": answers["follow_up"]},
        ("follow_up", "minutes"),
    ),
    Step(
        "leave", _("Borgeren vil trække klagen tilbage"), _("Borgeren vil trække klagen tilbage"), "withdrawal_said_on",
        lambda talk: bool(talk.is_open and talk.contacted_on and not talk.withdrawal_said_on),
        lambda _talk, day, _answers: {"withdrawal_said_on": day}, ("informed", "free"),
    ),
    Step(
        "consent", _("Borgeren har bekræftet: klagen er trukket tilbage"), _("Trukket tilbage, bekræftet af borgeren"),
        "withdrawn_on", lambda talk: bool(talk.is_open and talk.withdrawal_said_on), _left, ("channel", "confirmed"),
    ),
    Step(
        "stay", _("Borgeren fastholder klagen"), _("Borgeren fastholder klagen"), "withdrawal_said_on",
        lambda talk: bool(talk.is_open and talk.withdrawal_said_on),
        lambda _talk, _day, _answers: {"withdrawal_said_on": None},
    ),
)  # fmt: skip
"""The steps in their usual order."""
STEP_OF = {step.code: step for step in STEPS}


def open_steps(talk: Talk) -> tuple[Step, ...]:
    """Return the steps that can be taken now."""
    return tuple(step for step in STEPS if step.opens(talk))


NEEDS_TRACK = _("Vælg også, hvordan I går videre.")
NEEDS_DAY = _("Skriv også, hvornår det senest sker.")
BEFORE_AGREEMENT = _("Dagen ligger før aftalen.")
BEFORE_CONTACT = _("Dagen ligger før den første samtale.")
BEFORE_SAID = _("Dagen ligger før den dag, borgeren sagde det.")
TALKED_BEFORE = _("Dagen ligger efter noget, der er noteret i samtalen.")
TOO_MANY_MINUTES = _("Så mange minutter kan ikke passe.")
_DAYS = (
    "offered_on", "declined_on", "contacted_on", "agreed_on", "confirmed_on", "followed_up_on", "withdrawal_said_on",
    "withdrawn_on",
)  # fmt: skip


def problems(talk: Talk, today: dt.date) -> dict[str, str]:
    """Return what cannot be so, a sentence of the catalogue for each field that must be looked at."""
    found: dict[str, str] = {}
    for name, problem in (*_agreement(talk), *_order(talk, today)):
        found.setdefault(name, problem)
    return found


def _agreement(talk: Talk) -> list[tuple[str, str]]:
    found = []
    if talk.agreed_on and not talk.track:
        found.append(("track", NEEDS_TRACK))
    if talk.promises and not talk.promised_by:
        found.append(("promised_by", NEEDS_DAY))
    if talk.minutes is not None and talk.minutes > MOST_MINUTES:
        found.append(("minutes", TOO_MANY_MINUTES))
    return found


def _order(talk: Talk, today: dt.date) -> list[tuple[str, str]]:
    tried = [("attempts", dt.date.fromisoformat(each["on"])) for each in talk.attempts or ()]
    days = [*((name, day) for name in _DAYS if (day := getattr(talk, name))), *tried]
    late = [(name, NOT_YET) for name, day in days if day > today]
    early = [(name, BEFORE_RECEIPT) for name, day in days if day < talk.received_on]
    after = (
        ("promised_by", talk.agreed_on, BEFORE_AGREEMENT), ("confirmed_on", talk.agreed_on, BEFORE_AGREEMENT),
        ("followed_up_on", talk.agreed_on, BEFORE_AGREEMENT), ("withdrawal_said_on", talk.contacted_on, BEFORE_CONTACT),
        ("agreed_on", talk.contacted_on, BEFORE_CONTACT), ("withdrawn_on", talk.withdrawal_said_on, BEFORE_SAID),
    )  # fmt: skip
    crossed = [
        (name, problem) for name, first, problem in after if first and (day := getattr(talk, name)) and day < first
    ]
    return [*late, *early, *crossed]
