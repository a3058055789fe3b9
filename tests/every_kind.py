"""A case in which every kind of breakdown happens, written event by event."""

UNITS = ("Ydelse", "Jura", "Støtte", "Borgerservice")


def actors() -> list[dict]:
    outside = [
        {"id": "b", "label": "Borgeren", "role": "citizen", "perspective": "citizen"},
        {"id": "avis", "label": "Lokalavisen", "role": "other_authority", "perspective": "external"},
        {"id": "psyk", "label": "Psykologen", "role": "provider", "perspective": "external"},
    ]
    inside = [
        {
            "id": f"{unit}{n}",
            "label": f"Sagsbehandler {n}",
            "role": "caseworker",
            "perspective": "authority",
            "unit": unit,
        }
        for unit in UNITS
        for n in (1, 2)
    ]
    return [*outside, *inside]


class Case:
    """A case that is written event by event."""

    def __init__(self) -> None:
        self.events: list[dict] = []

    def add(self, day: str, kind: str, way: str, **more: object) -> str:
        sender, _, receiver = (each.strip() for each in way.partition(">"))
        ref = f"E{len(self.events) + 1:02}"
        ends = {"from": [sender] if sender else [], "to": [receiver] if receiver else []}
        self.events.append({"id": ref, "date": day, "type": kind, "title": f"Hændelse {ref}", **ends, **more})
        return ref

    def asked(self, month: int, unit: str, days: int) -> None:
        thing = {"artefact": f"bilag {month} fra {unit}"}
        ref = self.add(f"2024-{month:02}-01", "information_request", f"Ydelse1 > {unit}1", expects_reply=True, **thing)
        self.add(f"2024-{month:02}-{1 + days:02}", "reply", f"{unit}1 > Ydelse1", responds_to=ref, **thing)


def every_kind() -> dict:
    """Write a case in which every kind of breakdown happens."""
    case = Case()
    for month in range(1, 7):
        case.asked(month, "Jura", 2)
        case.asked(month, "Støtte", 25)
    case.add("2024-01-03", "application", "b > Ydelse1", expects_reply=True, deadline={"date": "2024-02-01"})
    case.add("2024-01-04", "information", "Ydelse1 > b", claims=[{"about": "klagefrist", "value": "4 uger"}])
    case.add("2024-01-05", "information", "Jura1 > b", claims=[{"about": "klagefrist", "value": "6 uger"}])
    case.add("2024-01-08", "information", "Jura1 > b", artefact="notat")
    case.add("2024-01-10", "information", "b > Støtte1", artefact="notat")
    case.add("2024-01-12", "information_received", "b > Ydelse1", artefact="budget")
    case.add("2024-01-15", "information_request", "Jura1 > b", artefact="budget", expects_reply=True)
    case.add("2024-02-01", "reminder", "b > Borgerservice1", expects_reply=True)
    case.add("2024-02-20", "enquiry", "b > avis")
    case.add("2024-02-22", "meeting", "psyk > b")
    case.add("2024-03-04", "information", "b > psyk")
    for day, who in (("04", "Støtte1"), ("18", "Jura1"), ("25", "Støtte1")):
        other = "Jura1" if who == "Støtte1" else "Støtte1"
        case.add(f"2024-03-{day}", "handover", f"{who} > {other}", topic="støtte")
    case.add("2024-04-02", "handover", "Ydelse1 > Borgerservice1", topic="andet")
    case.add("2024-07-01", "meeting", "Borgerservice1 > b")
    case.add("2024-07-02", "handover", "Jura1 >")
    case.add("2024-08-20", "internal_coordination", "Borgerservice2 > Jura2")
    case.add("2024-08-26", "conversation", "Borgerservice2 > b")
    case.add("2024-11-20", "decision", "Ydelse1 > b")
    scores = ((0, 0), (0, 0), (0, 0), (0, 0), (-2, 2))
    for event, (citizen, authority) in zip(case.events, scores, strict=False):
        event["perspectives"] = {
            side: {"known": "known", "score": score} for side, score in (("citizen", citizen), ("authority", authority))
        }
    case.events[6]["perspectives"] = {"citizen": {"known": "unknown"}, "authority": {"known": "known", "score": 0}}
    head = {"format": "klagerejsen-journey", "version": 1, "id": "alle-slags", "title": "Alle slags", "fictional": True}
    return head | {"consulted": ["citizen", "authority"], "actors": actors(), "events": case.events}
