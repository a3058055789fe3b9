"""Silence: nobody told that side anything for more than a month while something was open.

The bars come from ``listening``; this rule raises those in which a request or deadline of the case was open,
or something happened that the side did not know of.

>>> from klagerejsen.analysis.model import read_journey
>>> from klagerejsen.analysis.pipeline import analyse
>>> case = {"title": "Stille", "actors": [
...     {"id": "b", "label": "Borgeren", "perspective": "citizen"},
...     {"id": "m", "label": "Sagsbehandler", "perspective": "authority", "unit": "Ydelse"}],
...   "events": [
...     {"id": "1", "date": "2024-01-08", "type": "enquiry", "from": ["b"], "to": ["m"], "expects_reply": True},
...     {"id": "2", "date": "2024-01-10", "type": "acknowledgement", "from": ["m"], "to": ["b"]},
...     {"id": "3", "date": "2024-02-01", "type": "reminder", "from": ["b"], "to": ["m"]},
...     {"id": "4", "date": "2024-03-01", "type": "internal_coordination", "from": ["m"]},
...     {"id": "5", "date": "2024-03-20", "type": "meeting", "from": ["m"], "to": ["b"]}]}
>>> found = [each for each in analyse(read_journey(case)).findings if each.code == "silence"]
>>> [(each.events, each.figures["days"], each.figures["attempts"]) for each in found]
[(('2', '5'), 70, ('3',))]
"""

from collections.abc import Iterator

from klagerejsen.analysis.awaiting import open_during, unseen_during
from klagerejsen.analysis.calendar import CHRISTMAS, SUMMER, days_after, holiday_season
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.findings import make_finding
from klagerejsen.analysis.model import PERSPECTIVES, Journey
from klagerejsen.analysis.results import POSSIBLE, Finding, Silence
from klagerejsen.analysis.stretches import Stretch
from klagerejsen.analysis.thresholds import Thresholds


def silences(journey: Journey, thresholds: Thresholds, context: Context) -> Iterator[Finding]:
    """Yield a finding for each silence for which the whole rule holds; severity is days / 30."""
    for side in PERSPECTIVES:
        for bar in context.silences.get(side, ()):
            if bar.finding:
                yield _finding(bar, thresholds, context)


def _finding(bar: Silence, thresholds: Thresholds, context: Context) -> Finding:
    first, last = context.events[bar.start_event], context.events[bar.end_event]
    heard_by = days_after(bar.start.earliest, bar.days_max)
    stretch, side, seasons = Stretch(first, last, heard_by=heard_by), bar.perspective, _seasons(bar)
    return make_finding(
        "silence",
        (first, last),
        certainty=_certainty(bar, stretch, context),
        raw=bar.days / thresholds.silence_unit_days,
        parties=sorted(context.parts[last.id].senders),
        side=side,
        figures={
            "days": bar.days,
            "days_min": bar.days_min,
            "days_max": bar.days_max,
            "threshold_days": thresholds.silence_days,
            "attempts": bar.attempts,
            "third_party": bar.third_party,
            "open": open_during(stretch, side, context),
            "unseen": unseen_during(stretch, side, context),
            **seasons,
        },
        set_aside=(*seasons, "no_notice"),
    )


def _certainty(bar: Silence, stretch: Stretch, context: Context) -> str:
    """Return "certain" when both the length and that something was open hold for every date."""
    awaited = open_during(stretch, bar.perspective, context, surely=True)
    unseen = unseen_during(stretch, bar.perspective, context, surely=True)
    return bar.certainty if awaited or unseen else POSSIBLE


def _seasons(bar: Silence) -> dict[str, int]:
    """Return the days of the holiday seasons inside the silence; they explain some of it and excuse none."""
    start, end = bar.start.middle, bar.end.middle
    days = {
        "summer": holiday_season(start, end, SUMMER),
        "christmas": holiday_season(start, end, CHRISTMAS),
    }
    return {season: count for season, count in days.items() if count}
