"""The words that files use for what we have codes for: event types, channels, yes and no, roles and sides; pure."""

import re
from functools import cache

from klagerejsen import labels
from klagerejsen.catalogue import translator
from klagerejsen.codes import ROLES, Perspective

_TYPES = {
    "afgørelser": "decision", "afslag": "decision", "bevilling": "decision", "delafgørelse": "decision",
    "ansøgninger": "application", "ansoegning": "application", "aktindsigtsanmodning": "access_request",
    "anmodning om aktindsigt": "access_request", "opkald": "conversation", "telefonsamtale": "conversation",
    "telefonnotat": "conversation", "telefonopkald": "conversation", "samtalenotat": "conversation",
    "henvendelse fra borger": "enquiry", "mail fra borger": "enquiry", "borgerhenvendelse": "enquiry",
    "mødereferat": "meeting", "netværksmøde": "meeting", "opfølgningsmøde": "meeting", "hjemmebesøg": "meeting",
    "partshøringsbrev": "hearing", "høring": "hearing", "kvitteringsbrev": "acknowledgement",
    "kvitteringsskrivelse": "acknowledgement", "bekræftelse": "acknowledgement", "erindring": "reminder",
    "klage over afgørelse": "complaint", "remonstration": "reassessment", "revurdering": "reassessment",
    "oversendelse": "forwarding", "oversendelse til ankestyrelsen": "forwarding",
    "ankestyrelsens afgørelse": "appeal_decision", "visitation": "assessment", "faglig vurdering": "assessment",
    "udredning": "assessment", "indhentning af oplysninger": "information_request",
    "lægeattest": "information_received", "statusattest": "information_received",
    "overlevering": "handover", "overdraget": "handover",
    "ny sagsbehandler": "caseworker_change", "orienteringsbrev": "information", "informationsbrev": "information",
    "ventetidsbrev": "waiting_notice", "udsættelse af frist": "deadline_extension", "call": "conversation",
    "phone call": "conversation", "request": "enquiry", "letter of decision": "decision", "appeal": "complaint",
}  # fmt: skip
_CHANNELS = {
    "tlf": "phone", "telefonisk": "phone", "opkald": "phone", "call": "phone", "mail": "email", "e-post": "email",
    "email": "email", "post": "letter", "papirpost": "letter", "fysisk post": "letter", "eboks": "digital_post",
    "e-boks": "digital_post", "digitalpost": "digital_post", "dp": "digital_post", "videomøde": "video",
    "teams": "video", "fremmøde": "in_person", "personlig": "in_person", "personligt": "in_person",
    "borger.dk": "self_service", "internet": "self_service", "web": "self_service", "online": "self_service",
    "selvbetjeningsløsning": "self_service", "intern": "internal_system", "internt": "internal_system",
    "fagsystem": "internal_system", "journal": "internal_system", "telephone": "phone", "desk": "in_person",
    "besøg": "home_visit", "hjemmebesøg": "home_visit",
}  # fmt: skip
_YES = frozenset(["ja", "j", "x", "yes", "y", "true", "sand", "1", "afventer"])
_NO = frozenset(["nej", "n", "no", "false", "falsk", "0", "-"])

