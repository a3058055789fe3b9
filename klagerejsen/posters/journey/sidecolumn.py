"""What was found, numbered along time, and the root causes: beside the time field, or in columns under it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey.content import Finding, PosterContent
from klagerejsen.posters.journey.sideparts import causes_head, findings_head, ruled, set_cause, set_finding
from klagerejsen.posters.paper.display import Passage
from klagerejsen.posters.paper.flow import Paper, Setter, apart, flowed
from klagerejsen.posters.paper.ink import Sizes
from klagerejsen.posters.paper.leaves import resized, together
from klagerejsen.posters.paper.setting import Column

_COLUMN, _BETWEEN = 140.0, 10.0
EXPLAINED = 7
_AIRS = (2.0, 1.6, 1.3, 1.0, 0.6, 0.25)
_LARGER = (1.3, 1.22, 1.15, 1.08)
"""What is tried where all is explained and room is left beside the field, with the third of these airs."""
_TALLER = 1.2
"""How much taller columns may be for findings and causes not to share one."""


@dataclass(frozen=True, slots=True)
class SideColumn:
    """Findings and causes set: where they begin and end, what was left out by name, and if all is at least named."""

    passages: tuple[Passage, ...]
    left_out: dict[str, int]
    fits: bool
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Group:
    """Things under a heading that no column parts, and what parts them from a group above."""

    things: Sequence[Setter]
    rule: Setter


Columns = Sequence[Column]
Placer = Callable[[Sequence[Group]], Columns | None]


def side_column(
    content: PosterContent, x: float, top: float, bottom: float, measure: float, sizes: Sizes, _: Translate
) -> SideColumn:
    """Fill one column as fully as it has room, in larger type where everything stands in it.

    Left out first: the notes of lesser causes, then the texts of findings below severity 3, then all notes of
    causes, then every text; over twenty findings, only the seven heaviest are explained. Should not even the names
    have room, the lightest findings and the causes with the fewest events go.
    """

    def place(groups: Sequence[Group]) -> Columns | None:
        column = Column(x, top, measure)
        for setter in _run_on(groups):
            setter(column)
        return (column,) if column.y <= bottom else None

    every, _notes = next(_steps(content.findings))
    for larger in _LARGER if len(every) == len(_explained(content.findings, -1.0)) else ():
        columns = place(_groups(content, every, 2, resized(sizes, larger), _AIRS[2], _))
        if columns is not None:
            return _set(columns, _left_out(content, every, 2), True, top)
    return _fullest(content, place, top, sizes, _)


def side_columns(
    content: PosterContent, wide: float, margin: float, top: float, bottom: float, sizes: Sizes, _: Translate
) -> SideColumn:
    """Fill columns beside one another as fully as they have room, in the same order, and equally tall.

    Findings and causes have columns of their own where those are hardly taller.
    """
    paper = Paper(wide, margin, top, bottom, _COLUMN, _BETWEEN)

    def place(groups: Sequence[Group]) -> Columns | None:
        sheets = flowed(paper, _run_on(groups), 1)
        if not sheets or not sheets[0] or _end(sheets[0], top) > bottom:
            return None
        own = apart(paper, [group.things for group in groups])
        most = min(bottom, top + (_end(sheets[0], top) - top) * _TALLER)
        return own if own and _end(own, top) <= most else sheets[0]

    return _fullest(content, place, top, sizes, _)


def _fullest(content: PosterContent, place: Placer, top: float, sizes: Sizes, _: Translate) -> SideColumn:
    for explained, notes in _steps(content.findings):
        for air in _AIRS:
            columns = place(_groups(content, explained, notes, sizes, air, _))
            if columns is not None:
                return _set(columns, _left_out(content, explained, notes), True, top)
    return _cut(content, place, top, sizes, _)


def _set(columns: Columns, left_out: dict[str, int], fits: bool, top: float) -> SideColumn:
    passages = tuple(passage for column in columns for passage in column.passages)
    return SideColumn(passages, left_out, fits, top, _end(columns, top))


def _end(columns: Columns, top: float) -> float:
    return max((column.y for column in columns), default=top)


def _steps(findings: Sequence[Finding]) -> Iterator[tuple[set[int], int]]:
    """Yield which findings to explain, and how many notes of causes: 2 all, 1 those of the important, 0 none."""
    every, heavy = _explained(findings, -1.0), _explained(findings, 2.5)
    if len(findings) <= 20:
        yield from ((every, 2), (every, 1), (heavy, 1), (heavy, 0))
    else:
        heaviest = sorted(findings, key=lambda finding: -finding.severity)[:EXPLAINED]
        yield from ((_explained(heaviest, -1.0), notes) for notes in (2, 1, 0))
    yield set(), 0


def _cut(content: PosterContent, place: Placer, top: float, sizes: Sizes, _: Translate) -> SideColumn:
    """Name as many as there is room for: the heaviest findings, and the causes with most events."""
    findings = sorted(content.findings, key=lambda finding: -finding.severity)
    count = len(findings)
    columns: Columns | None = None
    while count and columns is None:
        count = count * 4 // 5
        kept = sorted(findings[:count], key=lambda finding: finding.number)
        less = replace(content, findings=tuple(kept), causes=content.causes[:count])
        columns = place(_groups(less, set(), 0, sizes, _AIRS[-1], _)) if count else None
    left_out = _left_out(content, set(), 0)
    left_out["findings"] = max(left_out["findings"], len(findings) - count)
    return _set(columns or (), left_out, False, top)


def _groups(
    content: PosterContent, explained: set[int], notes: int, sizes: Sizes, air: float, _: Translate
) -> list[Group]:
    """Return findings and causes, each with the heading above it where it is the first, as what no column parts."""
    findings: list[Setter] = [
        partial(set_finding, finding=each, explained=each.number in explained, sizes=sizes, air=air, _=_)
        for each in content.findings
    ]
    causes: list[Setter] = [
        partial(set_cause, cause=each, noted=notes == 2 or (notes == 1 and each.primary), sizes=sizes, air=air)
        for each in content.causes
    ]
    found, rule = [], partial(ruled, air=air)
    if "findings" in content.sections:
        head = partial(findings_head, content=content, sizes=sizes, air=air, _=_)
        found.append(Group([together(head, *findings[:1]), *findings[1:]], rule))
    if causes:
        head = partial(causes_head, sizes=sizes, air=air, _=_)
        found.append(Group([together(head, *causes[:1]), *causes[1:]], rule))
    return found


def _run_on(groups: Sequence[Group]) -> list[Setter]:
    """Return the things of all groups in turn, with a rule between the groups."""
    found: list[Setter] = []
    for group in groups:
        first, *rest = group.things
        found += [together(group.rule, first) if found else first, *rest]
    return found


def _explained(findings: Sequence[Finding], least: float) -> set[int]:
    return {finding.number for finding in findings if finding.severity >= least and finding.text}


def _left_out(content: PosterContent, explained: set[int], notes: int) -> dict[str, int]:
    silent = sum(1 for finding in content.findings if finding.text and finding.number not in explained)
    noted = [cause for cause in content.causes if cause.note]
    dropped = sum(1 for cause in noted if notes == 0 or (notes == 1 and not cause.primary))
    return {"findings": silent, "causes": dropped}
