"""Journeys as they are when people wrote down less: what is known of an event is lost, or made imprecise."""

import json
from collections.abc import Iterable
from random import Random
from typing import Any

_SAYS_LITTLE = (None, "information", "other")


def noisy(documents: Iterable[dict[str, Any]], rate: float, seed: int) -> list[dict[str, Any]]:
    """Return copies in which each artefact, link, exact day and view is lost with the chance ``rate``.

    With half that chance an event's type says little, or nobody wrote who sent it or who received it. An exact day
    becomes its month, or "about" that day.
    """
    chance = Random(seed)
    copies = json.loads(json.dumps(list(documents)))
    for event in (event for each in copies for event in each["events"]):
        _forget(event, rate, chance)
    return copies


def _forget(event: dict[str, Any], rate: float, chance: Random) -> None:
    for key in ("artefact", "responds_to"):
        if key in event and chance.random() < rate:
            del event[key]
    if "type" in event and chance.random() < rate / 2:
        event["type"] = chance.choice(_SAYS_LITTLE)
    if chance.random() < rate / 2:
        event[chance.choice(["from", "to"])] = []
    if len(event["date"]) == len("2024-01-01") and chance.random() < rate:
        event["date"] = chance.choice([event["date"][:7], event["date"] + "~"])
    for side in [side for side in event.get("perspectives", {}) if chance.random() < rate]:
        del event["perspectives"][side]
