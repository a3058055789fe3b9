"""What a column is: proposed from its heading, in Danish or English, and from the looks of its cells; pure."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from klagerejsen.catalogue import mark as _
from klagerejsen.intake.vocabulary import plainly

FIELDS = {
    "date": _("Dato"),
    "time": _("Klokkeslæt"),
    "title": _("Hvad skete der?"),
    "description": _("Beskrivelse"),
    "type": _("Slags"),
    "from": _("Fra"),
    "to": _("Til"),
    "unit": _("Afsenderens enhed"),
    "channel": _("Kanal"),
    "topic": _("Emne"),
    "artefact": _("Dokument eller oplysning"),
    "source": _("Kilde"),
    "expects_reply": _("Der ventes et svar (ja/nej)"),
    "reply_due": _("Svar senest"),
    "deadline": _("Frist"),
    "deadline_basis": _("Fristens grundlag"),
    "case": _("Sagsnummer: én rejse for hvert"),
    "case_title": _("Rejsens titel"),
}
"""What a column can be, in words."""
REPEATABLE = ("description", "from", "to")
DAYS = ("date", "reply_due", "deadline")
TEXTS = ("title", "description", "topic", "artefact", "source", "deadline_basis", "case", "case_title")

_HEADINGS = {
    "date": "dato|hændelsesdato|brevdato|journaldato|registreringsdato|dokumentdato|notatdato|oprettet|dag|tidspunkt|"
    "dato og tid|date|event date|timestamp|time:timestamp|datetime|start|startdato|contactdate|oprettelsesdato|"
    "modtaget|modtagelsesdato|afsendt|created|completed",
    "time": "klokkeslæt|kl|tid|klokken|time|time of day",
    "title": "titel|overskrift|hændelse|aktivitet|hvad|hvad skete der|handling|title|event|activity|concept:name|"
    "what happened|dokumenttitel|subject|resumé|kort tekst|emne/titel",
    "description": "beskrivelse|notat|journalnotat|tekst|indhold|bemærkning|bemærkninger|kommentar|referat|note|notes|"
    "description|text|comment|content|details|uddybning|sagsnotat|brødtekst",
    "type": "slags|type|hændelsestype|dokumenttype|notattype|art|kategori|event type|category|kind|aktivitetstype",
    "from": "fra|afsender|sender|from|initiativ|ressource|resource|org:resource|medarbejder|sagsbehandler|udført af|"
    "oprettet af|forfatter|journalført af|ansvarlig|author|user|employee|handler|hvem|aktør|actor|performed by",
    "to": "til|modtager|to|recipient|receiver|sendt til|adressat",
    "unit": "enhed|afdeling|team|center|forvaltning|unit|department|group|org:group|organisation|afsenderens enhed",
    "channel": "kanal|kontaktform|medie|channel|medium|case:channel|via|henvendelsesform|kommunikationskanal",
    "topic": "emne|sagsemne|tråd|topic|thread|theme|tema|complainttheme",
    "artefact": "dokument|bilag|dokument eller oplysning|artefact|document|attachment|fil|dokumentnavn",
    "source": "kilde|source|kildesystem|system",
    "expects_reply": "afventer svar|svar ventes|der ventes et svar|kræver svar|expects reply|awaiting reply",
    "reply_due": "svar senest|svarfrist|reply due|answer by|besvares senest",
    "deadline": "frist|fristdato|sagsbehandlingsfrist|deadline|due date|forfald",
    "deadline_basis": "fristens grundlag|hjemmel|lovgrundlag|legal basis|paragraf",
    "case": "sagsnummer|sagsnr|sag|sagsid|sags-id|sags id|sagsreference|case|case id|caseid|case number|"
    "case:concept:name|case:id|complaintdossierid|journalnummer|journalnr|esdh-nr|id på sag|klagesag",
    "case_title": "sagstitel|sagens titel|rejsens titel|case title|sagsnavn",
}
_KNOWN = {word: field for field, words in _HEADINGS.items() for word in words.split("|")}
EXACT, WORD, LOOKS = 4.0, 2.0, 1.0


def propose(headings: Sequence[str], profiles: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a field for each column, "" for one that is not taken; each field once, but for texts and people."""
    numbers = range(len(headings))
    scores = ((score, -n, field) for n in numbers for field, score in _scores(headings[n], profiles[n]))
    scored = sorted(scores, reverse=True)
    chosen: dict[int, str] = {}
    for score, number, field in scored:
        free = field not in chosen.values() or (field in REPEATABLE and score >= EXACT)
        if free and -number not in chosen:
            chosen[-number] = field
    return _with_title([chosen.get(number, "") for number in range(len(headings))], profiles)


def _scores(heading: str, profile: Mapping[str, Any]) -> list[tuple[str, float]]:
    if not profile["filled"]:
        return []
    found = {field: score for field, score in _by_heading(plainly(heading)).items() if _fits(field, profile)}
    if profile["days"] > 0.7 and not found:
        found["date"] = LOOKS
    for field, share in (("type", profile["types"]), ("channel", profile["channels"])):
        if share > 0.6:
            found[field] = found.get(field, 0.0) + LOOKS + share
    return [(field, score + _liking(field, profile)) for field, score in found.items()]


def _by_heading(heading: str) -> dict[str, float]:
    exact = _KNOWN.get(heading)
    words = {_KNOWN[word]: WORD for word in heading.replace("-", " ").replace("/", " ").split() if word in _KNOWN}
    return words | ({exact: EXACT} if exact else {})


def _fits(field: str, profile: Mapping[str, Any]) -> bool:
    """Whether the cells may be what the heading says: days are days, and texts are none."""
    if field in DAYS:
        return profile["days"] > 0.2 or (profile["mean"] > 5 and field == "date")
    return profile["days"] < 0.7


def _liking(field: str, profile: Mapping[str, Any]) -> float:
    """Prefer, among columns that are called alike, the one whose cells look more like it."""
    if field in DAYS:
        return float(profile["days"]) / 2
    return min(float(profile["mean"]), 200.0) / 1000 if field == "description" else 0.0


def _with_title(fields: list[str], profiles: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where nothing says what happened, a topic does, and else the column with the longest texts."""
    if "title" in fields or "description" in fields:
        return fields
    if "topic" in fields:
        fields[fields.index("topic")] = "title"
        return fields
    free = [number for number, field in enumerate(fields) if not field and profiles[number]["days"] < 0.5]
    if free:
        longest = max(free, key=lambda number: profiles[number]["mean"])
        fields[longest] = "title" if profiles[longest]["mean"] < 60 else "description"
    return fields


def signature_of(headings: Sequence[str]) -> str:
    """Return what knows a source again: its headings in their order, as a digest."""
    return hashlib.sha256("\n".join(map(plainly, headings)).encode()).hexdigest()
