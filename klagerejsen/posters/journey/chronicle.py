"""The list: every event in the order of time on sheets of its own, and whatever the first sheet had no room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial

from klagerejsen.catalogue import Translate
from klagerejsen.pieces import pieces
from klagerejsen.posters.journey.content import Account, Entry, PosterContent
from klagerejsen.posters.paper.display import PT, Line, Mark, Passage, Run, Sheet, Text, stroke
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.paper.flow import Paper, Setter, flowed, height
from klagerejsen.posters.paper.ink import INK, LOOKS, RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.leaves import together
from klagerejsen.posters.paper.setting import RISE, Column
from klagerejsen.posters.paper.shapes import lettered
from klagerejsen.posters.paper.typeface import runs, width, wrap

MOST_SHEETS = 12
_MOST_SAID = 150
"""With more events the list leaves the sentences out, and stays on one sheet."""
_COLUMN, _BETWEEN = 128.0, 7.0
_DATE, _GLYPH = 24.0, 4.4
_TOGETHER = 20
"""Lines of a text that are kept together."""
_WHOLE = 16
"""An event as tall as so many lines is kept together; of a longer one only its head, with what follows it."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the list is set: its type against the sheet's, and what it says of each event."""

    larger: float
    descriptions: bool
    sentences: bool


_FORMS = (
    *(Form(larger, True, True) for larger in (1.5, 1.25, 1.0)),
    *(Form(larger, False, True) for larger in (1.25, 1.0)),
)
_PLAIN = (*(Form(larger, False, False) for larger in (1.5, 1.25)),)
_LAST = Form(1.0, False, False)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """The finished list, and how much of each event it says."""

    sheets: tuple[Sheet, ...]
    form: Form


def chronicle(
    content: PosterContent,
    paper: tuple[float, float],
    margin: float,
    sizes: Sizes,
    long_texts: Sequence[tuple[str, str]],
    _: Translate,
) -> Chronicle:
    """Return the list on one sheet with as much as fits; only when not even the titles do, on several.

    Raises PosterError when even that is more than a poster can carry.
    """
    for form in (*(_FORMS if len(content.entries) <= _MOST_SAID else ()), *_PLAIN, _LAST):
        wide, tall = paper
        top = margin + leading(sizes.sentence) + 7.0
        columns = Paper(wide, margin, top, tall - margin, _COLUMN * form.larger, _BETWEEN * form.larger)
        larger = Sizes(**{each.name: getattr(sizes, each.name) * form.larger for each in fields(sizes)})
        setters = list(_setters(content, larger, form, long_texts, columns.measure, _))
        sheets = flowed(columns, setters, MOST_SHEETS if form is _LAST else 1)
        if sheets is not None:
            return _finished(content, paper, margin, sizes, sheets, form, _)
    raise PosterError(_("Teksterne fylder mere end {n} ark.").format(n=MOST_SHEETS))


def _setters(
    content: PosterContent,
    sizes: Sizes,
    form: Form,
    long_texts: Sequence[tuple[str, str]],
    measure: float,
    _: Translate,
) -> Iterator[Setter]:
    for entry in content.entries:
        yield from _event(entry, sizes, form, measure)
    for question, answer in long_texts:
        head, *rest = _paragraph(answer, sizes, measure)
        yield together(partial(_section, title=question, sizes=sizes), head)
        yield from rest
    texts = [(str(finding.number), finding.name, finding.text) for finding in content.findings if finding.text]
    texts += [(cause.code, cause.name, cause.note) for cause in content.causes if cause.note]
    if form.sentences and texts:
        above: tuple[Setter, ...] = (partial(_section, title=_("Fund og årsager"), sizes=sizes),)
        for code, name, text in texts:
            head, *rest = _paragraph(text, sizes, measure)
            yield together(*above, partial(_named, name=f"{code}  {name}", sizes=sizes), head)
            yield from rest
            above = ()


def _section(column: Column, title: str, sizes: Sizes) -> None:
    column.skip(4.0)
    column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(1.6)
    column.add(title, style("bold", sizes.section), heading=2)
    column.skip(1.0)


def _named(column: Column, name: str, sizes: Sizes) -> None:
    column.skip(1.4)
    column.add(name, style("semibold", sizes.date))


def _paragraph(text: str, sizes: Sizes, measure: float) -> Iterator[Setter]:
    """Yield a text in pieces that may part between columns."""
    face = style("regular", sizes.date)
    for lines in pieces(wrap(text, face, measure), _TOGETHER):
        found = tuple(runs(line, face) for line in lines)
        yield partial(_set, lines=found, indent=0.0, size=sizes.date)


def _set(column: Column, lines: tuple[Line, ...], indent: float, size: float) -> None:
    text = Text(column.x + indent, column.y + size * PT * RISE, lines, leading(size))
    column.passages.append(Passage("paragraph", (text,)))
    column.y += len(lines) * leading(size)


def _event(entry: Entry, sizes: Sizes, form: Form, measure: float) -> Iterator[Setter]:
    """Yield one event: its head, description and accounts, whole where it is not long; or only its scores."""
    if not form.sentences:
        yield partial(_short, entry=entry, sizes=sizes, larger=form.larger)
        return
    parts = list(_parts(entry, sizes, form, measure))
    if height(together(*parts), measure) <= _WHOLE * leading(sizes.small):
        yield together(*parts)
        return
    yield together(*parts[:2])
    yield from parts[2:]


