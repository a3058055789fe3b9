"""The side column: what was found, numbered along time, and the root causes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from klagerejsen.catalogue import Translate
from klagerejsen.posters.content import Cause, Finding, PosterContent
from klagerejsen.posters.display import PT, Line, Passage, Run, Text, stroke
from klagerejsen.posters.ink import INK, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.setting import RISE, Column
from klagerejsen.posters.shapes import number_disc
from klagerejsen.posters.typeface import line_width, runs, wrap
from klagerejsen.posters.wording import counted

_INDENT = 8.6
_CODE = 14.0
EXPLAINED = 7
_AIRS = (2.0, 1.6, 1.3, 1.0, 0.6, 0.25)


@dataclass(frozen=True, slots=True)
class SideColumn:
    """A filled column: its passages, what was left out by name, and whether everything is at least named."""

    passages: tuple[Passage, ...]
    left_out: dict[str, int]
    fits: bool


def side_column(
    content: PosterContent, x: float, top: float, bottom: float, measure: float, sizes: Sizes, _: Translate
) -> SideColumn:
    """Fill the column as fully as it has room.

    Left out first: the notes of lesser causes, then the texts of findings below severity 3, then all notes of
    causes, then every text; over twenty findings, only the seven heaviest are explained. Should not even the names
    have room, the lightest findings and the causes with the fewest events go.
    """
    for explained, notes in _steps(content.findings):
        for air in _AIRS:
            column = Column(x, top, measure)
            _fill(column, content, explained, notes, sizes, air, _)
            if column.y <= bottom:
                return SideColumn(tuple(column.passages), _left_out(content, explained, notes), True)
    return _cut(content, x, top, bottom, measure, sizes, _)


def _steps(findings: Sequence[Finding]) -> Iterator[tuple[set[int], int]]:
    """Yield which findings to explain, and how many notes of causes: 2 all, 1 those of the important, 0 none."""
    every, heavy = _explained(findings, -1.0), _explained(findings, 2.5)
    if len(findings) <= 20:
        yield from ((every, 2), (every, 1), (heavy, 1), (heavy, 0))
    else:
        heaviest = sorted(findings, key=lambda finding: -finding.severity)[:EXPLAINED]
        yield from ((_explained(heaviest, -1.0), notes) for notes in (2, 1, 0))
    yield set(), 0


def _cut(
    content: PosterContent, x: float, top: float, bottom: float, measure: float, sizes: Sizes, _: Translate
) -> SideColumn:
    """Name as many as there is room for: the heaviest findings, and the causes with most events."""
    findings = sorted(content.findings, key=lambda finding: -finding.severity)
    count = len(findings)
    while count:
        count = count * 4 // 5
        kept = sorted(findings[:count], key=lambda finding: finding.number)
        less = replace(content, findings=tuple(kept), causes=content.causes[:count])
        column = Column(x, top, measure)
        _fill(column, less, set(), 0, sizes, _AIRS[-1], _)
        if column.y <= bottom:
            break
    left_out = _left_out(content, set(), 0)
    left_out["findings"] = max(left_out["findings"], len(findings) - count)
    return SideColumn(tuple(column.passages) if count else (), left_out, False)


def _fill(
    column: Column, content: PosterContent, explained: set[int], notes: int, sizes: Sizes, air: float, _: Translate
) -> None:
    _findings(column, content, explained, sizes, air, _)
    column.skip(3.0 + 2.5 * air)
    _causes(column, content.causes, notes, sizes, air, _)


def _explained(findings: Sequence[Finding], least: float) -> set[int]:
    return {finding.number for finding in findings if finding.severity >= least and finding.text}


def _left_out(content: PosterContent, explained: set[int], notes: int) -> dict[str, int]:
    silent = sum(1 for finding in content.findings if finding.text and finding.number not in explained)
    noted = [cause for cause in content.causes if cause.note]
    dropped = sum(1 for cause in noted if notes == 0 or (notes == 1 and not cause.primary))
    return {"findings": silent, "causes": dropped}


def _findings(
    column: Column, content: PosterContent, explained: set[int], sizes: Sizes, air: float, _: Translate
) -> None:
    count = len(content.findings)
    if content.confirmed:
        aside = counted(count, _("ét fund, bekræftet på workshoppen"), _("{n} fund, bekræftet på workshoppen"))
    else:
        aside = counted(
            count, _("ét forslag, beregnet og endnu ikke drøftet"), _("{n} forslag, beregnet og endnu ikke drøftet")
        )
    _section(column, _("Hvad vi fandt"), aside if count else _("ingen fund"), sizes)
    column.skip(1.2 + 1.6 * air)
    for finding in content.findings:
        _finding(column, finding, finding.number in explained, sizes, _)
        column.skip(0.4 + 2.0 * air)


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


def _finding(column: Column, finding: Finding, explained: bool, sizes: Sizes, _: Translate) -> None:
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


def _causes(column: Column, causes: Sequence[Cause], notes: int, sizes: Sizes, air: float, _: Translate) -> None:
    if not causes:
        return
    column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(2.2)
    _section(column, _("Rodårsager"), _("fed: de vigtigste · tal: hændelser bag"), sizes)
    column.skip(1.0 + air)
    for cause in causes:
        _cause(column, cause, notes == 2 or (notes == 1 and cause.primary), sizes)
        column.skip(0.3 + 1.3 * air)


def _cause(column: Column, cause: Cause, noted: bool, sizes: Sizes) -> None:
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
