"""Findings as marks in their row, and as cards that can be confirmed, disputed or dismissed."""

from collections.abc import Mapping
from dataclasses import dataclass

from klagerejsen.analysis import Explanation, explain
from klagerejsen.analysis.results import Finding
from klagerejsen.board import payload
from klagerejsen.board.marks import Scene, event_mark
from klagerejsen.board.words import SIDES
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words
from klagerejsen.labels import label

SUGGESTED, DISMISSED = "suggested", "dismissed"


@dataclass(frozen=True, slots=True)
class Behind:
    """An event behind a finding, as a link."""

    id: int
    side: str
    short: str
    title: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in words, with what the room said of it."""

    key: str
    code: str
    name: str
    title: str
    when: str
    said: Explanation
    certain: bool
    status: str
    status_words: str
    reason: str
    events: tuple[Behind, ...]


def finding_marks(scene: Scene, statuses: Mapping[str, str], _: Translate) -> list[payload.Finding]:
    """Write the row of findings. Silences have their bars, and what was dismissed leaves the row."""
    shown = [
        finding
        for finding in scene.analysis.findings
        if finding.code != "silence" and statuses.get(finding.key, SUGGESTED) != DISMISSED
    ]
    return [_mark(finding, number < scene.analysis.front, statuses, scene) for number, finding in enumerate(shown)]


def _mark(finding: Finding, front: bool, statuses: Mapping[str, str], scene: Scene) -> payload.Finding:
    return {
        "key": finding.key,
        "name": explain(finding, scene.journey, scene.language).short,
        "start": finding.start.isoformat(),
        "end": finding.end.isoformat(),
        "point": finding.start == finding.end,
        "certain": finding.certainty == "certain",
        "status": statuses.get(finding.key, SUGGESTED),
        "front": front,
        "sides": [side for side in SIDES if _concerns(finding, side, scene)],
        "events": scene.ids(finding.events),
    }


def _concerns(finding: Finding, side: str, scene: Scene) -> bool:
    """Tell whether a side's glasses show the finding: it says so itself, or the side took part in an event."""
    stated = finding.figures.get("side")
    if stated is not None or side in finding.parties:
        return stated in (side, None)
    journey = scene.journey
    events = (journey.event(ref) for ref in finding.events)
    return any(
        journey.actors[actor].perspective == side for event in events for actor in (*event.senders, *event.recipients)
    )


def finding_rows(
    scene: Scene, statuses: Mapping[str, str], reasons: Mapping[str, str] | None = None
) -> list[FindingRow]:
    """Write all findings, most important first; dismissed ones stay, with their reason."""
    return [finding_row(finding, scene, statuses, reasons or {}) for finding in scene.analysis.findings]


def finding_row(finding: Finding, scene: Scene, statuses: Mapping[str, str], reasons: Mapping[str, str]) -> FindingRow:
    """Write one finding as a card."""
    _ = translator(scene.language)
    said = explain(finding, scene.journey, scene.language)
    status = statuses.get(finding.key, SUGGESTED)
    return FindingRow(
        key=finding.key,
        code=finding.code,
        name=said.name,
        title=said.short[:1].upper() + said.short[1:],
        when=_when(finding, scene.language),
        said=said,
        certain=finding.certainty == "certain",
        status=status,
        status_words=label("status", status, _),
        reason=reasons.get(finding.key, ""),
        events=tuple(_behind(ref, scene) for ref in finding.events),
    )


def _when(finding: Finding, language: str) -> str:
    if finding.start == finding.end:
        return in_words(finding.start.isoformat(), language)
    return in_words(f"{finding.start.isoformat()}/{finding.end.isoformat()}", language)


def _behind(ref: str, scene: Scene) -> Behind:
    mark = event_mark(scene.journey.event(ref), scene)
    return Behind(mark["id"], mark["side"], mark["short"], mark["title"])
