"""Drawing small journeys by hand: a line an event."""

from klagerejsen.analysis import Analysis, Finding, Journey, Thresholds, analyse, read_journey

ACTORS = [
    {"id": "borger", "label": "Borgeren", "role": "citizen", "perspective": "citizen"},
    {"id": "mor", "label": "Mor", "role": "relative", "perspective": "external"},
    {"id": "advokat", "label": "Advokaten", "role": "representative", "perspective": "external"},
    {"id": "ydelse", "label": "Sagsbehandler", "role": "caseworker", "perspective": "authority", "unit": "Ydelse"},
    {"id": "kollega", "label": "Kollega", "role": "caseworker", "perspective": "authority", "unit": "Ydelse"},
    {"id": "støtte", "label": "Rådgiver", "role": "caseworker", "perspective": "authority", "unit": "Støtte"},
    {"id": "jura", "label": "Jurist", "role": "lawyer", "perspective": "authority", "unit": "Jura"},
    {"id": "skole", "label": "Skolen", "role": "school", "perspective": "external", "unit": "Skolen"},
    {"id": "mægler", "label": "Mægleren", "role": "mediator", "perspective": "external"},
    {"id": "anke", "label": "Ankestyrelsen", "role": "appeals_body", "perspective": "external"},
]
LETTERS = {"B": "citizen", "M": "authority", "E": "external"}


def event(ref: str, date: str, kind: str | None, way: str = "", **more) -> dict:
    """Draw an event; ``way`` is "sender > receiver" with several separated by commas."""
    senders, _, receivers = way.partition(">")
    ends = {"from": senders, "to": receivers}
    actors = {end: [each.strip() for each in names.split(",") if each.strip()] for end, names in ends.items()}
    return {"id": ref, "date": date, "type": kind, **actors, **more}


def seen(**sides: int | str | None) -> dict:
    """Draw views: B=1 knew and scored, B=None knew, B="?" did not know, B="-" not relevant."""
    known = {"?": "unknown", "-": "not_relevant"}
    return {
        LETTERS[letter]: {"known": known[said]} if isinstance(said, str) else {"known": "known", "score": said}
        for letter, said in sides.items()
    }


def document(*events: dict, consulted=("citizen", "authority", "external"), **more) -> dict:
    return {"title": "Tegnet", "consulted": list(consulted), "actors": ACTORS, "events": list(events)} | more


def case(*events: dict, **more) -> Journey:
    return read_journey(document(*events, **more))


def analysed(*events: dict, thresholds: Thresholds | None = None, **more) -> Analysis:
    return analyse(case(*events, **more), thresholds or Thresholds())


def found(code: str, *events: dict, thresholds: Thresholds | None = None, **more) -> list[Finding]:
    """Return the findings of one kind, in the order of their first event."""
    analysis = analysed(*events, thresholds=thresholds, **more)
    place = {each.id: number for number, each in enumerate(analysis.journey.events)}
    those = [each for each in analysis.findings if each.code == code]
    return sorted(those, key=lambda each: place[each.events[0]])


def named(findings: list[Finding]) -> list[tuple[str, ...]]:
    return [each.events for each in findings]
