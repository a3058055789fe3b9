"""What the demo's invented complaints are about, and where they came in. No person and no case is behind them."""

import datetime as dt
import random
from typing import Any

from klagerejsen.codes import ComplaintKind

_PLACES = (
    ("boern", ("Familieafdelingen", "Børnehandicap", "Myndighed Børn"), "Barnets lov", ("§ 32", "§ 86", "§ 90")),
    ("handicap", ("Hjælpemidler", "Støtte og Bolig"), "Serviceloven", ("§ 112", "§ 85", "§ 96")),
    ("voksne", ("Visitation", "Voksenstøtte"), "Serviceloven", ("§ 83", "§ 100", "§ 117")),
)
_HANDLED = ("processing_time", "guidance", "conduct", "practical_service")
_DECIDED = ("decision", "decision", "involvement", "guidance")


def matter(chance: random.Random, received: dt.date) -> dict[str, Any]:
    """Draw one that was received on a day."""
    area, units, law, sections = chance.choice(_PLACES)
    kind = chance.choice((ComplaintKind.MERITS, ComplaintKind.MERITS, ComplaintKind.FORMALITY, ComplaintKind.BOTH))
    decided = None if kind is ComplaintKind.FORMALITY else received - dt.timedelta(chance.randint(3, 32))
    return {
        "received_on": received,
        "kind": kind,
        "area": area,
        "unit": chance.choice(units),
        "theme": chance.choice(_HANDLED if decided is None else _DECIDED),
        "law": None if decided is None else law,
        "paragraph": None if decided is None else chance.choice(sections),
        "decided_on": decided,
        "reference": f"{received:%y}-{chance.randint(1000, 39999):05d}",
        "channel": chance.choice(("digital_post", "digital_post", "email", "letter", "phone")),
        "complainant": chance.choice(("parent", "parent", "citizen", "relative") if area == "boern" else ("citizen",)),
    }
