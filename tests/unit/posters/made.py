"""Made-up journeys of any length, always the same for the same seed."""

import random
from datetime import date, timedelta
from typing import Any

ACTORS = [
    ("b1", "Borgeren", "citizen", "citizen", None),
    ("b2", "Mor", "parent", "citizen", None),
    ("m1", "Sagsbehandler", "caseworker", "authority", "Familierådgivningen"),
    ("m2", "Teamleder", "manager", "authority", "Børnehandicap"),
    ("m3", "Modtagelsen", "intake", "authority", "Modtagelsen"),
    ("e1", "Skolen", "school", "external", "Skolen"),
    ("e2", "Psykiatrien", "health", "external", "Regionen"),
    ("e3", "Ankestyrelsen", "appeals_body", "external", "Ankestyrelsen"),
]
WORDS = """
mor ringer til kommunen og rykker for svar børnefaglig undersøgelse tabt arbejdsfortjeneste rådgiver skolen sender en
underretning mødet aflyses igen afgørelsen kommer for sent æblegrød på økonomisk århundrede hjælpemiddelenheden
socialtilsynet sagsbehandlingsfristoverskridelse retssikkerhedsloven partshøring overlevering uden følgenotat
""".split()  # noqa: SIM905 - a text is easier to read than a list
TYPES = ["enquiry", "meeting", "information_request", "reminder", "decision", "handover", "complaint", "information"]


def sentence(chance: random.Random, fewest: int, most: int) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(fewest, most))]
    return " ".join(words).capitalize()


def made_journey(count: int, seed: int = 1, days: int = 700, answered: float = 0.75) -> dict[str, Any]:
    """Return an interchange document with this many events, spread over this many days."""
    chance = random.Random(seed)
    start = date(2023, 5, 3)
    dates = sorted(start + timedelta(days=chance.randrange(days)) for _ in range(count))
    events = [_event(f"E{number:03}", day, chance, answered) for number, day in enumerate(dates, start=1)]
    return {
        "format": "klagerejsen-journey",
        "version": 1,
        "id": f"made-{count}-{seed}",
        "fictional": True,
        "title": "Et langt forløb med mange parter",
        "subtitle": "Opdigtet til prøve",
        "summary": sentence(chance, 30, 40) + ".",
        "legal_basis": ["Barnets lov § 20"],
        "consulted": ["citizen", "authority", "external"],
        "actors": [
            {"id": key, "label": label, "role": role, "perspective": side, "unit": unit}
            for key, label, role, side, unit in ACTORS
        ],
        "events": events,
        "findings": _findings(events, chance),
        "causes": [
            {"code": code, "primary": index < 3, "events": [events[0]["id"]], "note": sentence(chance, 5, 12)}
            for index, code in enumerate(("KOO1", "KOM3", "TID1", "AFG1", "OPL2"))
        ],
        "learning": {
            "happened": sentence(chance, 20, 40),
            "wished": sentence(chance, 20, 30),
            "why": sentence(chance, 20, 30),
            "recur": {"answer": "yes", "likelihood": "high", "text": sentence(chance, 10, 20)},
            "prevent": sentence(chance, 10, 20),
            "summary": sentence(chance, 10, 16),
        },
        "actions": [
            {
                "title": sentence(chance, 8, 16),
                "owner": "Teamleder",
                "due": "2026-03-01",
                "measure": sentence(chance, 5, 9),
            }
            for _ in range(4)
        ],
    }


def _event(key: str, day: date, chance: random.Random, answered: float) -> dict[str, Any]:
    sender = chance.choices([actor[0] for actor in ACTORS], weights=[5, 2, 9, 3, 2, 2, 2, 1])[0]
    others = [actor[0] for actor in ACTORS if actor[0] != sender]
    text = day.isoformat()
    if chance.random() < 0.08:
        text = f"{day:%Y-%m}"
    elif chance.random() < 0.05:
        text += "~"
    return {
        "id": key,
        "date": text,
        "type": chance.choice(TYPES),
        "title": sentence(chance, 2, 6),
        "description": sentence(chance, 6, 12),
        "from": [sender],
        "to": [chance.choice(others)],
        "channel": "phone",
        "perspectives": _views(chance, answered),
    }


def _views(chance: random.Random, answered: float) -> dict[str, Any]:
    views = {}
    for side in ("citizen", "authority", "external"):
        if chance.random() > answered:
            continue
        known = chance.choices(["known", "unknown", "not_relevant"], weights=[6, 2, 2])[0]
        score = chance.randint(-2, 2) if known == "known" else None
        views[side] = {
            "known": known,
            "score": score,
            "text": None if known == "not_relevant" else sentence(chance, 4, 14),
        }
    return views


def _findings(events: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    kinds = ["silence", "ping_pong", "missed_deadline", "blind_spot", "rework", "escalation"]
    ids = [event["id"] for event in events]
    return [
        {
            "type": chance.choice(kinds),
            "status": "confirmed",
            "events": sorted(chance.sample(ids, min(len(ids), chance.randint(1, 3)))),
            "severity": chance.randint(1, 3),
            "note": sentence(chance, 5, 14),
        }
        for _ in range(min(24, 1 + len(events) // 5))
    ]
