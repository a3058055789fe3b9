"""What is told of a hit: its kind, its place and how sure it is; never its words."""

from dataclasses import dataclass

KINDS = ("cpr", "email", "phone", "address", "birth", "name")
"""The gravest first."""

CERTAIN, LIKELY = "certain", "likely"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text, `text[start:end]`, that looks like personal data of a kind; "certain" or "likely"."""

    kind: str
    start: int
    end: int
    certainty: str
