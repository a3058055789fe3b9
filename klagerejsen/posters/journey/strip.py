"""The learning strip: the five questions of MiniFOKUS; the fifth holds the actions as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey.content import Action, PosterContent, Question
from klagerejsen.posters.paper.display import PT, Passage, Pen, Run, Text, stroke
from klagerejsen.posters.paper.ink import RULE, SECONDARY, Sizes, leading, style
from klagerejsen.posters.paper.setting import RISE, Column, set_lines
from klagerejsen.posters.paper.tables import Table
from klagerejsen.posters.paper.typeface import line_width, width, wrap

_SHARES = (0.155, 0.14, 0.155, 0.125)
_BETWEEN = 10.0
_TABLE = (0.43, 0.235, 0.335)
_SHRINK = (1.0, 0.92, 0.85, 0.78)


@dataclass(frozen=True, slots=True)
class Strip:
    """A filled strip: its passages in reading order, its height, and whether it kept to the room it was given."""

    passages: tuple[Passage, ...]
    height: float
    fits: bool


def strip(
    content: PosterContent,
    x: float,
    top: float,
    measure: float,
    room: float,
    sizes: Sizes,
    _: Translate,
    stacked: bool = False,
) -> Strip:
    """Fill the strip at the largest type that keeps it within `room` millimetres, if any does.

    Beside one another stand the questions, and under the fifth the actions; stacked, the fifth has a storey of its own.
    """
    if not content.questions and not content.actions:
        return Strip((), 0.0, True)
    for share in _SHRINK:
        size = max(sizes.answer * share, sizes.small)
        passages, bottom = _filled(content, x, top, measure, size, sizes, stacked, _)
        if bottom - top <= room:
            return Strip(tuple(passages), bottom - top, True)
    return Strip(tuple(passages), bottom - top, False)


def _filled(
    content: PosterContent,
    x: float,
    top: float,
    measure: float,
    size: float,
    sizes: Sizes,
    stacked: bool,
    _: Translate,
) -> tuple[list[Passage], float]:
    if not content.questions:
        return _actions_alone(content.actions, Column(x, top, measure), size, sizes, _)
    shares = (0.25,) * 4 if stacked else _SHARES if content.actions else (0.2,) * 4
    usable = measure - (3 if stacked else 4) * _BETWEEN
    passages: list[Passage] = []
    bottoms = []
    left = x
    for question, share in zip(content.questions, shares, strict=False):
        column = Column(left, top, usable * share)
        _question(column, question, size, sizes)
        passages += column.passages
        bottoms.append(column.y)
        left += usable * share + _BETWEEN
    under = max(bottoms) + 6.0
    last = Column(x, under + 1.0, measure) if stacked else Column(left, top, x + measure - left)
    _question(last, content.questions[-1], min(size, sizes.body) if content.actions else size, sizes)
    last.skip(1.4)
    _actions(last, content.actions, min(size, sizes.body - 0.6), sizes, _)
    if stacked:
        sentence, bottom = _sentence(content.sentence, x, last.y + 5.0, measure, sizes)
    else:
        sentence, bottom = _sentence(content.sentence, x, under, left - _BETWEEN - x, sizes)
    return [*passages, *last.passages, *sentence], max(*bottoms, bottom, last.y)


def _actions_alone(
    actions: Sequence[Action], column: Column, size: float, sizes: Sizes, _: Translate
) -> tuple[list[Passage], float]:
    """Set the actions under a heading of their own, where the questions are left out."""
    column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(2.6)
    column.add(_("Handlinger"), style("bold", sizes.finding), ours=True, heading=2)
    column.skip(1.4)
    _actions(column, actions, min(size, sizes.body - 0.6), sizes, _)
    return column.passages, column.y


def _question(column: Column, question: Question, size: float, sizes: Sizes) -> None:
    column.draw(stroke(RULE, (column.x, column.y), (column.x + column.measure, column.y)))
    column.skip(2.6)
    head = style("bold", sizes.finding)
    number = f"{question.number}  "
    indent = width(number, head)
    lines = wrap(question.question, head, column.measure - indent)
    text = Text(
        column.x + indent,
        column.y + head.size * PT * RISE,
        tuple((Run(line, head, True),) for line in lines),
        leading(head.size, 1.16),
    )
    mark = Text(column.x, text.y, ((Run(str(question.number), head, True),),))
    column.passages.append(Passage("heading", (mark, text), level=2))
    column.y += len(lines) * text.leading + 2.0
    if question.lead:
        _lead(column, question, sizes)
    column.add(question.answer, style("regular", size))


def _lead(column: Column, question: Question, sizes: Sizes) -> None:
    big, small = style("bold", sizes.sentence), style("regular", sizes.body, SECONDARY)
    line = (Run(question.lead, big, True),)
    both = (*line, Run(f"  {question.aside}", small, True)) if question.aside else line
    fits = line_width(both) <= column.measure
    text = Text(column.x, column.y + sizes.sentence * PT * 0.76, ((both if fits else line),))
    column.passages.append(Passage("paragraph", (text,)))
    column.y += leading(sizes.sentence, 1.05)
    if not fits:
        column.add(question.aside, small, ours=True)


def _sentence(text: str, x: float, top: float, measure: float, sizes: Sizes) -> tuple[list[Passage], float]:
    """Set the sentence that the room takes away, with a rule at its left."""
    if not text:
        return [], top - 6.0
    size = sizes.sentence
    while size > sizes.answer and len(wrap(text, style("semibold", size), measure - 5)) > 2:
        size *= 0.93
    found = set_lines(text, style("semibold", size), x + 5, top, measure - 5)
    bottom = top + len(found.lines) * found.leading
    rule = stroke(Pen(RULE.ink, 1.0), (x + 0.5, top + 0.4), (x + 0.5, bottom + 0.2))
    return [Passage("artifact", (rule,)), Passage("paragraph", (found,))], bottom + 1.0


def _actions(column: Column, actions: Sequence[Action], size: float, sizes: Sizes, _: Translate) -> None:
    if not actions:
        return
    size = max(size, sizes.small)
    bold, plain, quiet = style("semibold", size), style("regular", size), style("regular", size, SECONDARY)
    rows = [
        ([(action.title, bold)], [(action.owner, plain), (action.due, bold)], [(action.measure, quiet)])
        for action in actions
    ]
    titles = (_("Handling"), _("Ejer og dato"), _("Måles på"))
    Table(_TABLE, titles, style("regular", sizes.small, SECONDARY), rows).set(column)
