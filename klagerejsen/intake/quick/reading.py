"""A line read from its date to its last word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from klagerejsen.codes import Perspective
from klagerejsen.dates import Understood
from klagerejsen.intake.proposals import LONGEST_TITLE, Case, Mark, Party, Proposal
from klagerejsen.intake.quick.due import Due, reply_due
from klagerejsen.intake.quick.sides import WORDS, sides
from klagerejsen.intake.quick.what import Said, channel, event_type, expects_reply
from klagerejsen.intake.quick.when import Found, event_date, lowered
from klagerejsen.intake.quick.who import Mention, Token, mentions, tokens_of
from klagerejsen.intake.quick.words import SIDE

IN, BEFORE, APART = "in", "before", "apart"
"""Where a date stands: in the line, right before it, or elsewhere."""
LONGEST = 2000
"""Characters that are read; what stands behind them is kept and not understood."""
_TIME = re.compile(
    r"^[\s,.:;–-]*(kl\.? ?\d{1,2}(?:[.:]\d\d)?(?: ?[-–] ?\d{1,2}(?:[.:]\d\d)?)?)(?=[\s,.:;]|$)", re.IGNORECASE
)
_VERB = re.compile(r"\w+(?:r|ede|te)|fik|gav|bad|skrev|tog|kom|blev|sagde|gik|holdt|bedes|var|trak|lod|lovede")
_FOR_THE_CITIZEN = ("relative", "representative")
_EDGE = " \t\n,;:–—-•*·>"
_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def propose(line: str, case: Case, date: str | None = None, *, stands: str = IN) -> Proposal:
    """Propose an event from a line; `date` is EDTF that somebody chose, or that stands BEFORE the line or APART."""
    text = lowered(line[:LONGEST])
    found = event_date(line[:LONGEST], case.near) if stands == IN else None
    when = date or (found.said.edtf if found else None)
    text = _without(text, found)
    due = reply_due(text, when)
    text = _without(text, due if due and due.day else None)
    tokens = tokens_of(text)
    named = mentions(line, tokens, case)
    senders, recipients = sides(tokens, named)
    proposal = Proposal("", senders=senders, recipients=recipients)
    kind = event_type(text, _speaks_for(proposal, case))
    by = channel(text, kind)
    if stands == BEFORE or (found and found.at_head):
        line = _straight(line, found.end if found else 0, tokens, named)
    title, description = _titled(line, [each for each in (found, due) if each and _taken(each)])
    return replace(
        _dated(proposal, found, date),
        title=title,
        description=description,
        type=kind.code if kind else None,
        channel=by.code if by else None,
        expects_reply=due is not None or expects_reply(text, kind.code if kind else None),
        reply_due=due.day if due else None,
        understood=_marks(found, due, kind, by),
    )


def _taken(part: Found | Due) -> bool:
    return isinstance(part, Found) or part.day is not None


def _without(text: str, part: Found | Due | None) -> str:
    """Blank out words that are understood, so that nothing else is read into them."""
    return text if part is None else text[: part.start] + " " * (part.end - part.start) + text[part.end :]


def _straight(line: str, begins: int, tokens: Sequence[Token], named: Sequence[Mention]) -> str:
    """Put who acts before the verb where the date stood before it: of "15/4 sender skolen" is left "skolen sender"."""
    if not named or named[0].owns or not _VERB.fullmatch(tokens[0].text) or tokens[0].text in WORDS["prepositions"]:
        return line
    first, last = named[0].first, named[0].last
    if first == 2 and tokens[1].text in WORDS["articles"]:
        first = 1
    if first != 1 or line[begins : tokens[0].start].strip():
        return line
    for other in named[1:]:
        if other.first == last + 2 and tokens[last + 1].text in ("og", "samt", "&"):
            last = other.last
    verb, gap = line[tokens[0].start : tokens[0].end], line[tokens[0].end : tokens[1].start]
    who = line[tokens[1].start : tokens[last].end]
    return line[: tokens[0].start] + who + gap + verb + line[tokens[last].end :]


def _speaks_for(proposal: Proposal, case: Case) -> str | None:
    """Return the side that who acts speaks as: relatives as the citizen, whoever tells the citizen as the authority."""
    sender, recipient = (_side(parties, case) for parties in (proposal.senders, proposal.recipients))
    if sender in (None, Perspective.EXTERNAL) and recipient is Perspective.CITIZEN:
        return Perspective.AUTHORITY
    return sender


def _side(parties: tuple[Party, ...], case: Case) -> str | None:
    for party in parties[:1]:
        actor = next((actor for actor in case.actors if actor.id == party.actor), None)
        role = actor.role if actor else party.role
        if role in _FOR_THE_CITIZEN:
            return Perspective.CITIZEN
        return Perspective(actor.perspective) if actor else SIDE.get(role or "")
    return None


def _dated(proposal: Proposal, found: Found | None, date: str | None) -> Proposal:
    said = Understood(date) if date else found.said if found else Understood(None)
    near = found.near_year if found and not date else False
    return replace(proposal, date=said.edtf, date_choices=said.choices, date_reason=said.reason, near_year=near)


def _marks(found: Found | None, due: Due | None, kind: Said | None, by: Said | None) -> tuple[Mark, ...]:
    named = (("date", found), ("reply_due", due), ("type", kind), ("channel", by))
    return tuple(
        Mark(name, part.start, part.end, not isinstance(part, Said) and _taken(part)) for name, part in named if part
    )


def _titled(line: str, taken: list[Found | Due]) -> tuple[str, str]:
    """Return what is left of a line as a title, and as a description what does not belong in one."""
    rest, at = [], 0
    for part in sorted(taken, key=lambda part: part.start):
        rest.append(line[at : part.start].rstrip(_EDGE))
        at = part.end
    rest.append(line[at:])
    return _fitted(_joined(rest))


def _joined(pieces: list[str]) -> str:
    text = " ".join(" ".join(pieces).split()).strip(_EDGE)
    return re.sub(r" (?=[,.;:!?])|(?<=\w)\.$", "", text)


def _fitted(text: str) -> tuple[str, str]:
    """Put a time of day, and what is too long for a title, into the description."""
    time = _TIME.match(text)
    said = time[1] if time else ""
    text = text[time.end() :].strip(_EDGE) if time else text
    title, more = _cut(text) if len(text) > LONGEST_TITLE else (text, "")
    return title[:1].upper() + title[1:], " ".join(filter(None, (said, more)))


def _cut(text: str) -> tuple[str, str]:
    """Cut a long text behind a sentence, else behind a word."""
    stops = [stop.start() for stop in _STOP.finditer(text) if stop.start() <= LONGEST_TITLE]
    at = stops[-1] if stops else text.rfind(" ", 0, LONGEST_TITLE)
    at = at if at > 0 else LONGEST_TITLE
    return text[:at].strip(), text[at:].strip()
