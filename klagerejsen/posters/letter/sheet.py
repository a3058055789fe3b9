"""The letter to the citizen on A4, set from the words that a person has gone through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from klagerejsen.catalogue import Translate, translator
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.hand import Hand
from klagerejsen.posters.letter.words import LetterText
from klagerejsen.posters.paper.display import PT, Layout, Passage, Pen, Text, stroke
from klagerejsen.posters.paper.flow import Setter
from klagerejsen.posters.paper.ink import INK, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.leaves import Leaves, one_or_more, paragraph, sheets_of, together
from klagerejsen.posters.paper.setting import RISE, Column
from klagerejsen.posters.paper.typeface import runs
from klagerejsen.posters.wording import day_words

LETTER_SIZES = Sizes(title=19, section=12.5, body=11.5, small=8.6)
_MARGIN, _FOOT = 25.0, 18.0
_AIR = 2.2
_LINE = 9.0
_DASH, _INDENT = "– ", 5.0


def build_letter(text: LetterText, *, language: str, made: date, fictional: bool = False) -> Layout:
    """Return the letter of these words, with empty lines to write on where nothing is said of whom to contact."""
    _ = translator(language)
    title = _("Det har vi lært af din klage")
    letter = _Letter(_spelled(text, _), language, made, fictional, title)
    leaves = one_or_more((letter.filled,), LETTER_SIZES, _)
    sheets = sheets_of(leaves, title, _)
    return Layout(title, language, language, (made.year, made.month, made.day), sheets, "letter")


def _spelled(text: LetterText, _: Translate) -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of each section, as the fonts can show them."""
    hand = Hand(_, Grain())
    return {
        name: tuple(line for each in getattr(text, name).splitlines() if (line := hand(each)))
        for name in LetterText.__dataclass_fields__
    }


@dataclass(frozen=True, slots=True)
class _Letter:
    said: dict[str, tuple[str, ...]]
    language: str
    made: date
    fictional: bool
    title: str

    def filled(self, sizes: Sizes) -> Leaves:
        """Return the leaves with the whole letter in these sizes."""
        _ = translator(self.language)
        leaves = Leaves.begun(_MARGIN, _FOOT)
        leaves.put([partial(self._top, sizes=sizes)])
        for name in ("greeting", "thanks"):
            leaves.put(self._paragraphs(self.said[name], leaves.measure, sizes))
        for name, heading in (
            ("understood", _("Sådan har vi forstået, at det var for dig")),
            ("found", _("Det fandt vi")),
            ("doing", _("Det gør vi nu")),
            ("contact", _("Hvis du vil tale med os")),
        ):
            leaves.put(self._section(heading, name, leaves.measure, sizes))
        leaves.put([partial(self._close, sizes=sizes)])
        leaves.close(self._small_print(), sizes.small)
        return leaves

    def _top(self, column: Column, sizes: Sizes) -> None:
        face = style("regular", sizes.body)
        day = runs(day_words(self.made, self.language), face, True)
        y = column.y + face.size * PT * RISE
        column.passages.append(Passage("paragraph", (Text(column.x + column.measure, y, (day,), anchor="end"),)))
        column.skip(leading(face.size) + 6.0)
        column.add(self.title, style("bold", sizes.title), ours=True, heading=1)
        column.skip(4.0)

    def _paragraphs(self, lines: Sequence[str], measure: float, sizes: Sizes) -> Iterator[Setter]:
        face = style("regular", sizes.body)
        for line in lines:
            if line.startswith(_DASH):
                first, *rest = paragraph(line.removeprefix(_DASH), face, measure - _INDENT)
                yield partial(_indented, setter=first, dash=Text(0, 0, (runs(_DASH.strip(), face),)))
                yield from (partial(_indented, setter=each) for each in rest)
            else:
                yield from paragraph(line, face, measure)
            yield lambda column: column.skip(_AIR)

    def _section(self, heading: str, name: str, measure: float, sizes: Sizes) -> Sequence[Setter]:
        """Return a section under its heading; nothing where nothing is said, but lines for whom to contact."""
        head = partial(_head, text=heading, sizes=sizes)
        pieces = list(self._paragraphs(self.said[name], measure, sizes))
        if not pieces:
            return [together(head, partial(self._lines, sizes=sizes))] if name == "contact" else []
        return [together(head, pieces[0]), *pieces[1:]]

    def _lines(self, column: Column, sizes: Sizes) -> None:
        _ = translator(self.language)
        _ruled(column, _("Navn eller afdeling"), sizes)
        _ruled(column, _("Telefon"), sizes)

    def _close(self, column: Column, sizes: Sizes) -> None:
        _ = translator(self.language)
        column.skip(4.0)
        column.add(_("Venlig hilsen"), style("regular", sizes.body), ours=True)
        _ruled(column, _("Underskrift"), sizes)

    def _small_print(self) -> str:
        _ = translator(self.language)
        parts = [_("Fiktivt eksempel. Alle personer, datoer og udsagn er opdigtede.")] if self.fictional else []
        parts.append(_("Brevet er ikke en afgørelse. Det ændrer ikke den afgørelse, du har fået, eller dine frister."))
        return " ".join(parts)


def _indented(column: Column, setter: Setter, dash: Text | None = None) -> None:
    """Set a paragraph a little in, with its dash in front of it."""
    inner = Column(column.x + _INDENT, column.y, column.measure - _INDENT)
    setter(inner)
    if dash is not None:
        said, *_rest = inner.passages[0].marks
        mark = replace(dash, x=column.x, y=said.y)  # type: ignore[union-attr]
        inner.passages[0] = replace(inner.passages[0], marks=(mark, said))
    column.passages += inner.passages
    column.y = inner.y


def _head(column: Column, text: str, sizes: Sizes) -> None:
    column.skip(3.0)
    column.add(text, style("bold", sizes.section), ours=True, heading=2)
    column.skip(1.0)


def _ruled(column: Column, label: str, sizes: Sizes) -> None:
    """Set a line to write on, with what goes there in small letters below it."""
    column.skip(_LINE)
    column.draw(stroke(Pen(INK, 0.25), (column.x, column.y), (column.x + column.measure * 0.62, column.y)))
    column.skip(0.8)
    column.add(label, style("regular", sizes.small, SECONDARY), ours=True)
