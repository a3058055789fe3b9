"""The learning note for a leader: a case on one page of A4, and on more only when its texts need it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import Translate, listed, translator
from klagerejsen.posters.choices import EVERYTHING, Choices
from klagerejsen.posters.journey.content import Question
from klagerejsen.posters.journey.smallprint import closing, opening, said_of_anonymity
from klagerejsen.posters.note.content import Agreed, Found, NoteContent, gather_note, left_out
from klagerejsen.posters.note.pieces import figured, headed, named, pulled, quietly, skipped
from klagerejsen.posters.paper.display import Layout
from klagerejsen.posters.paper.flow import Setter
from klagerejsen.posters.paper.grey import in_grey
from klagerejsen.posters.paper.ink import INK, SECONDARY, Sizes, style
from klagerejsen.posters.paper.leaves import LEAF_SIZES, Leaves, one_or_more, paragraph, sheets_of, together
from klagerejsen.posters.paper.setting import Column
from klagerejsen.posters.paper.tables import Parts, Table
from klagerejsen.posters.paper.typeface import width, wrap

MOST_NAMED = 3
"""So many of the events behind a finding are named; the rest are counted."""
MOST_LINES = 5
"""Lines of summary; it ends with a whole sentence."""
_MARGIN, _FOOT = 15.0, 12.5
_ACTIONS, _FOLLOWED = (0.41, 0.31, 0.28), (0.34, 0.22, 0.22, 0.22)
"""How the table of actions shares the width; there is a column for what came of them once something has."""
_SHARES = (0.55, 0.6, 0.65, 0.7)
"""How much of the width the findings may have beside the causes."""


def build_note(
    document: Mapping[str, Any],
    analysis: Analysis,
    choices: Choices = EVERYTHING,
    *,
    made: date,
    cause_names: Mapping[str, str] | None = None,
) -> Layout:
    """Return the learning note of an interchange document and its analysis, both anonymised already.

    Of the choices it heeds language, anonymity and grey. Raises PosterError where a text is longer than paper holds.
    """
    content = gather_note(document, analysis, choices, made, cause_names)
    _ = translator(content.language)
    leaves = one_or_more((_Note(content, _).filled, _Note(content, _, brief=True).filled), LEAF_SIZES, _)
    layout = Layout(
        title=_("Læringsnotat: {title}").format(title=content.title),
        language=content.language,
        text_language=content.text_language,
        made=(made.year, made.month, made.day),
        sheets=sheets_of(leaves, content.title, _),
        level="note",
    )
    return in_grey(layout) if choices.grey else layout


@dataclass(frozen=True, slots=True)
class _Note:
    """The note; in `brief` the events behind a finding stand with their dates alone."""

    content: NoteContent
    translate: Translate
    brief: bool = False

    def filled(self, sizes: Sizes) -> Leaves:
        """Return the leaves with the whole note in these sizes."""
        content, _ = self.content, self.translate
        leaves = Leaves.begun(_MARGIN, _FOOT)
        leaves.put([partial(self._titles, sizes=sizes)])
        told = self._told(leaves.measure, sizes)
        leaves.put(self._summary(" ".join(content.summary[:told]), leaves.measure, sizes))
        if content.figures:
            leaves.put([partial(figured, figures=content.figures, sizes=sizes)])
        sections = (partial(self._findings, sizes=sizes), partial(self._causes, sizes=sizes))
        leaves.beside(leaves.shortest([(share, 1 - share) for share in _SHARES], sections), sections)
        self._questions(leaves, sizes)
        self._actions(leaves, sizes)
        leaves.close(self._small_print(told), sizes.small)
        return leaves

    def _titles(self, column: Column, sizes: Sizes) -> None:
        content, _ = self.content, self.translate
        column.add(_("Læringsnotat"), style("semibold", sizes.subtitle, SECONDARY), ours=True)
        column.skip(0.6)
        size = next((each for each in _shrunk(sizes.title) if self._one_line(each, column)), sizes.title * 0.8)
        column.add(content.title, style("bold", size), heading=1, factor=1.08)
        column.skip(0.6)
        column.add(content.subtitle, style("regular", sizes.answer, SECONDARY))
        column.skip(2.6)

    def _one_line(self, size: float, column: Column) -> bool:
        return width(self.content.title, style("bold", size)) <= column.measure

    def _told(self, measure: float, sizes: Sizes) -> int:
        """Return how many sentences of the summary stand in the lines there are; the first is never left out."""
        summary, face = self.content.summary, style("regular", sizes.subtitle)
        for count in range(2, len(summary) + 1):
            if len(wrap(" ".join(summary[:count]), face, measure)) > MOST_LINES:
                return count - 1
        return len(summary)

    def _summary(self, text: str, measure: float, sizes: Sizes) -> Iterator[Setter]:
        yield from paragraph(text, style("regular", sizes.subtitle), measure)
        if self.content.sentence:
            yield partial(pulled, text=self.content.sentence, face=style("semibold", sizes.sentence))

    def _findings(self, measure: float, sizes: Sizes) -> Sequence[Setter]:
        content, _ = self.content, self.translate
        head = partial(headed, title=_("Bekræftede fund"), sizes=sizes)
        if not content.findings:
            return [together(head, partial(quietly, text=_("Ingen fund er bekræftet endnu."), sizes=sizes))]
        pieces = [list(self._found(each, measure, sizes)) for each in content.findings]
        pieces[0][0] = together(head, pieces[0][0])
        return [piece for each in pieces for piece in each]

    def _found(self, found: Found, measure: float, sizes: Sizes) -> Iterator[Setter]:
        _ = self.translate
        first, *rest = [*paragraph(found.text, style("regular", sizes.body), measure), skipped(0.0)]
        yield together(skipped(0.5), named(found.name, sizes), first)
        yield from rest
        yield from paragraph(self._shown(found), style("regular", sizes.date, SECONDARY), measure)
        yield skipped(1.0)

    def _shown(self, found: Found) -> str:
        """Name the events that show a finding; the first few by title, or all by their dates."""
        _ = self.translate
        if not found.events:
            return ""
        if self.brief:
            dates = dict.fromkeys(when for when, _title in found.events)
            said = _("Ses ved hændelsen {dates}.") if len(found.events) == 1 else _("Ses ved hændelserne {dates}.")
            return said.format(dates=listed(dates, _))
        events = "; ".join(f"{when} {title}".strip() for when, title in found.events[:MOST_NAMED])
        rest = len(found.events) - MOST_NAMED
        if rest > 0:
            return _("Ses ved: {events}; og {n} mere.").format(events=events, n=rest)
        return _("Ses ved: {events}.").format(events=events)

    def _causes(self, measure: float, sizes: Sizes) -> Sequence[Setter]:
        """Set the turning points with their notes, and the other causes by name."""
        content, _ = self.content, self.translate
        head = partial(headed, title=_("Rodårsager"), sizes=sizes)
        if not content.causes:
            return [together(head, partial(quietly, text=_("Ingen årsager er skrevet ned."), sizes=sizes))]
        pieces: list[Setter] = []
        for cause in content.causes:
            if cause.primary:
                first, *rest = [*paragraph(cause.note, style("regular", sizes.body), measure), skipped(0.0)]
                pieces += [together(skipped(0.5), named(cause.name, sizes), first), *rest, skipped(1.0)]
        others = [cause.name for cause in content.causes if not cause.primary]
        if others:
            said = _("Medvirkende: {causes}.") if pieces else "{causes}."
            face = style("regular", sizes.body, SECONDARY if pieces else INK)
            pieces += [skipped(0.5), *paragraph(said.format(causes=listed(others, _)), face, measure)]
        return [together(head, *pieces[:2]), *pieces[2:]]

    def _questions(self, leaves: Leaves, sizes: Sizes) -> None:
        content, _ = self.content, self.translate
        head = partial(headed, title=_("De fem spørgsmål"), sizes=sizes)
        answered = [each for each in content.questions if each.answer or each.lead]
        if not answered:
            leaves.put([together(head, partial(quietly, text=_("De er ikke besvaret endnu."), sizes=sizes))])
            return
        first, second, third, fourth, fifth = (
            partial(self._question, question=each, sizes=sizes) for each in content.questions
        )
        leaves.beside((0.5, 0.5), (first, second), above=head)
        leaves.beside((0.5, 0.5), (third, fourth))
        leaves.section(fifth)

    def _question(self, measure: float, question: Question, sizes: Sizes) -> Sequence[Setter]:
        _ = self.translate
        face = style("regular", sizes.body)
        lead = " ".join(part for part in (question.lead, f"({question.aside})" if question.aside else "") if part)
        answer = " ".join(part for part in (f"{lead}." if lead else "", question.answer) if part)
        said = list(paragraph(answer, face, measure)) or [partial(quietly, text=_("Ikke besvaret."), sizes=sizes)]
        name = named(f"{question.number}. {question.question}", sizes, heading=3)
        return [together(name, said[0]), *said[1:], skipped(2.0)]

    def _actions(self, leaves: Leaves, sizes: Sizes) -> None:
        content, _ = self.content, self.translate
        head = partial(headed, title=_("Handlinger"), sizes=sizes)
        if not content.actions:
            leaves.put([together(head, partial(quietly, text=_("Ingen handlinger er aftalt endnu."), sizes=sizes))])
            return
        bold, plain = style("semibold", sizes.body), style("regular", sizes.body)
        came = any(each.status for each in content.actions)
        rows = [
            (
                [(each.title, bold)],
                [(each.measure, plain)],
                [(each.owner or _("Ingen ejer"), plain), (each.due or _("Ingen dato"), bold)],
                *([self._outcome(each, sizes)] if came else []),
            )
            for each in content.actions
        ]
        titles = (_("Handling"), _("Måles på"), _("Ejer og dato"), _("Hvad kom der ud af den?"))
        face = style("regular", sizes.small, SECONDARY)
        shares = _FOLLOWED if came else _ACTIONS
        leaves.table(head, Table(shares, titles[: len(shares)], face, rows))

    def _outcome(self, action: Agreed, sizes: Sizes) -> Parts:
        bold, plain = style("semibold", sizes.body), style("regular", sizes.body)
        quiet = style("regular", sizes.date, SECONDARY)
        status = action.status or self.translate("Åben")
        return [(status, bold), (action.helped, plain), (action.evidence, quiet)]

    def _small_print(self, told: int) -> str:
        content, _ = self.content, self.translate
        parts = [*opening(content.fictional, _), _("Frister er vejledende; alle dage er kalenderdage.")]
        parts += said_of_anonymity(content.anonymity, _)
        missing = left_out(content, told, _)
        if missing:
            parts.append(_("Udeladt: {list}.").format(list=listed(missing, _)))
        return " ".join([*parts, *closing(content.unsaid.stand_ins, content.made, content.language)])


def _shrunk(size: float) -> tuple[float, ...]:
    return tuple(size * share for share in (1.0, 0.9, 0.8))
