"""A finding in plain words, Danish or English: what, by which rule, and what else it could be.

Nobody is named: parties are units or sides, and the quoted titles are those people wrote themselves. Every duration
says whether it counts calendar days. Danish is the source; English comes from the catalogue.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from klagerejsen.analysis import wording, wording_burden, wording_flow, wording_work
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.phrases import Phrases
from klagerejsen.analysis.results import Finding
from klagerejsen.catalogue import translator
from klagerejsen.labels import label


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding in words.

    ``name`` is the kind of finding, ``short`` the label of its mark, ``what`` one or two sentences with the
    evidence, ``rule`` the rule with its threshold, ``alternatives`` what else it could be and why it
    is only possible (empty for a finding that people marked).
    """

    name: str
    short: str
    what: str
    rule: str
    alternatives: str


_Wording = Callable[[Finding, Phrases], wording.Words]

_WORDINGS: dict[str, _Wording] = {
    "silence": wording.silence,
    "standstill": wording_flow.standstill,
    "unanswered_request": wording.unanswered_request,
    "dropped_handover": wording_work.dropped_handover,
    "ping_pong": wording_work.ping_pong,
    "missed_deadline": wording_work.missed_deadline,
    "perception_gap": wording.perception_gap,
    "blind_spot": wording.blind_spot,
    "contradiction": wording_burden.contradiction,
    "rework": wording_burden.rework,
    "citizen_as_messenger": wording_burden.citizen_as_messenger,
    "escalation": wording_burden.escalation,
    "isolated_external": wording_burden.isolated_external,
    "caseworker_change": wording_flow.caseworker_change,
    "no_owner": wording_flow.no_owner,
    "bottleneck": wording_flow.bottleneck,
}


def explain(finding: Finding, journey: Journey, language: str = "da") -> Explanation:
    """Explain a finding of ``journey`` in "da" or "en"; one that people marked says what they wrote."""
    say = Phrases(journey, finding, language)
    computed = _WORDINGS.get(finding.code) if finding.figures.keys() - {"note"} else None
    words = (computed or wording.marked)(finding, say)
    name = name_of(finding.code, language)
    return Explanation(
        name=name,
        short=words.short or name.lower(),
        what=_joined(words.what),
        rule=words.rule,
        alternatives=_joined((*words.alternatives, say.doubt() if computed else "")),
    )


def name_of(code: str, language: str = "da") -> str:
    """Return what a kind of finding is called; an unknown code is its own name.

    >>> name_of("silence"), name_of("citizen_as_messenger")
    ('Tavshed', 'Borgeren som bud')
    """
    return label("finding", code, translator(language))


def _joined(sentences: Iterable[str]) -> str:
    text = " ".join(sentence for sentence in sentences if sentence)
    return text[:1].upper() + text[1:]
