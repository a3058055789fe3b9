"""Every default of the rules, as a setting that an organisation or an area may change."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LegalTerm:
    """A statutory term for events that state no deadline of their own; guidance, never legal advice.

    ``days`` are calendar days, or working days when ``working``. ``checked`` is the day somebody last read the
    law: the terms are data with a date and a source.
    """

    event_type: str
    days: int
    working: bool
    basis: str
    checked: date


LEGAL_TERMS = (
    LegalTerm("complaint", 28, False, "Retssikkerhedsloven § 66 (4 uger)", date(2026, 11, 1)),
    LegalTerm("access_request", 7, True, "Offentlighedsloven § 36 (7 arbejdsdage)", date(2026, 11, 1)),
)

# How much it weighs that a side did not know of an event, by type; other types weigh ``blind_spot_weight``.
BLIND_SPOT_WEIGHTS = (
    ("decision", 1.0),
    ("reassessment", 1.0),
    ("appeal_decision", 1.0),
    ("hearing", 1.0),
    ("handover", 1.0),
    ("caseworker_change", 1.0),
    ("complaint", 1.0),
    ("forwarding", 1.0),
    ("deadline", 1.0),
    ("deadline_extension", 1.0),
    ("implementation", 1.0),
    ("information", 0.5),
    ("acknowledgement", 0.5),
    ("scheduling", 0.5),
    ("occurrence", 0.5),
    ("other", 0.5),
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits and windows of the rules. Durations are calendar days unless a name says working days.

    Silence
        ``silence_days``: a silence is longer than this. ``silence_unit_days``: days that weigh 1.
    Replies
        ``matched_reply_days``: how long after a request an event on the same topic or artefact is taken as its
        reply when nobody linked them; ``plain_reply_days``: the same when only the parties match.
        ``unanswered_days``: how long a request waits before it counts as unanswered; ``late_reply_days``: how
        long after the promised day a reply counts as late; ``unanswered_unit_days``: waiting days that weigh 1.
    Handovers
        ``dropped_days``: a receiver who does nothing for longer has dropped it. ``ping_pong_moves``: least
        moves of a run; ``ping_pong_rejected_moves``: the same when a move states a rejection;
        ``ping_pong_step_days``: longest step between two moves.
    Standstill
        ``standstill_days``: net working days without any event that are a standstill at least;
        ``standstill_fences``: how many interquartile ranges above the third quartile of the area's gaps it must lie
        (Tukey's outer fence); ``area_least``: gaps, scores or waits that an area needs to be its own yardstick;
        ``notice_delay_days`` and ``notice_slack_days``: how long after its start a wait may be announced, and how
        much longer than announced it may last.
    Statements, repeats and the citizen's errands
        ``messenger_days``: how long the citizen may carry something. ``reminder_days``: how far back an open reminder
        counts when the citizen turns elsewhere.
    Who has the case
        ``change_events``: events before and after that make a change of caseworker; ``change_days``: how near a
        handover between the two must lie; ``told_days``: how soon the citizen must hear of a change that was noted.
        ``owner_days``: working days that nobody may hold the case. ``isolated_events``: least events of an external
        whom only the citizen speaks with.
    Bottlenecks
        ``bottleneck_waits``: waits that a unit needs to be judged; ``bottleneck_rate``: false discovery rate;
        ``bottleneck_ratio``: its median against the others'; ``bottleneck_long_days``: days of a long wait, of which
        ``bottleneck_waits`` are enough; ``bottleneck_days``: days of a wait that is shown in a journey.
    Deadlines
        ``legal_terms``: terms for events that state none. ``unknown_term_days``: the term that overdue days
        are measured against when it cannot be known (8 weeks, a common published processing time).
    Perception
        ``gap_steps``: least difference of two scores; ``gap_standout`` and ``gap_deviations``: how far, in
        steps and in standard deviations, it lies from the journey's mean; ``area_gap``: the area's median
        difference, authority minus citizen, in steps; ``area_gap_events``: how many pseudo-events it counts as.
        ``few_events``: a median of fewer differences is said to rest on few.
    Blind spots
        ``blind_spot_weights`` and ``blind_spot_weight``: weight by event type and of other types;
        ``blind_spot_involved``: factor when the side took part. ``answered_share``: share of its own events
        that a side must have answered before a blank is taken as a possible blind spot;
        ``answered_least``: the least number of such events.
    Folding
        ``fold_days``: a longer stretch without events is folded; ``fold_before`` and ``fold_after``: days kept
        open at its ends.
    Ranking
        ``front``: how many findings stand in front.
    Across journeys
        ``min_journeys``: nothing is shown of fewer journeys than this (k).
    """

    silence_days: int = 30
    silence_unit_days: int = 30
    matched_reply_days: int = 120
    plain_reply_days: int = 30
    unanswered_days: int = 30
    late_reply_days: int = 7
    unanswered_unit_days: int = 60
    dropped_days: int = 21
    ping_pong_moves: int = 3
    ping_pong_rejected_moves: int = 2
    ping_pong_step_days: int = 90
    standstill_days: int = 20
    standstill_fences: float = 3.0
    area_least: int = 30
    notice_delay_days: int = 3
    notice_slack_days: int = 7
    messenger_days: int = 35
    reminder_days: int = 60
    change_events: int = 2
    change_days: int = 30
    told_days: int = 14
    owner_days: int = 5
    isolated_events: int = 2
    bottleneck_waits: int = 5
    bottleneck_rate: float = 0.05
    bottleneck_ratio: float = 1.8
    bottleneck_long_days: int = 25
    bottleneck_days: int = 20
    legal_terms: tuple[LegalTerm, ...] = LEGAL_TERMS
    unknown_term_days: int = 56
    gap_steps: float = 3.0
    gap_standout: float = 2.0
    gap_deviations: float = 1.5
    area_gap: float = 0.0
    area_gap_events: int = 3
    few_events: int = 5
    blind_spot_weights: tuple[tuple[str, float], ...] = BLIND_SPOT_WEIGHTS
    blind_spot_weight: float = 0.75
    blind_spot_involved: float = 1.5
    answered_share: float = 0.7
    answered_least: int = 3
    fold_days: int = 60
    fold_before: int = 19
    fold_after: int = 11
    front: int = 7
    min_journeys: int = 5
