"""Events as people read them: in the list beside the timeline and in the card below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from klagerejsen.analysis.model import Event, View
from klagerejsen.board.lanes import party
from klagerejsen.board.marks import Scene, state
from klagerejsen.board.words import SIDES, month_and_year, side_names
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words, short
from klagerejsen.figures import counted, number, signed
from klagerejsen.labels import LETTERS, label

SHOWN_GAP = 2
"""From so many steps on, two accounts of an event are shown with the gap between them."""


@dataclass(frozen=True, slots=True)
class Account:
    """One side's account of an event. ``state`` is "known", "unknown", "unasked" or "not_relevant"."""

    side: str
    letter: str
    name: str
    state: str
    state_words: str
    score: float | None = None
    score_words: str = ""
    voices_words: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far two sides are from each other; ``low`` and ``high`` are their scores."""

    words: str
    between: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in words. ``month`` is the heading it stands under, ``facts`` the line above its title."""

    id: int
    ref: str
    version: int
    side: str
    side_name: str
    lane: str
    title: str
    description: str
    when: str
    short: str
    month: str
    month_key: str
    facts: str
    parties: str
    accounts: tuple[Account, ...]
    gap: Gap | None = None

    def account(self, side: str) -> Account | None:
        """Return a side's account, if it is shown."""
        return next((account for account in self.accounts if account.side == side), None)


def event_rows(scene: Scene, document: Mapping[str, Any]) -> list[EventRow]:
    """Write all events of a case in order of time; ``document`` gives description and source."""
    pieces = {piece["id"]: piece for piece in document["events"]}
    return [event_row(event, scene, pieces.get(event.id, {})) for event in scene.journey.events]


def event_row(event: Event, scene: Scene, piece: Mapping[str, Any]) -> EventRow:
    """Write one event; ``piece`` is its part of the interchange document."""
    _ = translator(scene.language)
    lane = scene.lanes.of_event(event, scene.journey)
    side = event.side or lane.side
    number, version = scene.row_ids[event.id]
    accounts = tuple(_account(event, each, scene, _) for each in SIDES) if scene.shown_views else ()
    return EventRow(
        id=number,
        ref=event.id,
        version=version,
        side=side,
        side_name=side_names(_)[side],
        lane=lane.name,
        title=event.title or "",
        description=piece.get("description") or "",
        when=in_words(event.date, scene.language),
        short=short(event.date, scene.language, year_of=scene.first_year),
        month_key=event.span.earliest.isoformat()[:7],
        month=_capital(month_and_year(event.span.earliest, scene.language)),
        facts=_facts(event, piece, scene, _),
        parties=_parties(event, scene, _),
        accounts=accounts,
        gap=_gap(accounts, scene.language, _),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _facts(event: Event, piece: Mapping[str, Any], scene: Scene, _: Translate) -> str:
    channel = label("channel", event.channel, _) if event.channel != "unknown" else ""
    source = piece.get("source")
    said = _("kilde: {source}").format(source=source) if source else ""
    return " · ".join(filter(None, [in_words(event.date, scene.language), channel, said]))


def _parties(event: Event, scene: Scene, _: Translate) -> str:
    """Say who acted and who heard, by unit or role."""
    actors = scene.journey.actors
    givers = ", ".join(dict.fromkeys(party(actors[each]) for each in event.senders))
    takers = ", ".join(dict.fromkeys(party(actors[each]) for each in event.recipients))
    if givers and takers:
        return _("Fra {givers} til {takers}").format(givers=givers, takers=takers)
    return givers or takers


def _account(event: Event, side: str, scene: Scene, _: Translate) -> Account:
    view = event.views.get(side)
    said = state(event, side)
    return Account(
        side=side,
        letter=LETTERS[side],
        name=side_names(_)[side],
        state=said,
        state_words=_state_words(_)[said],
        score=view.score if view else None,
        score_words=signed(view.score, scene.language) if view and view.score is not None else "",
        voices_words=_voices(view, scene.language, _) if view else "",
        text=view.text if view else None,
    )


def _state_words(_: Translate) -> dict[str, str]:
    return {
        "known": _("kendte den"),
        "unknown": _("kendte den ikke"),
        "unasked": _("ikke spurgt"),
        "not_relevant": _("ikke relevant"),
    }


def _voices(view: View, language: str, _: Translate) -> str:
    if view.score is None:
        return ""
    words = counted(view.voices, _("1 svar"), _("{n} svar"))
    if view.low is None or view.high is None or view.low == view.high:
        return words
    return _("{voices}, {low} til {high}").format(
        voices=words, low=signed(view.low, language), high=signed(view.high, language)
    )


def _gap(accounts: tuple[Account, ...], language: str, _: Translate) -> Gap | None:
    """Find the two sides that are furthest from each other; the first pair in the order B, M, E wins a tie."""
    scored = [account for account in accounts if account.score is not None]
    pairs = [(abs(_score(one) - _score(two)), one, two) for one, two in combinations(scored, 2)]
    steps, one, two = max(pairs, key=lambda pair: pair[0], default=(0.0, None, None))
    if one is None or two is None or steps < SHOWN_GAP:
        return None
    return Gap(
        words=_("{n} trin").format(n=number(steps, language)),
        between=_("imellem {one} og {two}").format(one=one.letter, two=two.letter),
        low=min(_score(one), _score(two)),
        high=max(_score(one), _score(two)),
    )


def _score(account: Account) -> float:
    return account.score if account.score is not None else 0.0