# What a word for somebody begins with, contains (·) or is, and the role that it tells; the first that fits counts.
_ROLES: tuple[tuple[str, str], ...] = (
    ("borgerrådgiver", "citizens_adviser"), ("borgerservice", "intake"), ("borgervejl", "caseworker"),
    ("barn", "child"), ("ung", "child"), ("datter", "child"), ("søn", "child"), ("child", "child"),
    ("mor", "parent"), ("moder", "parent"), ("far", "parent"), ("fader", "parent"), ("foræld", "parent"),
    ("mother", "parent"), ("father", "parent"), ("parent", "parent"), ("værge", "guardian"), ("guardian", "guardian"),
    ("borger", "citizen"), ("ansøger", "citizen"), ("klager", "citizen"), ("citizen", "citizen"),
    ("applicant", "citizen"), ("complainant", "citizen"), ("customer", "citizen"),
    ("ankestyrelsen", "appeals_body"), ("klagenævn", "appeals_body"), ("ombudsmand", "appeals_body"),
    ("advokat", "representative"), ("bisidder", "representative"), ("partsrepræsentant", "representative"),
    ("pårørende", "relative"), ("ægtefælle", "relative"), ("bedste", "relative"), ("relative", "relative"),
    ("skole", "school"), ("·skolen", "school"), ("børnehave", "school"), ("dagtilbud", "school"), ("school", "school"),
    ("læge", "health"), ("·læge", "health"), ("hospital", "health"), ("sygehus", "health"), ("region", "health"),
    ("·hospital", "health"), ("leverandør", "supplier"), ("supplier", "supplier"), ("udfører", "provider"),
    ("bosted", "provider"), ("mægler", "mediator"), ("politi", "other_authority"), ("jobcent", "other_unit"),
    ("klageansvarlig", "complaints_officer"), ("jurist", "lawyer"), ("lawyer", "lawyer"), ("leder", "manager"),
    ("·leder", "manager"), ("chef", "manager"), ("·chef", "manager"), ("manager", "manager"),
    ("modtagelse", "intake"), ("·modtagelse", "intake"), ("reception", "intake"),
    ("sagsbehandler", "caseworker"), ("rådgiver", "caseworker"), ("·rådgiver", "caseworker"),
    ("visitator", "caseworker"), ("medarbejder", "caseworker"), ("caseworker", "caseworker"),
    ("kommune", "unit"), ("·kommune", "unit"), ("myndighed", "unit"), ("forvaltning", "unit"),
    ("·forvaltning", "unit"), ("·afdeling", "unit"), ("afdeling", "unit"), ("·rådgivning", "unit"),
    ("center", "unit"), ("team", "unit"), ("·team", "unit"), ("enhed", "unit"), ("·enhed", "unit"),
    ("group", "unit"), ("department", "unit"), ("unit", "unit"), ("resource", "caseworker"),
)  # fmt: skip
_SIDE = {role: side for side, roles in ROLES.items() for role in roles}


def plainly(text: str) -> str:
    """Return a word as it is looked up: small letters, single spaces, no punctuation round it.

    >>> plainly(" Brev-dato: "), plainly("case:concept:name")
    ('brev-dato', 'case:concept:name')
    """
    return " ".join(text.casefold().replace("_", " ").split()).strip(" .:;,*()[]?!\"'")


@cache
def _known(kind: str) -> dict[str, str]:
    """Return every word for a kind of code: ours in both languages, and those of files."""
    table = {"event_type": _TYPES, "channel": _CHANNELS}[kind]
    known = dict(table)
    for code, danish in labels.choices(kind, lambda text: text):
        for word in (code, code.replace("_", " "), danish, translator("en")(danish)):
            known.setdefault(plainly(word), code)
    return known


def code_of(kind: str, text: str) -> str | None:
    """Return the code of a kind ("event_type", "channel") that a word of a file stands for, if it is known.

    >>> code_of("event_type", "Afgørelse"), code_of("channel", "Tlf."), code_of("event_type", "Sagsnotat")
    ('decision', 'phone', None)
    """
    return _known(kind).get(plainly(text))


def truth_of(text: str) -> bool | None:
    """Return whether a cell says yes or no; None for anything else."""
    word = plainly(text)
    return True if word in _YES else False if word in _NO else None


def role_of(text: str) -> tuple[str, Perspective] | None:
    """Return the role and the side that a word for somebody tells, if it does.

    >>> role_of("Mor"), role_of("Familierådgivningen")
    (('parent', <Perspective.CITIZEN: 'citizen'>), ('unit', <Perspective.AUTHORITY: 'authority'>))
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    for start, role in _ROLES:
        if start.startswith("·") and any(start[1:] in word for word in words):
            return role, _SIDE[role]
        if any(_begins(word, start) for word in words):
            return role, _SIDE[role]
    return None


def _begins(word: str, start: str) -> bool:
    """Whether a word begins so; short ones only with an ending, as "moren" and "unge" have."""
    return word.startswith(start) and (len(start) > 4 or len(word) - len(start) <= 3)
