"""Which findings to show first: certain before possible, then the heaviest, and each trouble only once in front."""

from collections import Counter
from collections.abc import Iterable

from klagerejsen.analysis.parties import CITIZEN
from klagerejsen.analysis.results import CERTAIN, Finding

# A handover that is left lying, or that nobody was given, is also a request without an answer; and where nothing
# happens, nobody is told anything. One cause, told twice.
_CAUSES = {"dropped_handover": "unanswered_request", "no_owner": "unanswered_request", "standstill": "silence"}


def rank(findings: Iterable[Finding], front: int) -> tuple[Finding, ...]:
    """Return the findings, most important first.

    The first ``front`` of them are leaders: of findings with the same cause that overlap in time and share an
    event or all parties, only the one that says most stands in front (the citizen's before another side's). Equal
    weight is settled by how many of its kind came before, then by the order given.
    """
    found = list(findings)
    leaders = _by_weight(_leaders(found))[:front]
    keys = {each.key for each in leaders}
    return (*leaders, *_by_weight(each for each in found if each.key not in keys))


def _by_weight(findings: Iterable[Finding]) -> list[Finding]:
    ordered = sorted(findings, key=_weight)
    before: Counter[str] = Counter()
    places: dict[str, int] = {}
    for each in ordered:
        places[each.key] = before[each.code]
        before[each.code] += 1
    return sorted(ordered, key=lambda each: (*_weight(each)[:2], places[each.key]))


def _weight(finding: Finding) -> tuple[bool, float, float]:
    return finding.certainty != CERTAIN, -finding.severity, -finding.raw


def _leaders(findings: Iterable[Finding]) -> list[Finding]:
    leaders: dict[str, list[Finding]] = {}
    for each in sorted(findings, key=_lead):
        alike = leaders.setdefault(_cause(each), [])
        if not any(_echoes(each, leader) for leader in alike):
            alike.append(each)
    return [each for alike in leaders.values() for each in alike]


def _lead(finding: Finding) -> tuple[bool, bool, float]:
    return finding.certainty != CERTAIN, finding.figures.get("side", CITIZEN) != CITIZEN, -finding.severity


def _echoes(finding: Finding, leader: Finding) -> bool:
    """Tell whether a finding says again what its leader, of the same cause, says."""
    if not _overlap(finding, leader):
        return False
    return bool(set(finding.events) & set(leader.events)) or set(finding.parties) == set(leader.parties)


def _cause(finding: Finding) -> str:
    return _CAUSES.get(finding.code, finding.code)


def _overlap(one: Finding, other: Finding) -> bool:
    """Tell whether two findings cover common days; two stretches that only touch do not."""
    first, last = max(one.start, other.start), min(one.end, other.end)
    point = one.start == one.end or other.start == other.end
    return first < last or (point and first == last)
