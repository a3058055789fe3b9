"""Which findings to show first."""

from collections.abc import Iterable

from klagerejsen.analysis.results import CERTAIN, Finding


def rank(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, certain before possible, then the heaviest first."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[bool, float, float, str]:
    return finding.certainty != CERTAIN, -finding.severity, -finding.raw, finding.key
