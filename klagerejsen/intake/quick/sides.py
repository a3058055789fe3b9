"""From whom and to whom: read from the small words before a name, and from where it stands beside the verb.

A Danish sentence puts who acts before the verb, or right behind it where something else comes first. "til" leads to
who hears and "fra" to who acts; in the passive, and behind "får", who stands first is the one who hears.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from klagerejsen.codes import Perspective
from klagerejsen.intake.proposals import Party
from klagerejsen.intake.quick.who import Mention, Token
from klagerejsen.intake.quick.words import SIDE, rows

WORDS = {name: frozenset(listed.split()) for name, listed in rows("sides")}
"""Small words and verbs, by what they do in a sentence."""
_TOGETHER = {("over", "for"): "overfor", ("fat", "i"): "til", ("kopi", "til"): "til"}
_MACHINES = ("telefonsvarer", "mobilsvar", "postkasse", "indbakke")
_ASKED, _GIVEN = "asked", "given"


@dataclass(frozen=True, slots=True)
class Group:
    """Some who are named together, with the small word before them ("" where there is none)."""

    mentions: tuple[Mention, ...]
    lead: str

    @property
    def first(self) -> int:
        """The token with which the group begins."""
        return self.mentions[0].first

    @property
    def last(self) -> int:
        """The token with which it ends."""
        return self.mentions[-1].last

    @property
    def parties(self) -> tuple[Party, ...]:
        """Those who are named."""
        return tuple(mention.party for mention in self.mentions)


def sides(tokens: Sequence[Token], found: Sequence[Mention]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return who acts and who hears."""
    words = [token.text for token in tokens]
    groups = [group for group in _groups(words, found) if _takes_part(words, group)]
    subject, others = _bare(words, [group for group in groups if not group.lead])
    done_to = _done_to(words, subject) if subject else ""
    acts: list[Group] = [subject] if subject and not done_to else []
    hears: list[Group] = ([subject] if subject and done_to else []) + others
    for group in groups:
        if group.lead:
            _place(words, group, done_to, acts, hears)
    return _parties(acts), _parties(hears, acts)


def _place(words: Sequence[str], group: Group, done_to: str, acts: list[Group], hears: list[Group]) -> None:
    """Put a group with a small word before it on its side, or on none."""
    side = hears if group.lead == "til" else None
    if group.lead == "fra" and done_to != _ASKED:
        side = acts if not acts else hears if WORDS["fetches"].intersection(words[: group.first]) else None
    elif group.lead == "af":
        side = _by_whom(words, group, acts, hears)
    elif group.lead in WORDS["between"]:
        acts.append(Group(group.mentions[:1], ""))
        side, group = hears, Group(group.mentions[1:], "")
    elif (group.lead == "med" or group.lead in WORDS["at"]) and not WORDS["below"].intersection(
        _clause(words, group.first)
    ):
        side = _with_whom(words, group, acts, hears)
    if side is not None and group.mentions:
        side.append(group)


def _with_whom(words: Sequence[str], group: Group, acts: list[Group], hears: list[Group]) -> list[Group] | None:
    """ "Møde med skolen" is held by the school, "mor til møde med skolen" by mother with it."""
    if words[_before(words, group.first) - 1] == "modtaget":
        return hears
    if acts:
        return hears if not hears or group.lead == "med" else None
    citizens = all(SIDE.get(party.role or "") is Perspective.CITIZEN for party in group.parties)
    return hears if citizens and group.lead in ("med", "hos") else acts


def _by_whom(words: Sequence[str], group: Group, acts: list[Group], hears: list[Group]) -> list[Group] | None:
    before = _word_before(words, words.index("af", max(0, group.first - 4)))
    if before in WORDS["heard"]:
        return hears
    done = before.endswith(("besøg", "opkald", "s", "t")) or WORDS["is"].intersection(words[: group.first])
    return acts if done else None


def _parties(groups: Iterable[Group], but: Iterable[Group] = ()) -> tuple[Party, ...]:
    """Return those in some groups, each once, without those in others."""
    taken = {party.label for group in but for party in group.parties}
    found = {
        party.actor or party.label: party for group in groups for party in group.parties if party.label not in taken
    }
    return tuple(found.values())


def _groups(words: Sequence[str], found: Sequence[Mention]) -> list[Group]:
    """Gather those who stand together: "mor, far og skolen"."""
    groups: list[Group] = []
    for mention in found:
        if mention.owns and not "".join(words[mention.last + 1 : mention.last + 2]).endswith(_MACHINES):
            continue
        at = _before(words, mention.first)
        if (
            groups
            and at > groups[-1].last
            and all(words[each] in WORDS["joins"] for each in range(groups[-1].last + 1, at + 1))
        ):
            groups[-1] = Group((*groups[-1].mentions, mention), groups[-1].lead)
        else:
            groups.append(Group((mention,), _lead(words, at)))
    return groups


def _lead(words: Sequence[str], at: int) -> str:
    """Return the small word at a place; of two that go together ("over for", "fat i") what they mean."""
    if at < 0 or words[at] not in WORDS["prepositions"]:
        return ""
    return _TOGETHER.get((_word_before(words, at), words[at]), words[at])


def _before(words: Sequence[str], at: int) -> int:
    """Return where the word stands that is before a name and its articles, −1 where there is none."""
    at -= 1
    while at >= 0 and words[at] in WORDS["articles"]:
        at -= 1
    return at


def _word_before(words: Sequence[str], at: int) -> str:
    return words[at - 1] if at > 0 else ""


def _takes_part(words: Sequence[str], group: Group) -> bool:
    """Leave out "i skole", "ny rådgiver" and "på borgerens vegne"."""
    before = _word_before(words, group.first)
    absent = words[group.first] in WORDS["institutions"] and (group.lead in WORDS["into"] or before in WORDS["new"])
    return not absent and not (before in WORDS["new"] and not group.lead)


def _bare(words: Sequence[str], groups: Sequence[Group]) -> tuple[Group | None, list[Group]]:
    """Return who stands where the subject stands, and those whom a verb that is done to people is done to."""
    subject: Group | None = None
    objects: list[Group] = []
    for group in groups:
        clause = _clause(words, group.first)
        if WORDS["under"].intersection(clause):
            continue
        verbs = WORDS["to people"].intersection(clause) or (
            WORDS["calls"].intersection(clause) and words[group.last + 1 :][:1] == ["op"]
        )
        behind = len(clause) > 1 and clause[-1] in WORDS["to people"]
        follows = subject is not None or behind or bool(WORDS["to people only"].intersection(clause[:1]))
        if follows and verbs and not objects:
            objects.append(group)
        elif subject is None and not objects:
            subject = group
    return subject, objects


def _clause(words: Sequence[str], at: int) -> Sequence[str]:
    """Return the words of the clause before a place in it."""
    starts = [each + 1 for each in range(at) if words[each] in WORDS["stops"]]
    return words[starts[-1] if starts else 0 : at]


def _done_to(words: Sequence[str], subject: Group) -> str:
    """Tell whether something is done to who stands first, and how: "bedes sende", "får svar", "bliver indkaldt"."""
    first, *rest = [*words[subject.last + 1 : subject.last + 5], ""]
    if _word_before(words, subject.first) in WORDS["gets"]:
        return _GIVEN
    if first in WORDS["asks"] or (first in WORDS["is"] and WORDS["asked"].intersection(rest)):
        return _ASKED
    if first in WORDS["gets"] and not WORDS["hold"].intersection(rest):
        return _GIVEN
    return _GIVEN if first in WORDS["passive"] or (first in WORDS["is"] and WORDS["done"].intersection(rest)) else ""