def _parts(entry: Entry, sizes: Sizes, form: Form, measure: float) -> Iterator[Setter]:
    yield partial(_head, entry=entry, sizes=sizes, larger=form.larger)
    indent = _DATE * form.larger
    if form.descriptions and entry.description:
        face = style("regular", sizes.small)
        for lines in pieces(wrap(entry.description, face, measure - indent), _TOGETHER):
            yield partial(_set, lines=tuple(runs(line, face) for line in lines), indent=indent, size=sizes.small)
    for account in entry.accounts:
        yield from _account(account, sizes, form.larger, measure)


def _short(column: Column, entry: Entry, sizes: Sizes, larger: float) -> None:
    _head(column, entry, sizes, larger)
    _scores(column, entry, sizes, larger)


def _head(column: Column, entry: Entry, sizes: Sizes, larger: float) -> None:
    """Set side, date and title."""
    column.skip(2.0 * larger)
    glyph, dates = _GLYPH * larger, _DATE * larger
    base = column.y + sizes.date * PT * RISE
    shapes, letter = lettered(
        entry.side, column.x + glyph / 2, base - sizes.date * PT * 0.32, glyph, sizes.letter, "known"
    )
    column.draw(*shapes, letter)
    when, title = style("semibold", sizes.date, SECONDARY), style("semibold", sizes.date, INK)
    x = column.x + glyph + 1.6 * larger
    beside = x + width(entry.short, when) <= column.x + dates - larger
    step = leading(sizes.date, 1.17)
    lines = tuple(runs(line, title) for line in wrap(entry.title, title, column.measure - dates))
    marks: list[Mark] = [Text(x, base, (runs(entry.short, when, True),))]
    marks.append(Text(column.x + dates, base + (0 if beside else step), lines, step))
    column.passages.append(Passage("paragraph", tuple(marks)))
    column.y += (len(lines) + (0 if beside else 1)) * step


def _account(account: Account, sizes: Sizes, larger: float, measure: float) -> Iterator[Setter]:
    if not account.text and not account.score:
        return
    quiet = account.state != "known"
    face = style("italic" if quiet else "regular", sizes.small, SECONDARY if quiet else INK)
    indent = (_DATE + 11.5) * larger
    lines = tuple(runs(line, face) for line in wrap(account.text, face, measure - indent))
    yield partial(_said, account=account, lines=lines[:_TOGETHER], size=sizes.small, larger=larger)
    for rest in pieces(lines[_TOGETHER:], _TOGETHER):
        yield partial(_set, lines=tuple(rest), indent=indent, size=sizes.small)


def _said(column: Column, account: Account, lines: tuple[Line, ...], size: float, larger: float) -> None:
    """Set the side's letter and score, and its sentence beside them."""
    strong = style("bold", size, LOOKS[account.side].ink)
    base, x = column.y + size * PT * RISE, column.x + _DATE * larger
    marks = [Text(x, base, (runs(LOOKS[account.side].letter, strong, True),))]
    marks.append(Text(x + 4.4 * larger, base, (runs(account.score or "–", strong, True),)))
    column.passages.append(Passage("figure", tuple(marks), alt=account.spoken))
    if lines:
        column.passages.append(Passage("paragraph", (Text(x + 11.5 * larger, base, lines, leading(size)),)))
    column.y += max(len(lines), 1) * leading(size)


def _scores(column: Column, entry: Entry, sizes: Sizes, larger: float) -> None:
    """Set the scores of an event on one line, as letter and figure."""
    said = [account for account in entry.accounts if account.state != "not_asked"]
    if not said:
        return
    line: list[Run] = []
    for account in said:
        look = LOOKS[account.side]
        space = "    " if line else ""
        line.append(Run(f"{space}{look.letter} {account.score or '–'}", style("semibold", sizes.small, look.ink), True))
    text = Text(column.x + _DATE * larger, column.y + sizes.small * PT * RISE, (tuple(line),))
    column.passages.append(Passage("figure", (text,), alt="; ".join(account.spoken for account in said)))
    column.y += leading(sizes.small)


def _finished(
    content: PosterContent,
    paper: tuple[float, float],
    margin: float,
    sizes: Sizes,
    filled: Sequence[Sequence[Column]],
    form: Form,
    _: Translate,
) -> Chronicle:
    total = len(filled) + 1
    sheets = []
    for number, columns in enumerate(filled, start=2):
        said = _("Kronologisk liste, ark {n} af {m}").format(n=number, m=total)
        passages = [*sheet_title(content.title, said, margin, paper[0], sizes)]
        passages += [passage for column in columns for passage in column.passages]
        sheets.append(Sheet(*paper, 1.0, tuple(passages)))
    return Chronicle(tuple(sheets), form)


def sheet_title(title: str, said: str, margin: float, wide: float, sizes: Sizes) -> Iterator[Passage]:
    """Yield what the sheet is on the left, and the journey's title on the right where there is room."""
    head, aside = style("bold", sizes.sentence), style("regular", sizes.body, SECONDARY)
    base = margin + sizes.sentence * PT * RISE
    yield Passage("heading", (Text(margin, base, (runs(said, head, True),)),), level=2)
    if width(said, head) + width(title, aside) + 10 <= wide - 2 * margin:
        yield Passage("paragraph", (Text(wide - margin, base, (runs(title, aside),), anchor="end"),))
