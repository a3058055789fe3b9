"""Who is named in a line: actors of the case by their labels and units, and everyday words for roles.

A word for a role means the actor who is called so, else one who is called by a word of the same line of the list
("drengen" is the actor "Barnet"), else a role that the case does not have yet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from klagerejsen.analysis.model import Actor
from klagerejsen.codes import Perspective
from klagerejsen.intake.proposals import Case, Party
from klagerejsen.intake.quick.words import Word, endings, inflected, words

LONGEST_NAME = 6  # words
_TOKEN = re.compile(r"[^\W_]+(?:(?:[-’']|\.(?=dk\b))[^\W_]+)*-?|[^\w\s]")
_PLACED = frozenset(("af", "i", "fra", "hos", "på", "for", "ved"))
_FAMILY = frozenset(("parent", "child", "relative", "citizen", "guardian"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of the line, in small letters, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is named by the tokens from `first` to `last`; `owns` where the name is a genitive ("mors")."""

    first: int
    last: int
    party: Party
    owns: bool = False


def tokens_of(text: str) -> list[Token]:
    """Split a line in small letters into words and signs."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]


def mentions(line: str, tokens: Sequence[Token], case: Case) -> list[Mention]:
    """Find those who are named, in the order of the line; `line` is as it was typed."""
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        mention = _at(line, tokens, at, case)
        if mention is None:
            at += 1
            continue
        at = mention.last + 1
        merged = _with_unit(found[-1], mention, tokens, case) if found else None
        found[-1:] = [merged] if merged else [*found[-1:], mention]
    return found


def _at(line: str, tokens: Sequence[Token], at: int, case: Case) -> Mention | None:
    names = _names(case.actors)
    for count in range(min(LONGEST_NAME, len(tokens) - at), 0, -1):
        said = tuple(token.text for token in tokens[at : at + count])
        refs, word = names.get(said), words().get(said)
        if refs and not (word and word.shared and _numbered(tokens, at + count)):
            return _mention(line, tokens, at, count, _latest(refs, case), word)
        if word:
            count += _numbered(tokens, at + count)
            refs = () if count > len(said) else _meant(word, said[-1], case.actors)
            return _mention(line, tokens, at, count, _latest(refs, case), word)
    return _by_part(line, tokens, at, case) or _by_ending(line, tokens, at)


def _by_part(line: str, tokens: Sequence[Token], at: int, case: Case) -> Mention | None:
    """Read "PPR-psykologen" as PPR."""
    refs = _names(case.actors).get((tokens[at].text.split("-")[0],), ())
    return _mention(line, tokens, at, 1, _latest(refs, case), None) if refs and "-" in tokens[at].text else None


def _mention(
    line: str, tokens: Sequence[Token], at: int, count: int, refs: tuple[str, ...], word: Word | None
) -> Mention:
    last = tokens[at + count - 1]
    name = word.name if word else ""
    owns = last.text.endswith("s") and last.text != name.lower().split(" ")[-1]
    said = line[tokens[at].start : last.end]
    label = name if name != name.lower() else said.removesuffix("s").rstrip("'’") if owns else said
    party = Party(refs[0] if refs else None, label[:1].upper() + label[1:], word.role if word else None, refs[1:])
    return Mention(at, at + count - 1, party, owns)


def _numbered(tokens: Sequence[Token], at: int) -> int:
    """Return 1 where a number of a person follows, as in "rådgiver 2" or "rådgiver 2s"."""
    return int(at < len(tokens) and re.fullmatch(r"[1-9](?:['’]?s)?", tokens[at].text) is not None)


def _by_ending(line: str, tokens: Sequence[Token], at: int) -> Mention | None:
    """Take a word for a role by how it ends: "Ydelsescentret", "familiekonsulenten"."""
    text = tokens[at].text
    for ending, role in endings():
        if text.removesuffix("s").endswith(ending) and len(text) > len(ending) + 2:
            return _mention(line, tokens, at, 1, (), Word(text.removesuffix("s"), role, -1))
    return None


def _latest(refs: tuple[str, ...], case: Case) -> tuple[str, ...]:
    """Sort actors by when they were last heard of; those of whom nothing was heard come last, in their order."""
    order = {ref: number for number, ref in enumerate(case.recent)}
    return tuple(sorted(refs, key=lambda ref: order.get(ref, len(order))))


def _with_unit(one: Mention, other: Mention, tokens: Sequence[Token], case: Case) -> Mention | None:
    """Read two names as one: "leder af Hjælpemiddelenheden", "psykolog fra PPR", "skolens leder"."""
    between = [token.text for token in tokens[one.last + 1 : other.first]]
    if one.owns and not between:
        whole, part = one.party, other.party
    elif len(between) == 1 and between[0] in _PLACED and one.party.role:
        whole, part = other.party, one.party
    else:
        return None
    both = [ref for ref in _refs(part) if ref in _refs(whole)]
    outside = _side(whole, case) == Perspective.EXTERNAL and part.role not in _FAMILY
    if not both and (whole.actor is None or not (outside or (between and part.actor is None))):
        return None
    party = Party(both[0], part.label, part.role, tuple(both[1:])) if both else whole
    return Mention(one.first, other.last, party, other.owns)


def _side(party: Party, case: Case) -> str | None:
    return next((actor.perspective for actor in case.actors if actor.id == party.actor), None)


def _refs(party: Party) -> tuple[str, ...]:
    return (party.actor, *party.others) if party.actor else ()


@lru_cache(maxsize=64)
def _names(actors: tuple[Actor, ...]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return who is meant by every form of a label and of a unit."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name_of in (_label, lambda actor: actor.label, lambda actor: actor.unit or ""):
        own: dict[tuple[str, ...], tuple[str, ...]] = {}
        for actor in actors:
            for form in _forms(name_of(actor)):
                own[form] = (*own.get(form, ()), actor.id)
        found = own | found
    return {form: tuple(dict.fromkeys(refs)) for form, refs in found.items()}


def _label(actor: Actor) -> str:
    """Return what an actor is called, without what is added in brackets or after a comma."""
    return re.split(r"[,(]", actor.label)[0]


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    said = tuple(token.text for token in tokens_of(name.lower()))
    if not said or len(said) > LONGEST_NAME:
        return
    if said[-1].isdigit():
        yield from (said, (*said[:-1], f"{said[-1]}s"), (*said[:-1], f"{said[-1]}'s"))
    else:
        yield from dict.fromkeys(inflected(said))


def _meant(word: Word, said: str, actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return the actors whom a word for a role means: who is called so, else by another word of its line."""
    heads = [(actor, _head(actor)) for actor in actors]
    called = [actor.id for actor, head in heads if head and head.name == word.name]
    ending = [actor.id for actor, _head in heads if _ends_with(actor, said)]
    sharing = [actor.id for actor, head in heads if word.shared and head and head.line == word.line]
    return tuple(called or ending or sharing)


@lru_cache(maxsize=256)
def _head(actor: Actor) -> Word | None:
    """Return the word for a role that an actor is called by: "Rådgiver i Børnehandicap" is a "rådgiver"."""
    said = [token.text for token in tokens_of(_label(actor).lower()) if not token.text.isdigit()]
    until = next((at for at, text in enumerate(said) if at and text in _PLACED), len(said))
    last = said[until - 1] if said else ""
    # "Ungdomspsykiatrien" is "psykiatrien".
    ends = ((last[at:],) for at in range(len(last) - 2))
    return words().get(tuple(said)) or next((words()[end] for end in ends if end in words()), None)


def _ends_with(actor: Actor, said: str) -> bool:
    return len(said) > 4 and any(
        form[-1].endswith(said) and form[-1] != said for form in _forms(_label(actor)) if len(form) == 1
    )
