"""What happened, how it came, and whether an answer is expected: by words that are listed beside this module."""

import re
from dataclasses import dataclass
from functools import cache

from klagerejsen.intake.quick.words import rows

_ANSWERED = frozenset(("application", "information_request", "hearing", "reminder", "complaint", "escalation"))
"""Types of events to which somebody is to answer."""
_ASKS = re.compile(
    r"\bspørg|\bspurgt|\bbeder|\bbad\b|\bvil (?:gerne )?vide|\banmoder|\bsøger aktindsigt|\blæg(?:ger|ger en)? besked"
    r"|\blagde besked|\blov(?:er|ede|et)\b|\bvent(?:er|ede)\b.{0,20}\bsvar|\bafvent|\bvend(?:er|te) tilbage|\?\s*$"
)
_BELOW = re.compile(r"\b(?:at(?! vide)|hvornår|hvordan|hvorfor|fordi|hvis)\b")
_WITHOUT = re.compile(r"\buden (?:at )?")
_IN_PHRASE = re.compile(r"\b(?:om|over|på|til|for|ved|mod|efter|siden|før|vedr\.?|ang\.?) (?:\w+ ){0,2}$")
_SPEAKING, _PHRASE = 60, 20
_TELLS = frozenset(("decision", "appeal_decision", "information", "acknowledgement", "reply"))


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    weight: int
    in_phrase: int
    side: str | None
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A code, and the words `line[start:end]` that said it."""

    code: str
    start: int
    end: int


@cache
def _types() -> tuple[_Rule, ...]:
    rules = []
    for head, pattern in rows("types"):
        *side, code, weight = head.split()
        full = int(weight.rstrip("~"))
        least = _PHRASE if weight.endswith("~") else full
        rules.append(_Rule(code, full, least, side[0].lstrip("@") if side else None, re.compile(pattern)))
    return tuple(sorted(rules, key=lambda rule: -rule.weight))


@cache
def _channels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(pattern)) for code, pattern in rows("channels"))


def event_type(text: str, side: str | None) -> Said | None:
    """Return the type that the words of a line in small letters weigh for; `side` is the sender's, where one is.

    What was done comes before what was said of it ("svarer, at sagen er til godkendelse"); only where the verb says
    no more than how somebody spoke is it what they spoke about.
    """
    text = _WITHOUT.split(text)[0]
    main = _BELOW.split(text)[0]
    found = _heaviest(main, side)
    if (found is None or found[0] < _SPEAKING) and main != text:
        whole = _heaviest(text, side)
        found = whole if whole and whole[0] > _PHRASE else found
    return found[1] if found else None


def _heaviest(text: str, side: str | None) -> tuple[int, Said] | None:
    best: tuple[int, Said] | None = None
    for rule in _types():
        if best and rule.weight < best[0]:
            break
        match = None if rule.side and rule.side != side else rule.pattern.search(text)
        if match:
            weight = rule.in_phrase if _IN_PHRASE.search(text, 0, match.start()) else rule.weight
            if best is None or (weight, -match.start()) > (best[0], -best[1].start):
                best = weight, Said(rule.code, match.start(), match.end())
    return best


def channel(text: str, kind: Said | None) -> Said | None:
    """Return the channel that the words name; how somebody was called to a meeting is not told by the meeting."""
    for code, pattern in _channels():
        match = pattern.search(text)
        if match and not (code == "meeting" and kind and kind.code == "scheduling"):
            return Said(code, match.start(), match.end())
    return None


def expects_reply(text: str, kind: str | None) -> bool:
    """Whether somebody is to answer: by what happened, or because the line says so."""
    return kind in _ANSWERED or (kind not in _TELLS and _ASKS.search(text) is not None)
