"""The change log told in sentences."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from klagerejsen import dates, labels
from klagerejsen.codes import Entity
from klagerejsen.journeys.history import REWRITTEN, rewrites
from klagerejsen.journeys.models import Change
from klagerejsen.journeys.undoing import UNDOABLE
from klagerejsen.web.filters import language


@dataclass(frozen=True, slots=True)
class Story:
    """One line of the log as it is read: when, what, from which kind of hand, and whether it can still be undone.

    Nobody is named: in the room it matters what changed, not who was slow or wrong.
    """

    seq: int
    at: dt.datetime
    text: str
    by: str
    can_be_undone: bool
    was_undone: bool
    batch: int | None = None


def tell(changes: Iterable[Change], undone: set[int]) -> list[Story]:
    """Tell changes; what was undone says so, and an undo can be undone like anything else."""
    return [
        Story(
            seq=change.seq,
            at=change.at,
            text=_text(change),
            by=_by(change),
            can_be_undone=change.entity in UNDOABLE and change.seq not in undone,
            was_undone=change.seq in undone,
            batch=change.batch,
        )
        for change in changes
    ]


def gathered(stories: Iterable[Story]) -> list[Story]:
    """Tell what was done together, and is undone together, as one; the story that comes first says what it was."""
    groups: dict[tuple[int | None, int], list[Story]] = {}
    for story in stories:
        groups.setdefault((story.batch, 0 if story.batch else story.seq), []).append(story)
    return [replace(group[0], text=_of_several(group[0].text, len(group) - 1)) for group in groups.values()]


def _of_several(what: str, others: int) -> str:
    if others == 0:
        return what
    return _("%(what)s, og 1 mere", what=what) if others == 1 else _("%(what)s, og %(n)s mere", what=what, n=others)


def _by(change: Change) -> str:
    if change.participant_id is not None:
        return _("deltager")
    return _("facilitator") if change.user_id is not None else ""


def _text(change: Change) -> str:
    text = _plain(change)
    return _("Fortrudt: %(what)s", what=text) if change.undoes is not None else text


def _plain(change: Change) -> str:
    match change.entity:
        case Entity.EVENT:
            return _event(change)
        case Entity.ACTOR:
            label = (change.after or change.before or {}).get("label", "")
            return _("Aktør: %(label)s", label=label)
        case Entity.FINDING:
            return _finding(change)
        case Entity.CAUSE:
            return _("Rodårsag: %(code)s", code=(change.after or change.before or {}).get("code", ""))
        case Entity.JOURNEY:
            return _journey(change)
        case Entity.ANSWER:
            return _("Et svar")
        case Entity.NOTE:
            return _note(change)
        case Entity.BALLOT:
            return _ballot(change)
        case _:
            return _workshop(change.after or {})


def _journey(change: Change) -> str:
    if rewrites(change):
        return _("Personoplysninger erstattet af roller, steder: %(n)s", n=(change.after or {})[REWRITTEN])
    if change.before is None or change.after is None:
        return _("Rejsen oprettet")
    match [name for name in change.before | change.after if change.before.get(name) != change.after.get(name)]:
        case ["actions"]:
            return _("Handlingerne")
        case ["learning"]:
            return _("De fem spørgsmål")
    return _("Rejsens oplysninger")


def _event(change: Change) -> str:
    before, after = change.before, change.after
    title = (after or before or {}).get("title") or (after or before or {}).get("id", "")
    if before is None:
        return _("«%(title)s» tilføjet", title=title)
    if after is None:
        return _("«%(title)s» fjernet", title=title)
    if before.get("date") != after.get("date"):
        return _("«%(title)s»: dato ændret til %(date)s", title=title, date=dates.in_words(after["date"], language()))
    if before.get("title") != after.get("title"):
        return _("«%(old)s» hedder nu «%(title)s»", old=before.get("title") or "", title=title)
    return _("«%(title)s» ændret", title=title)


def _finding(change: Change) -> str:
    piece = change.after or change.before or {}
    name = labels.label("finding", piece.get("type"), _)
    status = labels.label("status", piece.get("status", "suggested"), _)
    return f"{name}: {status.lower()}"


def _note(change: Change) -> str:
    match change.after:
        case None:
            return _("Note skjult")
        case {"hidden": False}:
            return _("Note hentet frem igen")
        case {"held": str()}:
            return _("Note holdt tilbage")
        case {"released": True}:
            return _("Note vist")
    return _("Note skrevet")


def _ballot(change: Change) -> str:
    match change.after:
        case None:
            return _("Afstemning taget tilbage")
        case {"closed": True}:
            return _("Afstemning lukket")
        case {"closed": False}:
            return _("Afstemning åbnet igen")
        case {"shown": True}:
            return _("Afstemningens resultat vist")
        case {"shown": False}:
            return _("Tidslinjen vist igen")
    return _("Afstemning åbnet")


def _workshop(after: Mapping[str, Any]) -> str:
    match after:
        case {"phase": phase}:
            return _("Fase: %(phase)s", phase=labels.label("phase", phase, _))
        case {"focus": None}:
            return _("Ingen hændelse i fokus")
        case {"focus": ref}:
            return _("I fokus: %(ref)s", ref=ref)
        case {"glasses": "everyone"}:
            return _("Skærmen uden briller")
        case {"glasses": side}:
            return _("Briller på skærmen: %(side)s", side=labels.label("perspective", side, _))
        case {"closed": closed}:
            return _("Workshoppen lukket") if closed else _("Workshoppen åbnet igen")
        case {"revealed": shown}:
            return _("Alle svar vist") if shown else _("Alle skriver for sig selv igen")
        case {"locked": locked}:
            return _("Låst for svar") if locked else _("Låst op for svar")
        case {"approves": waits}:
            return _("Nye venter på at blive lukket ind") if waits else _("Nye kommer ind af sig selv")
        case {"earlier_shown": shown}:
            return _("Tidligere læring vist") if shown else _("Tidligere læring skjult")
        case {"plan": _plan}:
            return _("Planen ændret")
        case {"clock": _turn}:
            return _("Uret stillet")
        case {"code": _code}:
            return _("Ny kode")
        case {"display": _link}:
            return _("Nyt link til skærmen")
    return _("Workshoppen")
