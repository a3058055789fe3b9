"""The rules, one topic per module: each takes (journey, thresholds, context) and yields findings."""

from collections.abc import Callable, Iterable

from klagerejsen.analysis import silence
from klagerejsen.analysis.context import Context
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.thresholds import Thresholds

Rule = Callable[[Journey, Thresholds, Context], Iterable[Finding]]

RULES: tuple[Rule, ...] = (silence.silences,)
