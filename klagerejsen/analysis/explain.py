"""A finding in plain words, Danish or English: what, by which rule, and what else it could be.

Nobody is named: parties are units or sides, and the quoted titles are those people wrote themselves. Every duration
says whether it counts calendar days. Danish is the source; English comes from the catalogue.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from klagerejsen.analysis import wording, wording_work
from klagerejsen.analysis.model import Journey
from klagerejsen.analysis.phrases import Phrases
from klagerejsen.analysis.results import Finding
from klagerejsen.catalogue import Translate, translator


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding in words.

    ``name`` is the kind of finding, ``short`` the label of its mark, ``what`` one or two sentences with the
    evidence, ``rule`` the rule with its threshold, ``alternatives`` what else it could be (never empty).
    """

    name: str
    short: str
    what: str
    rule: str
    alternatives: str


_Wording = Callable[[Finding, Phrases], wording.Words]

_WORDINGS: dict[str, _Wording] = {
    "silence": wording.silence,
    "unanswered_request": wording.unanswered_request,
    "dropped_handover": wording_work.dropped_handover,
    "ping_pong": wording_work.ping_pong,
    "missed_deadline": wording_work.missed_deadline,
    "perception_gap": wording.perception_gap,
    "blind_spot": wording.blind_spot,
}


def explain(finding: Finding, journey: Journey, language: str = "da") -> Explanation:
    """Explain a finding of ``journey`` in "da" or "en"; raises KeyError for a code without a rule."""
    words = _WORDINGS[finding.code](finding, Phrases(journey, finding, language))
    return Explanation(
        name=name_of(finding.code, language),
        short=words.short,
        what=_joined(words.what),
        rule=words.rule,
        alternatives=_joined(words.alternatives),
    )


def name_of(code: str, language: str = "da") -> str:
    """Return what a kind of finding is called; an unknown code is its own name.

    >>> name_of("silence"), name_of("citizen_as_messenger")
    ('Tavshed', 'Borgeren som bud')
    """
    return _names(translator(language)).get(code, code)


def _names(_: Translate) -> dict[str, str]:
    return {
        "silence": _("Tavshed"),
        "standstill": _("Stilstand"),
        "unanswered_request": _("Ubesvaret henvendelse"),
        "dropped_handover": _("Tabt overdragelse"),
        "ping_pong": _("Pingpong"),
        "missed_deadline": _("Overskredet frist"),
        "contradiction": _("Modstridende oplysninger"),
        "rework": _("Omgængere"),
        "perception_gap": _("Oplevelseskløft"),
        "blind_spot": _("Usynlig hændelse"),
        "citizen_as_messenger": _("Borgeren som bud"),
        "escalation": _("Eskalering"),
        "caseworker_change": _("Sagsbehandlerskift"),
        "no_owner": _("Uden ejer"),
        "bottleneck": _("Flaskehals"),
        "isolated_external": _("Overset ekstern"),
    }


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
