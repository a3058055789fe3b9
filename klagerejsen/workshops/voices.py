"""What was said of an event, side by side: the released accounts, each side's median, and the gap between sides."""

from dataclasses import dataclass
from statistics import median

from flask_babel import gettext as _

from klagerejsen import labels
from klagerejsen.codes import Known, Perspective
from klagerejsen.journeys.models import Answer
from klagerejsen.web.filters import signed
from klagerejsen.workshops import queries


@dataclass(frozen=True, slots=True)
class Sentence:
    """One voice of a side: its score and words; `on_file` was told before the workshop."""

    known: Known
    score: int | None
    text: str
    on_file: bool
    signature: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one side said of an event: the median of its scores, their range, and every sentence."""

    side: Perspective
    score: float | None
    low: int | None
    high: int | None
    voices: int
    unknown: int
    sentences: tuple[Sentence, ...]


def accounts(event_id: int) -> list[Account]:
    """Return the released accounts of an event, a side at a time."""
    given = queries.released_answers(event_id)
    sides = [(side, [answer for answer in given if answer.perspective is side]) for side in Perspective]
    return [_account(side, answers) for side, answers in sides if answers]


def _account(side: Perspective, answers: list[Answer]) -> Account:
    scores = [answer.score for answer in answers if answer.score is not None]
    return Account(
        side=side,
        score=median(scores) if scores else None,
        low=min(scores, default=None),
        high=max(scores, default=None),
        voices=len(answers),
        unknown=sum(answer.known is Known.UNKNOWN for answer in answers),
        sentences=tuple(
            Sentence(
                answer.known, answer.score, answer.text or "", answer.participant_id is None, queries.signature(answer)
            )
            for answer in answers
        ),
    )


def gap(found: list[Account]) -> tuple[Account, Account] | None:
    """Return the two sides that are furthest apart, the lower first; None where they are less than a step apart."""
    scored = sorted((account for account in found if account.score is not None), key=lambda one: one.score or 0)
    if len(scored) < 2 or (scored[-1].score or 0) - (scored[0].score or 0) < 1:
        return None
    return scored[0], scored[-1]


def gap_words(pair: tuple[Account, Account]) -> str:
    """Say how far apart two sides are: "3 trin imellem B og M"."""
    steps = (pair[1].score or 0) - (pair[0].score or 0)
    letters = {"first": labels.LETTERS[pair[0].side], "second": labels.LETTERS[pair[1].side]}
    if steps == 1:
        return _("1 trin imellem %(first)s og %(second)s", **letters)
    return _("%(steps)s trin imellem %(first)s og %(second)s", steps=signed(steps).removeprefix("+"), **letters)
