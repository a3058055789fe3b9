"""The list: every event in the order of time on sheets of its own, and whatever the first sheet had no room for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from klagerejsen.catalogue import Translate
from klagerejsen.posters.content import Account, Entry, PosterContent, PosterError
from klagerejsen.posters.display import PT, Mark, Passage, Run, Sheet, Text, stroke
from klagerejsen.posters.ink import INK, LOOKS, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.setting import RISE, Column
from klagerejsen.posters.shapes import lettered
from klagerejsen.posters.typeface import runs, width, wrap

MOST_SHEETS = 12
_COLUMN = 128.0
_BETWEEN = 7.0
_DATE = 24.0
_GLYPH = 4.4

Setter = Callable[[Column], None]


@dataclass(slots=True)
class Pages:
    """Columns filled one after the other, on as many sheets as it takes."""

    wide: float
    tall: float
    margin: float
    top: float
    sheets: list[list[Column]] = field(default_factory=lambda: [[]])

    @property
    def per_sheet(self) -> int:
        """How many columns a sheet has."""
        return max(int((self.wide - 2 * self.margin + _BETWEEN) // (_COLUMN + _BETWEEN)), 1)

    @property
    def measure(self) -> float:
        """How wide a column is."""
        count = self.per_sheet
        return (self.wide - 2 * self.margin - (count - 1) * _BETWEEN) / count

    def add(self, setter: Setter) -> None:
        """Set something that stays together, in this column or the next."""
        trial = Column(0.0, 0.0, self.measure)
        setter(trial)
        columns = self.sheets[-1]
        if not columns or (columns[-1].y + trial.y > self.tall - self.margin and columns[-1].y > self.top):
            columns = self._opened()
        setter(columns[-1])

    def _opened(self) -> list[Column]:
        if len(self.sheets[-1]) == self.per_sheet:
            self.sheets.append([])
        columns = self.sheets[-1]
        x = self.margin + len(columns) * (self.measure + _BETWEEN)
        columns.append(Column(x, self.top, self.measure))
        return columns


def chronicle(
    content: PosterContent,
    wide: float,
    tall: float,
    margin: float,
    sizes: Sizes,
    long_texts: Sequence[tuple[str, str]],
    _: Translate,
) -> tuple[Sheet, ...]:
    """Return the list on one sheet with every sentence, or without the sentences when that takes several.

    Raises PosterError when even that is more than a poster can carry.
    """
    pages = _filled(content, wide, tall, margin, sizes, long_texts, True, _)
    if len(pages.sheets) > 1:
        pages = _filled(content, wide, tall, margin, sizes, long_texts, False, _)
    if len(pages.sheets) > MOST_SHEETS:
        raise PosterError(_("Teksterne fylder mere end {n} ark.").format(n=MOST_SHEETS))
    total = len(pages.sheets) + 1
    return tuple(
        Sheet(wide, tall, 1.0, (_head(content, margin, sizes, number, total, _), *_passages(columns)))
        for number, columns in enumerate(pages.sheets, start=2)
    )


def _filled(
    content: PosterContent,
    wide: float,
    tall: float,
    margin: float,
    sizes: Sizes,
    long_texts: Sequence[tuple[str, str]],
    sentences: bool,
    _: Translate,
) -> Pages:
    pages = Pages(wide, tall, margin, margin + leading(sizes.sentence) + 7.0)
    for setter in _setters(content, sizes, long_texts, sentences, _):
        pages.add(setter)
    return pages


def _setters(
    content: PosterContent, sizes: Sizes, long_texts: Sequence[tuple[str, str]], sentences: bool, _: Translate
) -> Iterator[Setter]:
    for entry in content.entries:
        yield lambda column, entry=entry: _entry(column, entry, sizes, sentences, _)  # type: ignore[misc]
    for question, answer in long_texts:
        yield lambda column, question=question: _section(column, question, sizes)  # type: ignore[misc]
        for line in wrap(answer, style("regular", sizes.body), _COLUMN - 1):
            yield lambda column, line=line: column.add(line, style("regular", sizes.body))  # type: ignore[misc]
    texts = [(str(finding.number), finding.name, finding.text) for finding in content.findings if finding.text]
    texts += [(cause.code, cause.name, cause.note) for cause in content.causes if cause.note]
    if sentences and texts:
        yield lambda column: _section(column, _("Fund og årsager"), sizes)
        for code, name, text in texts:
            yield lambda column, code=code, name=name, text=text: _explained(column, code, name, text, sizes)  # type: ignore[misc]


def _section(column: Column, title: str, sizes: Sizes) -> None:
    column.skip(4.0)
    column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(1.6)
    column.add(title, style("bold", sizes.section), heading=2)
    column.skip(1.0)


def _explained(column: Column, code: str, name: str, text: str, sizes: Sizes) -> None:
    column.add(f"{code}  {name}", style("semibold", sizes.date))
    column.add(text, style("regular", sizes.date))
    column.skip(1.6)


def _entry(column: Column, entry: Entry, sizes: Sizes, sentences: bool, _: Translate) -> None:
    """Set one event: side, date, title; then a line of scores, or a line for every account."""
    base = column.y + sizes.date * PT * RISE
    shapes, letter = lettered(
        entry.side, column.x + _GLYPH / 2, base - sizes.date * PT * 0.32, _GLYPH, sizes.letter, "known"
    )
    column.passages.append(Passage("artifact", (*shapes, letter)))
    when = style("semibold", sizes.date, SECONDARY)
    x = column.x + _GLYPH + 1.6
    beside = width(entry.short, when) <= _DATE - _GLYPH - 2.6
    title = style("semibold", sizes.date, INK)
    step = leading(sizes.date, 1.17)
    lines = tuple(runs(line, title) for line in wrap(entry.title, title, column.measure - _DATE))
    marks: list[Mark] = [Text(x, base, (runs(entry.short, when, True),))]
    marks.append(Text(column.x + _DATE, base + (0 if beside else step), lines, step))
    column.passages.append(Passage("paragraph", tuple(marks)))
    column.y += (len(lines) + (0 if beside else 1)) * step
    if sentences:
        for account in entry.accounts:
            _account(column, account, sizes)
    else:
        _scores(column, entry, sizes)
    column.skip(2.0)


def _account(column: Column, account: Account, sizes: Sizes) -> None:
    if not account.text and not account.score:
        return
    size = sizes.small
    quiet = account.state != "known"
    face = style("italic" if quiet else "regular", size, SECONDARY if quiet else INK)
    lead = account.score or ("–" if quiet else "")
    ink = style("bold", size, LOOKS[account.side].ink)
    base = column.y + size * PT * RISE
    letter = Text(column.x + _DATE, base, (runs(LOOKS[account.side].letter, ink, True),))
    figure = Text(column.x + _DATE + 4.4, base, (runs(lead, ink, True),))
    column.passages.append(Passage("figure", (letter, figure) if lead else (letter,), alt=account.spoken))
    text = account.text
    lines = tuple(runs(line, face) for line in wrap(text, face, column.measure - _DATE - 11.5))
    if lines:
        column.passages.append(Passage("paragraph", (Text(column.x + _DATE + 11.5, base, lines, leading(size)),)))
    column.y += max(len(lines), 1) * leading(size)


def _scores(column: Column, entry: Entry, sizes: Sizes) -> None:
    """Set the scores of an event on one line, as letter and figure."""
    said = [account for account in entry.accounts if account.state != "not_asked"]
    if not said:
        return
    base = column.y + sizes.small * PT * RISE
    x = column.x + _DATE
    for account in said:
        look = LOOKS[account.side]
        face = style("semibold", sizes.small, look.ink)
        line = (Run(f"{look.letter} ", face, True), Run(account.score or "–", face, True))
        column.passages.append(Passage("figure", (Text(x, base, (line,)),), alt=account.spoken))
        x += sum(width(run.text, run.style) for run in line) + 5.0
    column.y += leading(sizes.small)


def _head(content: PosterContent, margin: float, sizes: Sizes, number: int, total: int, _: Translate) -> Passage:
    title = style("bold", sizes.sentence)
    aside = style("regular", sizes.body, SECONDARY)
    said = _("Kronologisk liste, ark {n} af {m}").format(n=number, m=total)
    base = margin + sizes.sentence * PT * RISE
    return Passage("heading", (Text(margin, base, ((Run(said, title, True), Run("   ", aside, True)),)),), level=2)


def _passages(columns: Sequence[Column]) -> Iterator[Passage]:
    for column in columns:
        yield from column.passages
