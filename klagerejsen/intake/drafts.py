"""A pasted text on its way to the timeline: its pieces, what was set by hand in each, and what was decided.

A piece is a passage with a form: what stands in its fields, as it was typed, and `made`: the title and description
that were proposed. It is "open", "chosen" or "dropped".
Nothing of it is an event before it is accepted.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict

from klagerejsen import dates
from klagerejsen.access.rules import Scope
from klagerejsen.database import utcnow
from klagerejsen.dates import Span, Understood
from klagerejsen.extensions import db
from klagerejsen.intake import chips
from klagerejsen.intake.models import DRAFT_DAYS, Draft
from klagerejsen.intake.passages import Passage, passages, places, proposed
from klagerejsen.intake.proposals import Case, Proposal
from klagerejsen.web.personal import forbid, refusal

Piece = dict[str, Any]
TEXTS = ("date", "title", "description", "type", "channel", "reply_due")
OPEN, CHOSEN, DROPPED = "open", "chosen", "dropped"


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece as it is read now: its proposal, what is to be done, and the places where it can be split.

    `must_go` says that a CPR number stands in a field of it, which is never kept.
    """

    key: int
    state: str
    proposal: Proposal
    form: dict[str, Any]
    problems: dict[str, str]
    splits: tuple[tuple[int, str], ...]
    must_go: bool


def of(scope: Scope, user_id: int) -> Draft | None:
    """Return the user's draft in a case."""
    query = select(Draft).where(Draft.journey_id == scope.journey_id, Draft.user_id == user_id)
    return db.session.scalar(query.where(Draft.at > utcnow() - dt.timedelta(days=DRAFT_DAYS)))


def forget(scope: Scope, user_id: int) -> None:
    """Delete the user's draft in a case, and every draft that is too old."""
    old = Draft.at <= utcnow() - dt.timedelta(days=DRAFT_DAYS)
    own = (Draft.journey_id == scope.journey_id) & (Draft.user_id == user_id)
    db.session.execute(delete(Draft).where(old | own))


def begin(scope: Scope, user_id: int, text: str, case: Case, language: str) -> Draft:
    """Keep a text that was looked through in pieces; raises `PersonalNumber`."""
    forbid(text)
    forget(scope, user_id)
    found = passages(text, case.near)
    pieces = [_piece(number, passage, case, language) for number, passage in enumerate(found, start=1)]
    draft = Draft(journey_id=scope.journey_id, user_id=user_id, pieces=pieces)
    db.session.add(draft)
    db.session.flush()
    return draft


def _piece(key: int, passage: Passage, case: Case, language: str) -> Piece:
    proposal = proposed(passage, case)
    about = next((dates.parse_edtf(each) for each in (proposal.date, *proposal.date_choices) if each), case.near)
    said = proposal.date and dates.in_words(proposal.date, language)
    due = proposal.reply_due and dates.in_words(proposal.reply_due, language)
    return {
        "key": key,
        "passage": passage.text,
        "state": OPEN,
        "near": about.middle.isoformat() if about else None,
        "near_year": proposal.near_year,
        "choices": list(proposal.date_choices),
        "reason": proposal.date_reason,
        "made": [proposal.title, proposal.description],
        "form": {
            "date": said or "",
            "title": proposal.title,
            "description": proposal.description,
            "type": proposal.type or "",
            "senders": [party.actor or chips.NEW + party.label for party in proposal.senders],
            "recipients": [party.actor or chips.NEW + party.label for party in proposal.recipients],
            "channel": proposal.channel or "",
            "expects_reply": proposal.expects_reply,
            "reply_due": due or "",
        },
    }


def shown(piece: Piece, case: Case) -> Shown:
    """Read a piece."""
    form = MultiDict((name, piece["form"][name]) for name in TEXTS)
    for name in ("senders", "recipients"):
        form.setlist(name, piece["form"][name])
    if piece["form"]["expects_reply"]:
        form["expects_reply"] = "1"
    proposal = Proposal(form["title"], form["description"], passage=piece["passage"], near_year=piece["near_year"])
    proposal = chips.set_by_hand(chips.dated(proposal, _said(piece)), form, chips.FIELDS, case)
    texts = [form[name] for name in TEXTS]
    problems = chips.problems_of(proposal, form["reply_due"], *texts)
    splits = tuple((place, piece["passage"][place : place + 40].split("\n")[0]) for place in places(piece["passage"]))
    must_go = any(map(refusal, texts))
    return Shown(piece["key"], piece["state"], proposal, piece["form"], problems, splits, must_go)


def _said(piece: Piece) -> Understood:
    """Understand the date in the field; where it was never settled, what it may mean stays to be chosen."""
    typed = piece["form"]["date"]
    if not typed:
        return Understood(None, tuple(piece["choices"]), piece["reason"])
    day = dt.date.fromisoformat(piece["near"]) if piece["near"] else None
    said = chips.understood(typed, Span(day, day) if day else None)
    return replace(said, choices=tuple(piece["choices"])) if said.edtf in piece["choices"] else said


