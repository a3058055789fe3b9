"""Making a finding: the key, the days it covers and the cut of its weight are the same for every rule."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from klagerejsen.analysis.model import Event
from klagerejsen.analysis.results import Finding

HEAVIEST = 3.0


def make_finding(
    code: str,
    events: Iterable[Event],
    *,
    certainty: str,
    raw: float,
    base: float = 0.0,
    parties: Iterable[str] = (),
    side: str | None = None,
    about: str | None = None,
    covers: tuple[date, date] | None = None,
    figures: Mapping[str, Any] | None = None,
    set_aside: Iterable[str] = (),
) -> Finding:
    """Return a finding over ``events``, named once each and in the given order.

    ``severity`` is ``base + raw`` cut to 0–3: rules whose raw measure starts at nothing give a base of 1, so
    that 1 is what just breaks a rule. ``side`` is the perspective that the finding is about, where it is about
    one: it then belongs to the key and the figures. ``about`` tells apart what the events alone do not.
    ``covers`` are the days of the mark; without it, from the first event to the last.
    """
    named = list({event.id: event for event in events}.values())
    ids = tuple(event.id for event in named)
    middles = [event.span.middle for event in named]
    start, end = covers or (min(middles), max(middles))
    return Finding(
        key=":".join(each for each in (code, side, "+".join(ids), about) if each),
        code=code,
        events=ids,
        parties=tuple(parties),
        certainty=certainty,
        raw=round(raw, 3),
        severity=round(min(max(base + raw, 0.0), HEAVIEST), 3),
        start=start,
        end=max(start, end),
        figures={**({"side": side} if side else {}), **(figures or {})},
        set_aside=tuple(set_aside),
    )
