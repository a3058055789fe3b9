"""What was found, numbered along time, and the root causes: beside the time field, or in columns under it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from klagerejsen.catalogue import Translate
from klagerejsen.figures import counted
from klagerejsen.posters.content import Cause, Finding, PosterContent
from klagerejsen.posters.display import PT, Line, Passage, Run, Text, stroke
from klagerejsen.posters.flow import Paper, Setter, flowed
from klagerejsen.posters.ink import INK, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.setting import RISE, Column
from klagerejsen.posters.shapes import number_disc
from klagerejsen.posters.typeface import line_width, runs, wrap

_INDENT = 8.6
_CODE = 14.0
_COLUMN, _BETWEEN = 140.0, 10.0
EXPLAINED = 7
_AIRS = (2.0, 1.6, 1.3, 1.0, 0.6, 0.25)


@dataclass(frozen=True, slots=True)
class SideColumn:
    """Findings and causes set: where they begin and end, what was left out by name, and if all is at least named."""

    passages: tuple[Passage, ...]
    left_out: dict[str, int]
    fits: bool
    top: float
    bottom: float


Columns = Sequence[Column]
Placer = Callable[[Sequence[Setter]], Columns | None]


def side_column(
    content: PosterContent, x: float, top: float, bottom: float, measure: float, sizes: Sizes, _: Translate
) -> SideColumn:
    """Fill one column as fully as it has room.

    Left out first: the notes of lesser causes, then the texts of findings below severity 3, then all notes of
    causes, then every text; over twenty findings, only the seven heaviest are explained. Should not even the names
    have room, the lightest findings and the causes with the fewest events go.
    """

    def place(setters: Sequence[Setter]) -> Columns | None:
        column = Column(x, top, measure)
        for setter in setters:
            setter(column)
        return (column,) if column.y <= bottom else None

    return _fullest(content, place, top, sizes, _)


def side_columns(
    content: PosterContent, wide: float, margin: float, top: float, bottom: float, sizes: Sizes, _: Translate
) -> SideColumn:
    """Fill columns beside one another as fully as they have room, in the same order, and equally tall."""
    paper = Paper(wide, margin, top, bottom, _COLUMN, _BETWEEN)

    def place(setters: Sequence[Setter]) -> Columns | None:
        sheets = flowed(paper, setters, 1)
        columns = sheets[0] if sheets else ()
        return columns if columns and max(column.y for column in columns) <= bottom else None

    return _fullest(content, place, top, sizes, _)


def _fullest(content: PosterContent, place: Placer, top: float, sizes: Sizes, _: Translate) -> SideColumn:
    for explained, notes in _steps(content.findings):
        for air in _AIRS:
            columns = place(_things(content, explained, notes, sizes, air, _))
            if columns is not None:
                return _set(columns, _left_out(content, explained, notes), True, top)
    return _cut(content, place, top, sizes, _)


def _set(columns: Columns, left_out: dict[str, int], fits: bool, top: float) -> SideColumn:
    passages = tuple(passage for column in columns for passage in column.passages)
    return SideColumn(passages, left_out, fits, top, max((column.y for column in columns), default=top))


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
        columns = place(_things(less, set(), 0, sizes, _AIRS[-1], _)) if count else None
    left_out = _left_out(content, set(), 0)
    left_out["findings"] = max(left_out["findings"], len(findings) - count)
    return _set(columns or (), left_out, False, top)


def _things(
    content: PosterContent, explained: set[int], notes: int, sizes: Sizes, air: float, _: Translate
) -> list[Setter]:
    """Return findings and causes, each with the heading above it where it is the first, as what no column parts."""
    findings: list[Setter] = [
        partial(_finding, finding=each, explained=each.number in explained, sizes=sizes, air=air, _=_)
        for each in content.findings
    ]
    causes: list[Setter] = [
        partial(_cause, cause=each, noted=notes == 2 or (notes == 1 and each.primary), sizes=sizes, air=air)
        for each in content.causes
    ]
    found: list[Setter] = []
    if "findings" in content.sections:
        found += _headed(partial(_findings_head, content=content, sizes=sizes, air=air, _=_), findings)
    if causes:
        found += _headed(partial(_causes_head, sizes=sizes, air=air, parted=bool(found), _=_), causes)
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


def _causes_head(column: Column, sizes: Sizes, air: float, parted: bool, _: Translate) -> None:
    """Set the heading of the causes, under a rule where findings stand before it."""
    if parted:
        column.skip(3.0 + 2.5 * air)
        column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
        column.skip(2.2)
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
    column.add(name, style("semibold", sizes.finding), ours=True, heading=3, indent=_INDENT, factor=1.16)
    if explained:
        column.add(finding.text, style("regular", sizes.body - 0.8), indent=_INDENT)
    column.skip(0.4 + 2.0 * air)


def _cause(column: Column, cause: Cause, noted: bool, sizes: Sizes, air: float) -> None:
    face = style("bold" if cause.primary else "semibold", sizes.body, INK)
    code = Text(
        column.x, column.y + sizes.body * PT * RISE, (runs(cause.code, style("regular", sizes.body - 0.8, SECONDARY)),)
    )
    lines = wrap(cause.name, face, column.measure - _CODE - 10)
    step = leading(sizes.body)
    base = column.y + sizes.body * PT * RISE
    name = Text(column.x + _CODE, base, tuple(runs(line, face) for line in lines), step)
    count = Text(
        column.x + column.measure, base, (runs(str(cause.events), style("semibold", sizes.body), True),), anchor="end"
    )
    column.passages.append(Passage("heading", (code, name), level=3))
    column.passages.append(Passage("paragraph", (count,)))
    column.y += len(lines) * step
    if noted:
        column.add(cause.note, style("regular", sizes.body - 0.8), indent=_CODE)
    column.skip(0.3 + 1.3 * air)
