"""What was found, numbered along time, and the root causes: beside the time field, or in columns under it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from klagerejsen.catalogue import Translate
from klagerejsen.figures import counted
from klagerejsen.posters.journey.content import Cause, Finding, PosterContent
from klagerejsen.posters.paper.display import PT, Line, Passage, Run, Text, stroke
from klagerejsen.posters.paper.flow import Paper, Setter, apart, flowed
from klagerejsen.posters.paper.ink import INK, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.leaves import resized, together
from klagerejsen.posters.paper.setting import RISE, Column
from klagerejsen.posters.paper.shapes import number_disc
from klagerejsen.posters.paper.typeface import line_width, runs, wrap

_INDENT, _CODE = 1.8, 3.3
"""How far names stand in from numbers, in em of a finding, and from codes, in em of a cause."""
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
        partial(_finding, finding=each, explained=each.number in explained, sizes=sizes, air=air, _=_)
        for each in content.findings
    ]
    causes: list[Setter] = [
        partial(_cause, cause=each, noted=notes == 2 or (notes == 1 and each.primary), sizes=sizes, air=air)
        for each in content.causes
    ]
    found, rule = [], partial(_rule, air=air)
    if "findings" in content.sections:
        head = partial(_findings_head, content=content, sizes=sizes, air=air, _=_)
        found.append(Group(_headed(head, findings), rule))
    if causes:
        found.append(Group(_headed(partial(_causes_head, sizes=sizes, air=air, _=_), causes), rule))
    return found


def _run_on(groups: Sequence[Group]) -> list[Setter]:
    """Return the things of all groups in turn, with a rule between the groups."""
    found: list[Setter] = []
    for group in groups:
        first, *rest = group.things
        found += [together(group.rule, first) if found else first, *rest]
    return found


def _headed(head: Setter, things: Sequence[Setter]) -> list[Setter]:
    """Keep the heading together with the first of what it stands above."""

    def both(column: Column) -> None:
        head(column)
        for thing in things[:1]:
            thing(column)

    return [both, *things[1:]]


def _explained(findings: Sequence[Finding], least: float) -> set[int]:
    return {finding.number for finding in findings if finding.severity >= least and finding.text}


def _left_out(content: PosterContent, explained: set[int], notes: int) -> dict[str, int]:
    silent = sum(1 for finding in content.findings if finding.text and finding.number not in explained)
    noted = [cause for cause in content.causes if cause.note]
    dropped = sum(1 for cause in noted if notes == 0 or (notes == 1 and not cause.primary))
    return {"findings": silent, "causes": dropped}


def _findings_head(column: Column, content: PosterContent, sizes: Sizes, air: float, _: Translate) -> None:
    count = len(content.findings)
    if content.confirmed:
        aside = counted(count, _("ét fund, bekræftet på workshoppen"), _("{n} fund, bekræftet på workshoppen"))
    else:
        aside = counted(
            count, _("ét forslag, beregnet og endnu ikke drøftet"), _("{n} forslag, beregnet og endnu ikke drøftet")
        )
    _section(column, _("Hvad vi fandt"), aside if count else _("ingen fund"), sizes)
    column.skip(1.2 + 1.6 * air)


def _rule(column: Column, air: float) -> None:
    column.skip(3.0 + 2.5 * air)
    column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(2.2)


def _causes_head(column: Column, sizes: Sizes, air: float, _: Translate) -> None:
    _section(column, _("Rodårsager"), _("fed: de vigtigste · tal: hændelser bag"), sizes)
    column.skip(1.0 + air)


def _section(column: Column, title: str, aside: str, sizes: Sizes) -> None:
    head = style("bold", sizes.section)
    line: Line = (Run(title, head, True), Run(f"  {aside}", style("regular", sizes.small, SECONDARY), True))
    if line_width(line) > column.measure:
        line = line[:1]
    text = Text(column.x, column.y + sizes.section * PT * RISE, (line,))
    column.passages.append(Passage("heading", (text,), level=2))
    column.y += leading(sizes.section)
    if len(line) == 1:
        column.add(aside, style("regular", sizes.small, SECONDARY), ours=True)


def _finding(column: Column, finding: Finding, explained: bool, sizes: Sizes, air: float, _: Translate) -> None:
    size = sizes.finding * PT * 1.05
    disc = number_disc(
        column.x + size / 2,
        column.y + sizes.finding * PT * 0.53,
        finding.number,
        finding.heavy,
        size,
        sizes.letter + (0.8 if finding.number < 100 else -1.4),
    )
    column.passages.append(Passage("figure", disc, alt=_("Fund {n}").format(n=finding.number)))
    name = finding.name if not finding.possible else _("{name} (mulig)").format(name=finding.name)
    indent = _INDENT * sizes.finding * PT
    column.add(name, style("semibold", sizes.finding), ours=True, heading=3, indent=indent, factor=1.16)
    if explained:
        column.add(finding.text, style("regular", sizes.body - 0.8), indent=indent)
    column.skip(0.4 + 2.0 * air)


def _cause(column: Column, cause: Cause, noted: bool, sizes: Sizes, air: float) -> None:
    face = style("bold" if cause.primary else "semibold", sizes.body, INK)
    code = Text(
        column.x, column.y + sizes.body * PT * RISE, (runs(cause.code, style("regular", sizes.body - 0.8, SECONDARY)),)
    )
    indent = _CODE * sizes.body * PT
    lines = wrap(cause.name, face, column.measure - indent - 10)
    step = leading(sizes.body)
    base = column.y + sizes.body * PT * RISE
    name = Text(column.x + indent, base, tuple(runs(line, face) for line in lines), step)
    count = Text(
        column.x + column.measure, base, (runs(str(cause.events), style("semibold", sizes.body), True),), anchor="end"
    )
    column.passages.append(Passage("heading", (code, name), level=3))
    column.passages.append(Passage("paragraph", (count,)))
    column.y += len(lines) * step
    if noted:
        column.add(cause.note, style("regular", sizes.body - 0.8), indent=indent)
    column.skip(0.3 + 1.3 * air)