def update(draft: Draft, form: MultiDict[str, str]) -> None:
    """Keep what stands in the fields that were sent; raises `PersonalNumber`."""
    forbid([value for _name, value in form.items(multi=True)])
    draft.pieces = typed(draft, form)
    db.session.flush()


def typed(draft: Draft, form: MultiDict[str, str]) -> list[Piece]:
    """Return the pieces with what stands in the fields that were sent, kept or not."""
    return [_updated(piece, form) if f"row-{piece['key']}" in form else piece for piece in draft.pieces]


def _updated(piece: Piece, form: MultiDict[str, str]) -> Piece:
    key = piece["key"]
    fields = {name: form.get(f"{name}-{key}", "").replace("\r\n", "\n") for name in TEXTS}
    lists = {name: [each for each in form.getlist(f"{name}-{key}") if each] for name in ("senders", "recipients")}
    state = piece["state"] if piece["state"] == DROPPED else CHOSEN if f"chosen-{key}" in form else OPEN
    changed = piece["form"]["date"] != fields["date"] and fields["date"] not in piece["choices"]
    kept = {**piece, "near_year": piece["near_year"] and not changed, "state": state}
    return {**kept, "form": {**fields, **lists, "expects_reply": f"expects_reply-{key}" in form}}


def drop(draft: Draft, key: int) -> list[int]:
    """Leave a piece out, or take it in again; like `merge` and `split` it returns which pieces are others now."""
    states = {DROPPED: OPEN}
    draft.pieces = [
        {**piece, "state": states.get(piece["state"], DROPPED)} if piece["key"] == key else piece
        for piece in draft.pieces
    ]
    db.session.flush()
    return [key]


def merge(draft: Draft, key: int) -> list[int]:
    """Add a piece to the one above that was not dropped: its passage, and its words to the description."""
    pieces = list(draft.pieces)
    at = next((number for number, piece in enumerate(pieces) if piece["key"] == key), 0)
    above = next((number for number in range(at - 1, -1, -1) if pieces[number]["state"] != DROPPED), None)
    if above is None:
        return []
    one, other = pieces[above], pieces[at]
    words = [one["form"]["description"], other["form"]["title"], other["form"]["description"]]
    form = {**one["form"], "description": "\n".join(filter(None, words))}
    made = [one["made"][0], form["description"] if one["made"][1] == one["form"]["description"] else one["made"][1]]
    pieces[above] = {**one, "passage": f"{one['passage']}\n{other['passage']}", "form": form, "made": made}
    draft.pieces = pieces[:at] + pieces[at + 1 :]
    db.session.flush()
    return [one["key"]]


def split(draft: Draft, key: int, place: int, case: Case, language: str) -> list[int]:
    """Make two pieces of one; the second has the date of the first, where it does not begin with one of its own."""
    at = next((number for number, piece in enumerate(draft.pieces) if piece["key"] == key), None)
    if at is None or not 0 < place < len(draft.pieces[at]["passage"]):
        return []
    free = max(piece["key"] for piece in draft.pieces) + 1
    halves = _halves(draft.pieces[at], place, free, case, language)
    draft.pieces = [*draft.pieces[:at], *halves, *draft.pieces[at + 1 :]]
    db.session.flush()
    return [piece["key"] for piece in halves]


def _halves(piece: Piece, place: int, key: int, case: Case, language: str) -> list[Piece]:
    said, text = _said(piece), piece["passage"]
    near = dates.parse_edtf(said.edtf) if said.edtf else case.near
    head, tail = passages(text[:place].rstrip(), near), passages(text[place:], near)
    if not head or not tail:
        return [piece]
    made = _piece(piece["key"], head[0], case, language)["made"]
    words = zip(("title", "description"), piece["made"], made, strict=True)
    # What somebody wrote stays; what was proposed is proposed anew from the shorter passage.
    anew = {name: after for name, before, after in words if piece["form"][name] == before}
    above = {**piece, "passage": head[0].text, "form": {**piece["form"], **anew}, "made": made}
    second = tail[0] if tail[0].body else replace(tail[0], said=said)
    return [above, *(_piece(key + number, each, case, language) for number, each in enumerate([second, *tail[1:]]))]


def ready(draft: Draft, case: Case, *, everything: bool) -> list[Shown]:
    """Return what can become events: what was chosen, or everything that was not dropped, if nothing is open in it."""
    wanted = (OPEN, CHOSEN) if everything else (CHOSEN,)
    read = (shown(piece, case) for piece in draft.pieces if piece["state"] in wanted)
    return [piece for piece in read if not piece.problems]


def done(draft: Draft, keys: Iterable[int]) -> bool:
    """Take pieces out that became events; forget the draft and return True where nothing is left to decide."""
    gone = set(keys)
    draft.pieces = [piece for piece in draft.pieces if piece["key"] not in gone]
    left = any(piece["state"] != DROPPED for piece in draft.pieces)
    if not left:
        db.session.delete(draft)
    db.session.flush()
    return not left
