"""What the side column is put together from: headings, findings with their numbers, causes with their codes."""

from klagerejsen.catalogue import Translate
from klagerejsen.figures import counted
from klagerejsen.posters.journey.content import Cause, Finding, PosterContent
from klagerejsen.posters.paper.display import PT, Line, Passage, Run, Text, stroke
from klagerejsen.posters.paper.ink import INK, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.setting import RISE, Column
from klagerejsen.posters.paper.shapes import number_disc
from klagerejsen.posters.paper.typeface import line_width, runs, wrap

_INDENT, _CODE = 1.8, 3.3
"""How far names stand in from numbers, in em of a finding, and from codes, in em of a cause."""


def findings_head(column: Column, content: PosterContent, sizes: Sizes, air: float, _: Translate) -> None:
    """Set the heading of the findings: how many there are, and whether people have confirmed them."""
    count = len(content.findings)
    if content.confirmed:
        aside = counted(count, _("ét fund, bekræftet på workshoppen"), _("{n} fund, bekræftet på workshoppen"))
    else:
        aside = counted(
            count, _("ét forslag, beregnet og endnu ikke drøftet"), _("{n} forslag, beregnet og endnu ikke drøftet")
        )
    _section(column, _("Hvad vi fandt"), aside if count else _("ingen fund"), sizes)
    column.skip(1.2 + 1.6 * air)


def ruled(column: Column, air: float) -> None:
    """Set the rule that parts causes from findings above them."""
    column.skip(3.0 + 2.5 * air)
    column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(2.2)


def causes_head(column: Column, sizes: Sizes, air: float, _: Translate) -> None:
    """Set the heading of the causes."""
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


def set_finding(column: Column, finding: Finding, explained: bool, sizes: Sizes, air: float, _: Translate) -> None:
    """Set a finding: its number, its name, and what it says where it is explained."""
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


def set_cause(column: Column, cause: Cause, noted: bool, sizes: Sizes, air: float) -> None:
    """Set a cause: its code, its name, how many events show it, and its note where there is room for it."""
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
