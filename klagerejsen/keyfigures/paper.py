"""The figures as a report on paper: the tables of the workbook, the curves of the pages, and what they mean."""

from collections.abc import Iterator, Mapping, Sequence

from klagerejsen.database import utcnow
from klagerejsen.keyfigures import drawing, endings, saying, volumes, waits
from klagerejsen.keyfigures.conversations import conversations
from klagerejsen.keyfigures.counting import NO, YES
from klagerejsen.keyfigures.definitions import everything
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.naming import CLOCK_NAMES, ENDINGS, Names
from klagerejsen.keyfigures.report import Figure, Section
from klagerejsen.outgoing.terms import Terms, about
from klagerejsen.posters.figures.sheet import Curve, Figures, Tabled
from klagerejsen.statistics.words import share_words, withheld_words


def content(
    register: Register, where: Mapping[str, str], names: Names, found: Sequence[Section], terms: Terms, as_of: str
) -> Figures:
    """Return what the report says of a group, with `found` as its tables."""
    _ = names.translate
    kept = ". ".join(f"{name}: {text}" for name, text in about(terms, utcnow(), _))
    return Figures(
        title=_("Klager i tal"),
        subtitle=f"{names.group(where)}. {_('Som det stod')} {as_of}.",
        said=[*_said(register, where, names), withheld_words(register.least, _)],
        curves=[*_curves(register, where, names)],
        tables=[Tabled(each.title, each.headings, [_told(row) for row in each.rows]) for each in found],
        meant=everything(register.least, _),
        small_print=kept,
    )


def _told(row: Sequence[Figure]) -> list[str]:
    return [str(cell).replace("-", "−") if isinstance(cell, int) else cell for cell in row]


def _said(register: Register, where: Mapping[str, str], names: Names) -> Iterator[str]:
    _ = names.translate
    total, reversal = register.release.count(where), volumes.reversal(register, where)
    if total is not None:
        yield _("{n} klager.").format(n=total)
    if reversal:
        said = _("Klageinstansen omgjorde {share} af de afgørelser, den tog stilling til.")
        yield said.format(share=share_words(reversal, _))


def _curves(register: Register, where: Mapping[str, str], names: Names) -> Iterator[Curve]:
    _ = names.translate
    unit, below = _("kalenderdage"), _("Under kurven står, hvor mange der endnu følges.")
    for clock, name in CLOCK_NAMES.items():
        wait = waits.wait(register, clock, where)
        drawn = drawing.one(register, clock, {names.area(where): wait}) if wait else None
        if wait and drawn:
            words = f"{saying.clock_words(clock, wait, _)} {saying.wait_words(wait, _)} {below}".strip()
            yield Curve(_(name), words, unit, drawn.picture)
    found = endings.endings(register, where)
    ways = {way: _(name) for way, name in ENDINGS.items()}
    rising = drawing.rising_of(register, found, ways, _) if found else None
    if rising:
        words = _("Andelen, der er endt på hver måde, efter antal kalenderdage.")
        yield Curve(_("Så mange var endt, som dagene gik"), f"{words} {below}", unit, rising)
    yield from _beside(register, where, names, unit)


def _beside(register: Register, where: Mapping[str, str], names: Names, unit: str) -> Iterator[Curve]:
    """Yield the curves of those who were offered a conversation and those who were not."""
    _, say = names.translate, saying.Said(names.translate)
    found = conversations(register, {name: value for name, value in where.items() if name == "area"})
    offered, others = (names.of("offered", answer) for answer in (YES, NO))
    for timed in found.timed:
        both = {offered: timed.offered, others: timed.others}
        told = [f"{name}: {say.wait(wait)}" for name, wait in both.items()]
        told += [say.median(timed.median)] if timed.median else []
        title = _("{clock}, med og uden tilbud om en samtale").format(clock=_(CLOCK_NAMES[timed.clock]))
        drawn = drawing.one(register, timed.clock, both)
        if drawn:
            yield Curve(title, " ".join(told), unit, drawn.picture)
