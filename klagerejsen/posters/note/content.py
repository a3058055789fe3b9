"""What the learning note says, before anybody asks where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from klagerejsen import labels
from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words
from klagerejsen.figures import counted
from klagerejsen.posters.choices import Anonymity, Choices
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.hand import LONGEST_TITLE, Hand
from klagerejsen.posters.journey.content import Cause, HeaderFigure, Question
from klagerejsen.posters.journey.found import confirmed_findings
from klagerejsen.posters.journey.gathering import root_causes, standard_causes, subtitle
from klagerejsen.posters.journey.headline import key_figures
from klagerejsen.posters.journey.learned import questions

MOST_FINDINGS = 5
LONGEST_CELL = 1000
"""Characters in one text of an action: a row of the table stays within a page."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding that the room confirmed: what it is called, what it was, and the events that show it, (when, what)."""

    name: str
    text: str
    events: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action: what, how it is measured, who by role, by when, and what came of it."""

    title: str
    measure: str
    owner: str
    due: str
    status: str
    helped: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Counts of what the note leaves out."""

    events: int
    findings: int
    suggestions: int
    dropped: int
    stand_ins: int


@dataclass(frozen=True, slots=True)
class NoteContent:
    """Everything the note says; `summary` is in sentences, of which as many are set as have room."""

    title: str
    subtitle: str
    sentence: str
    summary: tuple[str, ...]
    figures: tuple[HeaderFigure, ...]
    findings: tuple[Found, ...]
    causes: tuple[Cause, ...]
    questions: tuple[Question, ...]
    actions: tuple[Agreed, ...]
    fictional: bool
    anonymity: Anonymity
    language: str
    text_language: str
    made: date
    unsaid: Unsaid


def gather_note(
    document: Mapping[str, Any],
    analysis: Analysis,
    choices: Choices,
    made: date,
    cause_names: Mapping[str, str] | None = None,
) -> NoteContent:
    """Return what the note of this document says; a case without a timeline has one too.

    Of the choices it heeds the language and how the case is anonymised. Raises PosterError for a text no page could
    hold.
    """
    language = choices.language
    _ = translator(language)
    grain = Grain(choices.anonymity == "months")
    hand = Hand(_, grain)
    confirmed = confirmed_findings(document, analysis, language, hand)
    heaviest = sorted(confirmed, key=lambda each: -each["severity"])[:MOST_FINDINGS]
    seen = _Events(analysis, grain, hand, language)
    learning = document.get("learning") or {}
    actions = document.get("actions") or []
    kept = [each for each in actions if each.get("status") != "dropped"]
    return NoteContent(
        title=hand(document["title"], LONGEST_TITLE),
        subtitle=hand(subtitle(document)),
        sentence=hand(learning.get("summary")),
        summary=tuple(_sentences(hand(document.get("summary")))),
        figures=key_figures(analysis, language),
        findings=tuple(_found(each, seen, _) for each in heaviest),
        causes=root_causes(document, cause_names or standard_causes(language), hand),
        questions=questions(document, language, hand),
        actions=tuple(_agreed(each, language, hand) for each in sorted(kept, key=lambda each: each.get("due") or "9")),
        fictional=bool(document.get("fictional")),
        anonymity=choices.anonymity,
        language=language,
        text_language=document.get("language") or "da",
        made=made,
        unsaid=Unsaid(
            events=len(analysis.journey.events),
            findings=len(confirmed) - len(heaviest),
            suggestions=_suggested(document, analysis),
            dropped=len(actions) - len(kept),
            stand_ins=hand.stand_ins,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Events:
    """Names events by date and title."""

    analysis: Analysis
    grain: Grain
    hand: Hand
    language: str

    def named(self, ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Yield the events in the order of time; an id that is not there is passed over."""
        events = self.analysis.journey.events
        year = min((event.span.middle.year for event in events), default=None)
        for event in events:
            if event.id in ids:
                when = in_words(self.grain.edtf(event.date), self.language, year)
                yield when, self.hand(event.title, LONGEST_TITLE)


def _found(each: Mapping[str, Any], seen: _Events, _: Translate) -> Found:
    name = _("{name} (mulig)").format(name=each["name"]) if each["possible"] else each["name"]
    return Found(name, each["text"], tuple(seen.named(each["events"])))


def _suggested(document: Mapping[str, Any], analysis: Analysis) -> int:
    """Count what the analysis suggests and nobody has judged."""
    judged = {
        (each["type"], frozenset(each["events"]))
        for each in document.get("findings") or ()
        if each.get("status") in ("confirmed", "disputed", "dismissed")
    }
    return sum((each.code, frozenset(each.events)) not in judged for each in analysis.findings)


def _agreed(action: Mapping[str, Any], language: str, hand: Hand) -> Agreed:
    _ = translator(language)
    return Agreed(
        title=hand(action["title"], LONGEST_CELL),
        measure=hand(action.get("measure"), LONGEST_CELL),
        owner=hand(action.get("owner"), LONGEST_TITLE),
        due=in_words(action["due"], language) if action.get("due") else "",
        status=_status(action, language),
        helped=_helped(action, _),
        evidence=hand(action.get("evidence"), LONGEST_CELL),
    )


def _status(action: Mapping[str, Any], language: str) -> str:
    """Say that an action was carried out, and when; nothing while it is open."""
    if action.get("status") != "done":
        return ""
    done = labels.label("action_status", "done", translator(language))
    return f"{done} {in_words(action['done_on'], language)}" if action.get("done_on") else done


def _helped(action: Mapping[str, Any], _: Translate) -> str:
    """Say whether an action that was carried out helped, as far as somebody judged it."""
    if action.get("helped"):
        return _("Hjalp det? {answer}").format(answer=labels.label("helped", action["helped"], _))
    return _("Hjalp det? Ikke vurderet") if action.get("status") == "done" else ""


def _sentences(text: str) -> list[str]:
    """Part a text after its full stops; where an abbreviation may stand, it is not parted.

    >>> _sentences("Mor søger hjælp. Sagen ligger hos ca. Fire teams. Klagen ender i en hjemvisning.")
    ['Mor søger hjælp.', 'Sagen ligger hos ca. Fire teams.', 'Klagen ender i en hjemvisning.']
    """
    return [part for part in re.split(r"(?<=\w{4}[.!?])\s+(?=[A-ZÆØÅ])", text) if part]


def left_out(content: NoteContent, sentences: int, _: Translate) -> list[str]:
    """Say what the note leaves out; `sentences` of the summary were set."""
    unsaid, found = content.unsaid, []
    if unsaid.events:
        found.append(
            counted(
                unsaid.events,
                _("tidslinjen med én hændelse og sidernes beretninger"),
                _("tidslinjen med {n} hændelser og sidernes beretninger"),
            )
        )
    if unsaid.findings:
        found.append(counted(unsaid.findings, _("ét lettere bekræftet fund"), _("{n} lettere bekræftede fund")))
    if unsaid.suggestions:
        found.append(
            counted(
                unsaid.suggestions,
                _("ét forslag, som ingen har taget stilling til"),
                _("{n} forslag, som ingen har taget stilling til"),
            )
        )
    rest = len(content.summary) - sentences
    if rest:
        found.append(counted(rest, _("resuméets sidste sætning"), _("resuméets {n} sidste sætninger")))
    noted = sum(bool(cause.note) and not cause.primary for cause in content.causes)
    if noted:
        found.append(counted(noted, _("noten til én årsag"), _("noten til {n} årsager")))
    if unsaid.dropped:
        found.append(counted(unsaid.dropped, _("én droppet handling"), _("{n} droppede handlinger")))
    return found
