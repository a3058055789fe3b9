"""What a change looks like to an audience."""

from typing import Any

from klagerejsen.journeys.models import Change


def fragment(change: Change, audience: str) -> dict[str, Any] | None:
    """Return the `html` (and `data`) that tells an audience of a change; None where it tells it nothing."""
    return {"html": ""}
