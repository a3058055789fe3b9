"""A block of journal text split into passages at its dates, each with the event that it proposes. Pure.

A passage begins with a line that begins with a date, with a sentence that does, or with the head of an e-mail. What
has no date goes with the passage before it. A line that is a date alone is a heading: its year is that of the dates
below it that have none, and its date that of the text below it that has none. Any other year that was not said is
taken where one alone lies near the passage before, and is a question elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from klagerejsen.dates import Span, Understood, messages, parse_edtf
from klagerejsen.intake.proposals import Case, Proposal
from klagerejsen.intake.quick import propose
from klagerejsen.intake.quick.reading import APART, BEFORE, IN
from klagerejsen.intake.quick.when import Found, event_date

MOST = 500
"""Passages in one text."""
_AT_HEAD, _READ = 80, 600
"""Characters in which a date that opens a line stands, and of a passage in which its other fields are looked for."""

_QUOTED = r"[ \t>]*"
_HEADER = re.compile(rf"{_QUOTED}[\w-]{{2,14}}\.? ?:")
_SENDER = re.compile(rf"{_QUOTED}(?:fra|from|afsender) ?:(?P<said>.*)", re.IGNORECASE)
_SENT = re.compile(rf"{_QUOTED}(?:sendt|sent|dato|date) ?:(?P<said>.+)", re.IGNORECASE)
_RECIPIENT = re.compile(rf"{_QUOTED}(?:til|to|modtager) ?:(?P<said>.*)", re.IGNORECASE)
_SUBJECT = re.compile(rf"{_QUOTED}(?:emne|subject) ?: ?(?:(?:sv|vs|re|fw|fwd) ?: ?)*(?P<said>.*)", re.IGNORECASE)
_STOP = re.compile(r"[.!?][»\")]*\s+(?=\S)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(/])(?:ca|d|kl|nr|pr|bl\.a|f\.eks|fx|ang|vedr|evt|inkl|ekskl|jf|stk|afd|tlf|mdr|dvs|m\.fl|m\.m|osv|\d{1,2})\.$",
    re.IGNORECASE,
)
# What stands between a date and what happened: the time of day, and who made the note.
_BETWEEN = re.compile(
    r"(?:,? ?(?:kl\.?|klokken)? ?\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?: ?[-–] ?\d{1,2}[.:]\d\d)?\b|,? ?kl\.? ?\d{1,2}\b)?"
    r"[ \t,;:|/\])–-]*(?:\(?[A-ZÆØÅ]{2,4}\)?[ \t]*(?:[:|/–]|-(?= )|(?=\n)))?[ \t:|–-]*"
)
_LABEL = re.compile(
    r"\s*(?:\w*notat|journal|e?-?mail|brev|telefon(?:samtale)?|opkald|sms)"
    r"[ \t]*(?:[-–/|:,][ \t]*[A-ZÆØÅ]{2,4})?[ \t]*[:.\n]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text, when it says that it happened, and where in it what happened begins."""

    text: str
    said: Understood = field(default_factory=lambda: Understood(None))
    near_year: bool = False
    body: int = 0


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    body: int
    found: Found
    is_mail: bool = False


def passages(text: str, near: Span | None = None) -> list[Passage]:
    """Split a text; `near` are the days of the case, or of what stands before the text."""
    openings = list(_Reader(near).openings(text))
    ends = [opening.start for opening in openings] + [len(text)]
    found = [Passage(text[: ends[0]].strip())]
    for opening, end in zip(openings, ends[1:], strict=True):
        passage, body = text[opening.start : end].rstrip(), opening.body - opening.start
        if opening.is_mail or passage[body:].strip(" \t\n:.–-#*"):
            found.append(Passage(passage, opening.found.said, opening.found.near_year, body))
    return [passage for passage in found if passage.text]


