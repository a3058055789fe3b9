"""What keeps a file from being a journey, and where in the file it stands."""

from dataclasses import dataclass

from flask_babel import gettext as _

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a document out: its path, its line (1-based, None if unknown) and the reason."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        where = _("Linje %(line)s, ", line=self.line) if self.line else ""
        place = self.path or _("filen")
        return f"{where}{place}: {self.reason}"


class NotAJourney(ValueError):  # noqa: N818 - says what the file is
    """The file cannot be read as a journey; `faults` lists why, twenty at most."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def written(path: Path) -> str:
    """Write a path as people read it: events[3].from."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
