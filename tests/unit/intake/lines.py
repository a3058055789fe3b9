"""The labelled lines, and the cases that they are about."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from klagerejsen.analysis.model import Actor
from klagerejsen.dates import Span
from klagerejsen.intake.proposals import Case, Party, Proposal
from tests.conftest import demo_document

FIELDS = ("date", "due", "type", "from", "to", "channel", "reply")
CORPUS = Path(__file__).parents[2] / "data" / "quick_lines.tsv"


def _case(name: str, near: tuple[int, int, int], recent: str) -> Case:
    keys = ("id", "label", "role", "perspective", "unit")
    actors = tuple(Actor(*(actor.get(key) for key in keys)) for actor in demo_document(name)["actors"])
    day = dt.date(*near)
    return Case(actors, Span(day, day), tuple(recent.split()))


CASES = {
    "B": _case("boern-to-teams", (2024, 5, 14), "a7 a1 a8 a6"),
    "H": _case("handicap-koerestol", (2024, 6, 11), "b4 b1 b6"),
    "V": _case("voksne-stoette", (2025, 1, 13), "c4 c1"),
    "N": Case(
        (Actor("a1", "Borgeren", "citizen", "citizen"), Actor("a2", "Kommunen", "unit", "authority", "Kommunen"))
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the corpus with what it says."""

    batch: str
    case: str
    text: str
    said: dict[str, str]


def lines() -> list[Line]:
    """Read the corpus."""
    rows = [row.split("\t") for row in CORPUS.read_text("utf-8").splitlines() if not row.startswith("#")]
    return [Line(batch, case, text, dict(zip(FIELDS, said, strict=True))) for batch, case, text, *said in rows]


def understood(proposal: Proposal, case: Case) -> dict[str, str]:
    """Write a proposal as the corpus does."""
    return {
        "date": proposal.date or ("?" if proposal.date_reason else "-"),
        "due": proposal.reply_due or "-",
        "type": proposal.type or "-",
        "from": _named(proposal.senders, case),
        "to": _named(proposal.recipients, case),
        "channel": proposal.channel or "-",
        "reply": "yes" if proposal.expects_reply else "no",
    }


def _named(parties: tuple[Party, ...], case: Case) -> str:
    labels = {actor.id: actor.label.split(",")[0].split(" (")[0] for actor in case.actors}
    return in_order(",".join(labels[party.actor] if party.actor else f"+{party.label}" for party in parties) or "-")


def in_order(names: str) -> str:
    """Sort names, of which the order says nothing."""
    return ",".join(sorted(names.split(",")))
