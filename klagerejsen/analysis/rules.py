"""The rules, one topic per module: each takes (journey, thresholds, context) and yields findings."""

from collections.abc import Callable, Iterable

from klagerejsen.analysis.blind_spots import blind_spots
from klagerejsen.analysis.bottlenecks import bottlenecks
from klagerejsen.analysis.caseworkers import caseworker_changes
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.contradictions import contradictions
from klagerejsen.analysis.deadlines import missed_deadlines
from klagerejsen.analysis.escalation import escalations
from klagerejsen.analysis.externals import isolated_externals
from klagerejsen.analysis.handovers import dropped_handovers
from klagerejsen.analysis.messenger import messengers
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.owners import ownerless
from klagerejsen.analysis.perception import perception_gaps
from klagerejsen.analysis.ping_pong import ping_pongs
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.rework import rework
from klagerejsen.analysis.silence import silences
from klagerejsen.analysis.standstill import standstills
from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.analysis.unanswered import unanswered_requests

Rule = Callable[[Journey, Thresholds, Context], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    silences,
    standstills,
    unanswered_requests,
    dropped_handovers,
    ping_pongs,
    missed_deadlines,
    contradictions,
    rework,
    perception_gaps,
    blind_spots,
    messengers,
    escalations,
    caseworker_changes,
    ownerless,
    bottlenecks,
    isolated_externals,
)
