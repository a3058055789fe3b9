"""The event cards: measured before anything is placed, then drawn where the packing puts them.

A card says when, what, and in the order B, M, E what every side says of it. Its height follows its words;
nothing is cut.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from klagerejsen.catalogue import Translate, listed
from klagerejsen.posters.journey.content import Account, Entry
from klagerejsen.posters.paper.display import PT, Area, Line, Mark, Passage, Pen, Run, Text, rectangle, stroke
from klagerejsen.posters.paper.ink import (
    CARD_EDGE,
    INK,
    LOOKS,
    PAPER,
    SECONDARY,
    TITLE_LEADING,
    Sizes,
    leading,
    style,
)  # fmt: skip
from klagerejsen.posters.paper.shapes import lettered, number_disc
from klagerejsen.posters.paper.typeface import runs, width, wrap

Detail = Literal["full", "gaps", "scores"]
WIDTH = 72.0
MARGIN = 2.4
_GLYPH = 4.5
_INDENT = 6.6
_BETWEEN = 1.0


@dataclass(frozen=True, slots=True)
class Block:
    """One account: its lines and whether the first begins with the score."""

    account: Account
    lines: tuple[Line, ...]
    lead: Line


@dataclass(frozen=True, slots=True)
class Card:
    """A measured card: lines broken, height known, place not yet."""

    entry: Entry
    width: float
    height: float
    when: tuple[Line, ...]
    title: tuple[Line, ...]
    blocks: tuple[Block, ...]
    scores_only: bool
    sizes: Sizes
    disc_rows: int

    @property
    def discs_beside_date(self) -> bool:
        """Whether the findings' discs stand on the date's own line."""
        return self.disc_rows == 0


def measured(entry: Entry, sizes: Sizes, detail: Detail, _: Translate, wide: float = WIDTH) -> Card:
    """Break a card's text into lines and add up its height."""
    inner = wide - 2 * MARGIN
    date_style, title_style = style("semibold", sizes.date, SECONDARY), style("bold", sizes.card_title)
    when = tuple(runs(line, date_style, True) for line in wrap(entry.when, date_style, inner))
    title = tuple(runs(line, title_style) for line in wrap(entry.title, title_style, inner))
    scores_only = detail == "scores" or (detail == "gaps" and entry.gap < 2)
    blocks = tuple(_block(account, sizes, inner, scores_only, _) for account in entry.accounts)
    disc = disc_size(sizes)
    beside = inner - 1.5 - (width(entry.when, date_style) if len(when) == 1 else inner)
    per_row = int((inner + 0.2) // (disc + 0.25))
    rows = 0 if len(entry.numbers) * (disc + 0.25) <= beside else -(-len(entry.numbers) // per_row)
    card = Card(entry, wide, 0.0, when, title, blocks, scores_only, sizes, rows)
    return Card(entry, wide, _height(card), when, title, blocks, scores_only, sizes, rows)


def disc_size(sizes: Sizes) -> float:
    """Return the diameter of a finding's disc."""
    return sizes.date * PT * 1.16


def _height(card: Card) -> float:
    sizes = card.sizes
    tall = MARGIN * 0.75 + len(card.when) * leading(sizes.date, 1.16)
    tall += card.disc_rows * (disc_size(sizes) + 0.4)
    tall += len(card.title) * leading(sizes.card_title, TITLE_LEADING)
    if card.blocks:
        tall += 0.9 + (leading(sizes.body) if card.scores_only else _blocks_height(card))
    return tall + MARGIN * 0.75


def _blocks_height(card: Card) -> float:
    lines = sum(max(len(block.lines), 1) for block in card.blocks)
    return lines * leading(card.sizes.body) + (len(card.blocks) - 1) * _BETWEEN


def _block(account: Account, sizes: Sizes, inner: float, bare: bool, _: Translate) -> Block:
    ink = LOOKS[account.side].ink
    lead = runs(account.score, style("bold", sizes.body, ink), True) if account.score else ()
    if bare:
        return Block(account, (), lead)
    if account.voices > 1 and lead:
        count = _("{n} stemmer").format(n=account.voices)
        lead = (*lead, Run(f" {count}", style("regular", sizes.small, SECONDARY), True))
    words, ours = _words(account, _)
    quiet = account.state != "known"
    face = style("italic" if quiet else "regular", sizes.body, SECONDARY if quiet else INK)
    indent = sum(width(run.text, run.style) for run in lead) + (width("  ", face) if lead else 0)
    measure = inner - _INDENT
    lines = wrap(words, face, measure, measure - indent) if words else []
    return Block(account, tuple(runs(line, face, ours) for line in lines), lead)


def _words(account: Account, _: Translate) -> tuple[str, bool]:
    """Return what stands after the score, and whether the words are the sheet's own."""
    if account.text:
        return account.text, False
    if account.state == "unknown":
        return _("vidste det ikke"), True
    if account.state == "not_asked":
        return _("har ikke svaret"), True
    return ("", True) if account.score else (_("kendte til det"), True)


def drawn(card: Card, x: float, y: float, edge_below: bool) -> tuple[Mark, ...]:
    """Return the paper of a card and its coloured edge, on the side that faces the rail."""
    edge = y + card.height if edge_below else y
    pen = Pen(LOOKS[card.entry.side].ink, CARD_EDGE)
    paper = rectangle(Area(x, y, x + card.width, y + card.height), fill=PAPER)
    return (paper, stroke(pen, (x, edge), (x + card.width, edge)))


def passages(card: Card, x: float, y: float, heavy: Collection[int], _: Translate) -> Iterator[Passage]:
    """Yield what a card says, in the order it is read: heading, findings, accounts."""
    sizes = card.sizes
    line = y + MARGIN * 0.75 + sizes.date * PT * 0.84
    heading = [Text(x + MARGIN, line, card.when, leading(sizes.date, 1.16))]
    top = y + MARGIN * 0.75 + len(card.when) * leading(sizes.date, 1.16)
    discs, top = _discs(card, x, y, top, heavy, _)
    first = top + sizes.card_title * PT * 0.86
    heading.append(Text(x + MARGIN, first, card.title, leading(sizes.card_title, TITLE_LEADING)))
    yield Passage("heading", tuple(heading), level=2)
    yield from discs
    top += len(card.title) * leading(sizes.card_title, TITLE_LEADING) + 0.9
    yield from _scores(card, x + MARGIN, top) if card.scores_only else _accounts(card, x + MARGIN, top)


def _discs(
    card: Card, x: float, y: float, top: float, heavy: Collection[int], _: Translate
) -> tuple[list[Passage], float]:
    """Place the findings' discs flush right beside the date, or in rows of their own under it."""
    numbers = card.entry.numbers
    if not numbers:
        return [], top
    size = disc_size(card.sizes)
    step = size + 0.25
    per_row = len(numbers) if card.discs_beside_date else int((card.width - 2 * MARGIN + 0.2) // step)
    start_y = y + MARGIN * 0.75 + size * 0.46 if card.discs_beside_date else top + size / 2
    marks: list[Mark] = []
    for index, number in enumerate(numbers):
        row, place = divmod(index, per_row)
        in_row = min(per_row, len(numbers) - row * per_row)
        right = x + card.width - MARGIN + 0.6 - size / 2
        at = right - (in_row - 1 - place) * step
        points = card.sizes.letter + 0.6 if number < 100 else card.sizes.letter - 1.6
        marks += number_disc(at, start_y + row * (size + 0.4), number, number in heavy, size, points)
    several = _("Fund nummer {list}").format(list=listed(map(str, numbers), _))
    alt = _("Fund {n}").format(n=numbers[0]) if len(numbers) == 1 else several
    return [Passage("figure", tuple(marks), alt=alt)], top + card.disc_rows * (size + 0.4)


def _glyph(account: Account, x: float, middle: float, sizes: Sizes) -> tuple[Mark, ...]:
    shapes, letter = lettered(account.side, x + _GLYPH / 2, middle, _GLYPH, sizes.letter, account.state)
    return (*shapes, letter)


def _accounts(card: Card, x: float, top: float) -> Iterator[Passage]:
    sizes, step = card.sizes, leading(card.sizes.body)
    middles = {}
    drawn_blocks = []
    for block in card.blocks:
        base = top + sizes.body * PT * 0.9
        middles[block.account.side] = base - sizes.body * PT * 0.31
        drawn_blocks.append((block, base))
        top += max(len(block.lines), 1) * step + _BETWEEN
    if card.entry.gap >= 2 and {"citizen", "authority"} <= middles.keys():
        pen, at = Pen(INK, 0.55), x + _GLYPH / 2
        ends = (at, middles["citizen"] + _GLYPH / 2), (at, middles["authority"] - _GLYPH / 2)
        yield Passage("artifact", (stroke(pen, *ends),))
    for block, base in drawn_blocks:
        yield from _account(block, x, base, middles[block.account.side], sizes)


def _account(block: Block, x: float, base: float, middle: float, sizes: Sizes) -> Iterator[Passage]:
    step = leading(sizes.body)
    glyph = list(_glyph(block.account, x, middle, sizes))
    indent = 0.0
    if block.lead:
        glyph.append(Text(x + _INDENT, base, (block.lead,)))
        indent = sum(width(run.text, run.style) for run in block.lead)
    yield Passage("figure", tuple(glyph), alt=block.account.spoken)
    if block.lines:
        head = block.lines[0][0]
        indent += width("  ", head.style) if block.lead else 0.0
        yield Passage("paragraph", (Text(x + _INDENT, base, block.lines, step, indent=indent),))


def _scores(card: Card, x: float, top: float) -> Iterator[Passage]:
    """Yield the accounts of a short card: a row of shapes and scores."""
    sizes = card.sizes
    base = top + sizes.body * PT * 0.9
    for block in card.blocks:
        glyph = list(_glyph(block.account, x, base - sizes.body * PT * 0.31, sizes))
        lead = block.lead or runs("–", style("regular", sizes.body, SECONDARY), True)
        glyph.append(Text(x + _GLYPH + 1.1, base, (lead,)))
        yield Passage("figure", tuple(glyph), alt=block.account.spoken)
        x += _GLYPH + 1.1 + sum(width(run.text, run.style) for run in lead) + 3.0
