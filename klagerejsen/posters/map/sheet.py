"""The collaboration map as a sheet of its own: the picture, what it shows in words, and the table, on any paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import count, product
from typing import Any

from klagerejsen.analysis.collaboration import UNIT
from klagerejsen.board.collaboration import CollaborationMap, Said
from klagerejsen.catalogue import Translate, translator
from klagerejsen.figures import counted
from klagerejsen.posters.choices import EVERYTHING, Choices
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.journey.chronicle import sheet_title
from klagerejsen.posters.journey.footer import Drawer, LegendItem, emblem, foot
from klagerejsen.posters.journey.skeleton import MARGIN
from klagerejsen.posters.journey.smallprint import closing, opening, said_of_anonymity
from klagerejsen.posters.map.picture import DASHES, picture
from klagerejsen.posters.map.words import Row, Telling
from klagerejsen.posters.paper.display import Area, Layout, Mark, Passage, Path, Pen, Sheet, stroke
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.paper.grey import in_grey
from klagerejsen.posters.paper.ink import A1_SIZES, A3_SIZES, INK, LINE, PAPER, SECONDARY, SIDES, Sizes, leading, style
from klagerejsen.posters.paper.setting import Column
from klagerejsen.posters.paper.typeface import width
from klagerejsen.posters.wording import side_names

SCALES = {"a0": 1.414, "a1": 1.0, "a2": 0.707, "a3": 0.6}
"""Paper against the design sheet; A3 has a layout of its own, as the journey's poster has."""
MOST_SHEETS = 12
_SIDE, _ABOVE, _BETWEEN, _APART = 0.31, 0.58, 14.0, 8.0
"""The share of the sheet that words have beside the picture, and the picture above words; the distances, in mm."""
_LONGEST_SENTENCE = 100_000
"""A sentence may name every role of a case; what people type is bounded before."""
_LARGER = (2.5, 2.2, 1.9, 1.75, 1.6, 1.45, 1.3, 1.15, 1.0)
_MANY = 999
"""Room is kept for as long a number of what may have to be told in the small print."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What the sheet says besides the picture, in letters that the fonts have."""

    title: str
    names: Mapping[str, str]
    said: tuple[str, ...]
    rows: tuple[Row, ...]
    fictional: bool
    stand_ins: int


def build_map(
    drawn: CollaborationMap, document: Mapping[str, Any], choices: Choices = EVERYTHING, *, made: date
) -> Layout:
    """Return the sheet of a map and the journey's document, both anonymised already; a long table has further sheets.

    Raises PosterError when the case has no map, or more places or links than paper can carry legibly.
    """
    _ = translator(drawn.language)
    if not drawn.found.links:
        raise PosterError(_("Kortet er tomt: ingen hændelse har både afsender og modtager."))
    sheets = _Composer(drawn, words := _words(drawn, document, choices, _), choices, made, _).sheets()
    layout = Layout(
        title=words.title,
        language=drawn.language,
        text_language=document.get("language") or "da",
        made=(made.year, made.month, made.day),
        sheets=tuple(replace(sheet, scale=SCALES[choices.size]) for sheet in sheets),
        level="map",
    )
    return in_grey(layout) if choices.grey else layout


def _words(drawn: CollaborationMap, document: Mapping[str, Any], choices: Choices, _: Translate) -> _Words:
    hand = Hand(_, Grain(choices.anonymity == "months"))
    names = {place: hand(name, LONGEST_TITLE) or _("uden navn") for place, name in drawn.names.items()}
    rows = tuple(
        Row(
            _("{giver} til {taker}").format(giver=names[row.giver], taker=names[row.taker]),
            (str(row.times), str(row.handovers or ""), str(row.carried or ""), row.wait),
        )
        for row in drawn.rows().values()
    )
    said = tuple(hand(_sentence(each), _LONGEST_SENTENCE) for each in drawn.said())
    title = hand(document["title"], LONGEST_TITLE)
    return _Words(title, names, said, rows, bool(document.get("fictional")), hand.stand_ins)