class _Reader:
    """Reads a text from above, and remembers near which days it is."""

    def __init__(self, near: Span | None) -> None:
        self.near, self.year = near, 0

    def openings(self, text: str) -> Iterator[_Opening]:
        """Give the places where passages begin."""
        lines, starts = text.split("\n"), [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        at = 0
        while at < len(lines):
            mail = self._mail(lines, at)
            if mail:
                found, after = mail
                yield replace(self._opening(starts[at], starts[after], found), is_mail=True)
                at = after
            else:
                yield from self._in_line(lines[at], starts[at])
                at += 1

    def _mail(self, lines: list[str], at: int) -> tuple[Found, int] | None:
        """Read the head of an e-mail: when it was sent, and the line behind its head."""
        if not _SENDER.match(lines[at]):
            return None
        after = at
        while after < len(lines) and _HEADER.match(lines[after]):
            after += 1
        sent = next((match for match in map(_SENT.match, lines[at:after]) if match), None)
        found = self._date(sent["said"]) if sent else None
        return (found, after) if found else None

    def _in_line(self, line: str, start: int) -> Iterator[_Opening]:
        for place in (0, *_sentences(line)):
            found = self._date(line[place : place + _AT_HEAD])
            if found and found.at_head:
                between = _BETWEEN.match(f"{line}\n", place + found.end)
                body = between.end() if between else place + found.end
                yield self._opening(start + place, start + min(body, len(line)), found)
                if not line[body:].strip(" :.–-#*"):
                    self._under(found.said)

    def _opening(self, start: int, body: int, found: Found) -> _Opening:
        if found.said.edtf:
            self.near = parse_edtf(found.said.edtf)
        return _Opening(start, body, found)

    def _under(self, heading: Understood) -> None:
        """Remember the year of a heading, for what stands under it."""
        if heading.edtf and heading.edtf[:4].isdigit():
            self.year = int(heading.edtf[:4])
            self.near = Span(date(self.year, 1, 1), date(self.year, 12, 31)) if self.year else self.near

    def _date(self, words: str) -> Found | None:
        found = event_date(words, self.near)
        if found and found.said.reason == messages.CHOOSE_YEAR:
            own = [choice for choice in found.said.choices if choice.startswith(f"{self.year:04}-")]
            return replace(found, said=Understood(own[0]), near_year=True) if own else found
        return found


def _sentences(text: str) -> Iterator[int]:
    """Give the places where sentences begin, but for the first."""
    for stop in _STOP.finditer(text):
        if not _ABBREVIATED.search(text, 0, stop.start() + 1):
            yield stop.end()


def places(text: str) -> tuple[int, ...]:
    """Return the places at which a passage can be split: where its lines and sentences begin."""
    lines = (match.end() for match in re.finditer(r"\n\s*(?=\S)", text))
    return tuple(sorted({*lines, *_sentences(text)}))


def proposed(passage: Passage, case: Case) -> Proposal:
    """Propose the event of a passage: its first sentence is the title, the rest of it the description."""
    label = _LABEL.match(passage.text, passage.body)
    body = _plainly(passage.text[label.end() if label else passage.body :])
    mail = _mail_of(passage)
    first, rest = (mail, body) if mail else _first(body)
    dated = passage.said.edtf is not None or bool(passage.said.reason)
    # A date with nothing behind it but a space is a part of the sentence: "15/4 sender skolen en underretning".
    begins = label is None and not mail and passage.text[passage.body - 2 : passage.body - 1].isalnum()
    proposal = propose(first, case, passage.said.edtf, stands=(BEFORE if begins else APART) if dated else IN)
    context = " ".join(filter(None, (label[0].strip(" \n:.") if label else "mail" if mail else "", first, rest)))
    wider = propose(context[:_READ], case, passage.said.edtf or proposal.date, stands=APART)
    if dated:
        said = passage.said
        proposal = replace(proposal, date=said.edtf, date_choices=said.choices, date_reason=said.reason)
    nobody = not (proposal.senders or proposal.recipients)
    return replace(
        proposal,
        near_year=passage.near_year or proposal.near_year,
        description="\n".join(filter(None, (proposal.description, rest))),
        type=proposal.type or wider.type,
        senders=wider.senders if nobody else proposal.senders,
        recipients=wider.recipients if nobody else proposal.recipients,
        channel="email" if mail else proposal.channel or wider.channel,
        expects_reply=proposal.expects_reply or wider.expects_reply,
        reply_due=proposal.reply_due or wider.reply_due,
        passage=passage.text,
    )


def _plainly(body: str) -> str:
    """Return a text without marks of quotation, and the cells of a row with commas between."""
    return re.sub(r"[ ]*[\t|][ ]*", ", ", re.sub(r"(?m)^[ \t]*>[ \t>]*", "", body)).strip()


def _first(body: str) -> tuple[str, str]:
    """Split what happened into its first sentence, or line, and the rest."""
    ends = [*_sentences(body), *(match.end() for match in re.finditer(r"\n", body))]
    at = min(ends, default=len(body))
    return body[:at].strip(), body[at:].strip()


def _mail_of(passage: Passage) -> str:
    """Return what an e-mail is about, with who wrote to whom; nothing where it is none."""
    said = {}
    for name, pattern in (("fra", _SENDER), ("til", _RECIPIENT), ("", _SUBJECT)):
        match = next(
            (found for line in passage.text[: passage.body].split("\n") if (found := pattern.match(line))), None
        )
        said[name] = match["said"].strip() if match else ""
    if not said["fra"]:
        return ""
    sides = " ".join(f"{name} {said[name]}" for name in ("fra", "til") if said[name])
    return f"Mail {sides}: {said['']}".rstrip(": ")
