"""The handout of a workshop: the way in, the three sides, who sees what is written, and the questions of the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

import segno

from klagerejsen import labels
from klagerejsen.catalogue import Translate, translator
from klagerejsen.codes import Perspective
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.note.pieces import headed, pulled
from klagerejsen.posters.paper.display import PT, Area, Layout, Mark, Passage, rectangle
from klagerejsen.posters.paper.flow import Setter
from klagerejsen.posters.paper.grey import in_grey
from klagerejsen.posters.paper.ink import INK, SECONDARY, SIDES, Side, Sizes, style
from klagerejsen.posters.paper.leaves import A4, Leaves, one_or_more, sheets_of
from klagerejsen.posters.paper.setting import Column
from klagerejsen.posters.paper.shapes import lettered
from klagerejsen.posters.paper.tables import Table
from klagerejsen.posters.paper.typeface import fitting
from klagerejsen.posters.wording import day_words
from klagerejsen.workshops.method import PROMPTS, WHO, Guide

HandoutPaper = Literal["a4", "a5"]
PAPERS: dict[HandoutPaper, tuple[float, float]] = {"a4": A4, "a5": (148.0, 210.0)}
SIZES = Sizes(
    title=21, sentence=16, figure=46, subtitle=11.2, section=12, finding=11.2, answer=10.2, body=9.6, date=8.8, small=8,
)  # fmt: skip
_MARGIN: dict[HandoutPaper, float] = {"a4": 16.0, "a5": 11.0}
_FOOT = 12.5
_CODE_SHARE, _APART, _QUIET = 0.29, 7.0, 3.0
"""The share of the width that the QR code has, its distance from the words, and what is left white below it besides."""
_PHASES = (0.24, 0.64, 0.12)
_OVERLAP = 0.06
"""Millimetres by which parts of a QR code overlap, so that no printer leaves a white line between them."""


@dataclass(frozen=True, slots=True)
class Handout:
    """What a handout says of a workshop: its case, the way in (`link` is what the QR code holds), and its phases."""

    title: str
    subtitle: str
    place: str
    code: str
    link: str
    steps: Sequence[Guide]
    fictional: bool = False


def build_handout(
    handout: Handout, paper: HandoutPaper = "a4", *, language: str, made: date, grey: bool = False
) -> Layout:
    """Return the handout: one page of A4, or A5 with the questions on its back; more only where its texts need it."""
    _ = translator(language)
    title = _("Kom med i workshoppen")
    words = _Words(handout, paper, Hand(_, Grain()), title, language, made)
    leaves = one_or_more((words.filled,), SIZES, _, wanted=1 if paper == "a4" else 2)
    day = (made.year, made.month, made.day)
    layout = Layout(title, language, language, day, sheets_of(leaves, title, _), "handout")
    return in_grey(layout) if grey else layout


@dataclass(frozen=True, slots=True)
class _Words:
    handout: Handout
    paper: HandoutPaper
    hand: Hand
    title: str
    language: str
    made: date

    @property
    def say(self) -> Translate:
        return translator(self.language)

    def filled(self, sizes: Sizes) -> Leaves:
        """Return the leaves with the whole handout in these sizes."""
        _ = self.say
        leaves = Leaves.begun(_MARGIN[self.paper], _FOOT, PAPERS[self.paper])
        leaves.put([partial(self._top, sizes=sizes), partial(self._way_in, sizes=sizes)])
        choose = partial(headed, title=_("Vælg den side, du sidder på"), sizes=sizes)
        leaves.beside((1 / 3,) * 3, [partial(self._side, side, sizes) for side in SIDES], choose)
        seen = partial(headed, title=_("Hvad bliver gemt, og hvem ser det?"), sizes=sizes)
        leaves.beside((0.5, 0.5), [partial(self._told, part, sizes) for part in _seen(_)], seen)
        if self.paper == "a5":
            leaves.turn()
        leaves.table(partial(headed, title=_("Spørgsmålene"), sizes=sizes), self._phases(sizes))
        leaves.close(self._small_print(), sizes.small)
        return leaves

    def _top(self, column: Column, sizes: Sizes) -> None:
        _, handout = self.say, self.handout
        column.add(self.title, style("bold", sizes.title), ours=True, heading=1, factor=1.08)
        column.skip(0.6)
        titles = (self.hand(handout.title, LONGEST_TITLE), self.hand(handout.subtitle, LONGEST_TITLE))
        column.add(" · ".join(filter(None, titles)), style("regular", sizes.subtitle, SECONDARY), ours=True)
        rules = f"{_('Vi lærer, vi bebrejder ikke.')} {_('Skriv roller, ingen navne.')}"
        pulled(column, rules, style("semibold", sizes.subtitle))
        column.skip(4.0)

    def _way_in(self, column: Column, sizes: Sizes) -> None:
        """Set where to go and what to type, large, beside the QR code that says both."""
        _, handout = self.say, self.handout
        side = column.measure * _CODE_SHARE
        words = Column(column.x, column.y, column.measure - side - _APART)
        plain = style("regular", sizes.answer)
        words.add(_("Åbn denne adresse på telefonen, eller scan koden:"), plain, ours=True)
        words.skip(0.8)
        words.add(handout.place, fitting(handout.place, style("semibold", sizes.sentence), words.measure), ours=True)
        words.skip(2.4)
        words.add(_("Skriv koden:"), plain, ours=True)
        words.add(handout.code, fitting(handout.code, style("bold", sizes.figure), words.measure), ours=True)
        words.skip(0.6)
        words.add(_("Uden konto og uden navn. Du er en af flere på din side."), plain, ours=True)
        column.passages += words.passages
        marks = tuple(qr_marks(handout.link, column.x + column.measure - side, column.y, side))
        column.passages.append(Passage("figure", marks, alt=_("QR-kode til {place}").format(place=handout.place)))
        column.y = max(words.y, column.y + side) + _QUIET

    def _side(self, side: Side, sizes: Sizes, measure: float) -> Sequence[Setter]:
        """Set a side with who sits there, and what they may ask themselves."""
        _ = self.say

        def set_side(column: Column) -> None:
            column.skip(1.0)
            size = sizes.finding * PT * 1.5
            middle = column.y + size / 2
            shapes, letter = lettered(side, column.x + size * 0.65, middle, size, sizes.finding * 0.86, "known")
            column.passages.append(Passage("artifact", (*shapes, letter)))
            column.skip((size - sizes.finding * PT * 1.2) / 2)
            name = labels.label("perspective", side, _)
            column.add(name, style("bold", sizes.finding), ours=True, heading=3, indent=size * 1.6)
            column.y = middle + size / 2 + 1.0
            column.add(_(WHO[Perspective(side)]), style("regular", sizes.body), ours=True)
            column.skip(0.8)
            for prompt in PROMPTS[Perspective(side)]:
                column.add(_(prompt), style("regular", sizes.date, SECONDARY), ours=True)

        return [set_side]

    def _phases(self, sizes: Sizes) -> Table:
        """Return the phases: each with its question, what one does oneself, and how long it takes."""
        _, small = self.say, style("regular", sizes.small, SECONDARY)
        name, question = style("semibold", sizes.body), style("semibold", sizes.answer)
        rows = [
            (
                ((labels.label("phase", step.phase.value, _), name),),
                ((self._asked(step), question), (_(step.participant), style("regular", sizes.date, SECONDARY))),
                ((_("{n} min.").format(n=step.minutes), style("regular", sizes.body)),),
            )
            for step in self.handout.steps
        ]
        return Table(_PHASES, (_("Fase"), _("Spørgsmål"), _("Tid")), small, rows, ours=True)

    def _asked(self, step: Guide) -> str:
        # A question of the room's own is kept with its percent signs doubled, as the catalogue's are.
        return self.hand(self.say(step.question) % {})

    def _told(self, part: Sequence[tuple[str, str]], sizes: Sizes, measure: float) -> Sequence[Setter]:
        return [partial(_said, what=what, words=words, sizes=sizes) for what, words in part]

    def _small_print(self) -> str:
        _ = self.say
        parts = [_("Fiktivt eksempel. Alle personer, datoer og udsagn er opdigtede.")] if self.handout.fictional else []
        parts.append(_("Har du ingen telefon, så sig det. Du kan svare på papir."))
        parts.append(_("Lavet {date} med Klagerejsen.").format(date=day_words(self.made, self.language)))
        return " ".join(parts)


def _said(column: Column, what: str, words: str, sizes: Sizes) -> None:
    column.add(what, style("semibold", sizes.body), ours=True, heading=3)
    column.add(words, style("regular", sizes.body), ours=True)
    column.skip(1.6)


def _seen(_: Translate) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return what is kept and who sees it, in two columns."""
    return (
        (
            (
                _("Dit svar"),
                _("Kun du ser det, indtil alle svar bliver vist. Så ser alle det, men ikke, hvem der skrev."),
            ),
            (_("Din note"), _("Du og facilitator ser den. De andre ser den først, når den bliver vist.")),
            (_("Dine prikker"), _("Ingen ser dem, før afstemningen lukkes. Så vises tallene for hver side.")),
        ),
        (
            (
                _("Det gemmes"),
                _("Din side og det, du skriver. Er du alene på din side, ved de andre, at svaret er dit."),
            ),
            (_("Bagefter"), _("Teamet i kommunen kan læse sagen og det, der blev vist. Det kan komme på en plakat.")),
            (_("Hvis nettet ryger"), _("Skriv videre. Telefonen gemmer det, til det kan sendes.")),
        ),
    )


def qr_marks(link: str, left: float, top: float, side: float) -> Iterator[Mark]:
    """Yield the dark parts of a QR code in a square; the paper round it is its quiet zone."""
    rows = [set(_dark(bytes(row))) for row in segno.make(link, error="m", micro=False).matrix]
    module = side / len(rows)
    begun: dict[tuple[int, int], int] = {}
    for down, runs in enumerate((*rows, set[tuple[int, int]]())):
        for run in begun.keys() - runs:
            x, y = left + run[0] * module, top + begun.pop(run) * module
            yield rectangle(Area(x, y, left + run[1] * module, top + down * module + _OVERLAP), INK)
        begun |= dict.fromkeys(runs - begun.keys(), down)


def _dark(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield the runs of dark modules of a row: where each begins, and where it has ended."""
    start = None
    for place, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place
            start = None