def _sentence(said: Said) -> str:
    """Return a sentence with the dates of the events behind it."""
    return f"{said.text} ({', '.join(event.when for event in said.events)})" if said.events else said.text


class _Composer:
    """One edition: the first sheet with the picture, and what follows."""

    def __init__(self, drawn: CollaborationMap, words: _Words, choices: Choices, made: date, _: Translate) -> None:
        self.drawn, self.words, self.choices, self.made, self._ = drawn, words, choices, made, _
        self.sizes = A3_SIZES if choices.size == "a3" else A1_SIZES
        self.wide, self.tall = (each / SCALES[choices.size] for each in choices.paper)
        self.left, self.right = MARGIN, self.wide - MARGIN
        self.telling = self._telling(1.0)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets, the picture first."""
        first, following = self._first(), tuple(self._following())
        yield first
        total = len(following) + 1
        for number, columns in enumerate(following, start=2):
            said = self._("Samarbejdskort, ark {n} af {m}").format(n=number, m=total)
            passages = [*sheet_title(self.words.title, said, MARGIN, self.wide, self.sizes)]
            passages += [passage for column in columns for passage in column.passages]
            yield Sheet(self.wide, self.tall, 1.0, tuple(passages))

    def _first(self) -> Sheet:
        head, foot_top = self._head(), self._foot(_MANY)[1]
        room = Area(self.left, head.y + _APART, self.right, foot_top - _APART)
        field = self._field(room)
        columns = self._beside(field, room)
        found = picture(self.drawn, dict(self.words.names), field, self.sizes)
        if found is None:
            raise PosterError(self._("Kortet har flere parter, end papiret kan bære."))
        map_of_all = Passage("figure", found.marks, alt=self._alt())
        words = [passage for column in columns for passage in column.passages]
        below = self._foot(found.unnumbered)[0]
        return Sheet(self.wide, self.tall, 1.0, (*head.passages, map_of_all, *words, *below))

    def _field(self, room: Area) -> Area:
        """Return where the picture stands: left of the words, or above them on a sheet that stands."""
        if self.choices.portrait:
            return replace(room, bottom=room.top + (room.bottom - room.top) * _ABOVE)
        return replace(room, right=room.right - (room.right - room.left) * _SIDE - _BETWEEN)

    def _telling(self, larger: float) -> Telling:
        sizes = Sizes(**{each.name: getattr(self.sizes, each.name) * larger for each in fields(Sizes)})
        return Telling(list(self.words.said), list(self.words.rows), sizes, self._)

    def _beside(self, field: Area, room: Area) -> list[Column]:
        """Set words and table beside the picture, in the largest type in which all of it stands there."""
        for larger, apart in product(_LARGER, (True, False)):
            self.telling, columns = self._telling(larger), self._columns(field, room)
            for column in columns:
                # Where there are two columns, the table rather has one of its own.
                self.telling.fill(column, room.bottom, table=not apart or column is columns[-1])
            if self.telling.done and self.telling.heads_whole(columns[0].measure):
                break
        return columns

    def _columns(self, field: Area, room: Area) -> list[Column]:
        if not self.choices.portrait:
            return [Column(field.right + _BETWEEN, room.top, room.right - field.right - _BETWEEN)]
        measure = (room.right - room.left - _BETWEEN) / 2
        return [Column(x, field.bottom + _APART, measure) for x in (room.left, room.right - measure)]

    def _head(self) -> Column:
        column, sizes = Column(self.left, MARGIN, self.right - self.left), self.sizes
        tries = (sizes.title * share for share in (1.0, 0.86, 0.74, 0.62))
        size = next((each for each in tries if self._one_line(each)), sizes.sentence)
        column.add(self.words.title, style("bold", size), heading=1, factor=1.06)
        column.skip(0.6)
        by = self._("efter enheder") if self.drawn.by == UNIT else self._("efter roller")
        about = self._("Samarbejdskort {by}: hvem der henvendte sig til hvem").format(by=by)
        column.add(about, style("regular", sizes.subtitle, SECONDARY), ours=True)
        return column

    def _one_line(self, size: float) -> bool:
        return width(self.words.title, style("bold", size)) <= self.right - self.left

    def _following(self) -> Iterator[list[Column]]:
        """Yield the columns of each sheet after the first."""
        top = MARGIN + leading(self.sizes.sentence) + 7.0
        columns_across = 2 if self.choices.portrait else 3
        measure = (self.right - self.left - (columns_across - 1) * _BETWEEN) / columns_across
        for number in count(2):
            if self.telling.done:
                return
            if number > MOST_SHEETS:
                raise PosterError(self._("Teksterne fylder mere end {n} ark.").format(n=MOST_SHEETS))
            columns = [
                Column(self.left + place * (measure + _BETWEEN), top, measure) for place in range(columns_across)
            ]
            for column in columns:
                self.telling.fill(column, self.tall - MARGIN)
            yield columns

    def _alt(self) -> str:
        _, found = self._, self.drawn.found
        by_unit = self.drawn.by == UNIT
        units = counted(len(found.places), _("{n} part"), _("{n} parter"))
        roles = counted(len(found.places), _("{n} rolle"), _("{n} roller"))
        ways = counted(len(found.links), _("{n} vej"), _("{n} veje"))
        alt = _("Kort over, hvem der henvendte sig til hvem: {places} og {ways}. Tabellen siger det samme.")
        return alt.format(places=units if by_unit else roles, ways=ways)

    def _foot(self, unnumbered: int) -> tuple[list[Passage], float]:
        """Return legend and small print at the foot of the sheet, and the y of their top."""
        measure, bottom = self.right - self.left, self.tall - MARGIN + 4
        return foot(tuple(self._items()), self._small_print(unnumbered), self.left, bottom, measure, self.sizes)

    def _items(self) -> Iterator[LegendItem]:
        """Yield the legend; only what is on the map is explained."""
        _, links, names = self._, self.drawn.found.links, side_names(self._)
        there = {place.perspective for place in self.drawn.found.places}
        yield from ((5.2, emblem(side, self.sizes), names[side].lower()) for side in SIDES if side in there)
        if any(link.handovers for link in links):
            yield 14.0, _arrow(Pen(INK, 0.8)), _("sagen blev givet videre")
        yield 14.0, _arrow(Pen(LINE, 0.8)), _("anden henvendelse")
        if any(link.carried for link in links):
            yield 18.0, _parcel, _("borgeren eller en ekstern fik eller bragte noget videre")
        if any(link.weight > 1 for link in links):
            yield 0.0, lambda x, y: (), _("Tal og bredde: antal gange")

    def _small_print(self, unnumbered: int) -> str:
        _ = self._
        parts = [*opening(self.words.fictional, _), *said_of_anonymity(self.choices.anonymity, _)]
        parts.append(_("Ventetid er medianen, til modtageren næste gang gjorde noget."))
        if unnumbered:
            parts.append(_("Tal uden plads ved deres linje: {n}; de står i tabellen.").format(n=unnumbered))
        return " ".join([*parts, *closing(self.words.stand_ins, self.made, self.drawn.language)])


def _arrow(pen: Pen) -> Drawer:
    def draw(x: float, y: float) -> tuple[Mark, ...]:
        head = Path(((x + 11, y - 1.6), (x + 14, y), (x + 11, y + 1.6)), pen=pen)
        return stroke(pen, (x, y), (x + 14, y)), head

    return draw


def _parcel(x: float, y: float) -> tuple[Mark, ...]:
    pen = Pen(INK, 0.4, round=True)
    corners = ((x + 6, y - 1.9), (x + 12, y - 1.9), (x + 12, y + 1.9), (x + 6, y + 1.9))
    flap = ((x + 6, y - 1.9), (x + 9, y + 0.4), (x + 12, y - 1.9))
    return (
        stroke(Pen(SECONDARY, 0.8, DASHES), (x, y), (x + 18, y)),
        Path(corners, True, PAPER, pen),
        Path(flap, pen=pen),
    )
