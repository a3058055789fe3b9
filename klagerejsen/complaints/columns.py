"""What a column of a register is: its name in exports, and how it is known in files of others; pure."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from klagerejsen import labels
from klagerejsen.catalogue import mark as _
from klagerejsen.catalogue import translator
from klagerejsen.codes import CHANNELS, COMPLAINANTS
from klagerejsen.intake.vocabulary import plainly

FIELDS = {
    "reference": _("Sagens nummer i ESDH"),
    "received_on": _("Modtaget"),
    "area": _("Område"),
    "unit": _("Enhed"),
    "other_units": _("Andre enheder"),
    "kind": _("Hvad klages der over?"),
    "theme": _("Tema"),
    "channel": _("Kanal"),
    "complainant": _("Hvem klager?"),
    "power_of_attorney": _("Fuldmagt"),
    "law": _("Lov"),
    "paragraph": _("Paragraf"),
    "decided_on": _("Afgørelsen er fra"),
    "acknowledged_on": _("Kvitteret"),
    "offered": _("Tilbudt en samtale"),
    "offered_on": _("Samtale tilbudt"),
    "declined_on": _("Samtale afslået"),
    "attempts": _("Forsøgt, ikke truffet"),
    "contacted_on": _("Første personlige kontakt"),
    "contact_channel": _("Kontakt over"),
    "handling": _("Behandlet med"),
    "wishes": _("Vigtigt for borgeren"),
    "track": _("Vejen videre"),
    "promises": _("Vi har lovet"),
    "agreed_on": _("Aftale lavet"),
    "promised_by": _("Det lovede sker senest"),
    "confirmed_on": _("Aftalen bekræftet skriftligt"),
    "followed_up_on": _("Fulgt op"),
    "follow_up": _("Blev aftalen holdt?"),
    "minutes": _("Minutter brugt"),
    "reassessed_on": _("Genvurderet"),
    "reassessment": _("Genvurderingen endte med"),
    "forwarded_on": _("Sendt videre"),
    "appeals_body": _("Klageinstans"),
    "appeal_decided_on": _("Afgjort af klageinstansen"),
    "outcome": _("Klageinstansens udfald"),
    "withdrawal_said_on": _("Borgeren vil trække klagen tilbage"),
    "withdrawn_on": _("Trukket tilbage"),
    "withdrawal_channel": _("Tilbagetrækning bekræftet over"),
    "municipal_closed_on": _("Kommunens egen behandling slut"),
    "closed_on": _("Afsluttet"),
    "satisfaction": _("Borgerens tilfredshed"),
    "learning": _("Hvad lærte vi?"),
    "action": _("Hvad gør vi?"),
}
"""What a column can be, in words; the same words head the columns of an export."""
DAYS = tuple(name for name in FIELDS if name.endswith(("_on", "_by")))
TRUTHS = ("power_of_attorney", "offered")
WORDS = {
    "kind": "complaint_kind", "theme": "theme", "channel": "channel", "complainant": "role", "handling": "handling",
    "reassessment": "reassessment", "outcome": "outcome", "contact_channel": "channel", "withdrawal_channel": "channel",
    "track": "track", "follow_up": "kept", "wishes": "wish", "promises": "promise",
}  # fmt: skip
"""Fields that hold a code, or several of them, and of which kind."""
SEVERAL = ("wishes", "promises")
"""Those of them that hold several."""
BETWEEN = "; "
"""What stands between several codes in a cell, and between attempts."""
CODES = {name: tuple(code for code, _word in labels.choices(kind, str)) for name, kind in WORDS.items()} | {
    "channel": CHANNELS,
    "complainant": COMPLAINANTS,
}
TEXTS = {
    "reference": 60, "unit": 80, "other_units": 200, "law": 80, "paragraph": 40, "appeals_body": 80, "learning": 1000,
    "action": 1000,
}  # fmt: skip
"""Fields that hold words, and how many signs at most."""
LINES = ("learning", "action")
"""Those of them that can have several lines."""

_HEADINGS = {
    "reference": "sagsnummer|journalnummer|esdh|esdh-nummer|esdh-reference|case number|klagenummer",
    "received_on": "modtagelsesdato|klagedato|dato for klage|klage modtaget|indgået|received|date",
    "area": "forvaltning|forvaltningsområde|fagområde|area|område/center",
    "unit": "afdeling|center|team|department|unit|enhed/center",
    "kind": "klagetype|type|type af klage|formalitet/realitet|complaint type|kind",
    "theme": "klagetema|emne|klageemne|theme|topic",
    "channel": "henvendelsesform|modtaget via|channel",
    "complainant": "klager|klagers rolle|rolle|complainant",
    "law": "lovgivning|lovgrundlag|act|hjemmel",
    "paragraph": "§|bestemmelse|section",
    "decided_on": "afgørelsesdato|decision date|afgørelse",
    "acknowledged_on": "kvitteringsdato|bekræftet|kvittering|kvittering sendt|bekræftelse sendt|acknowledged",
    "offered": "sb tilbudt|samtale tilbudt ja/nej|styrket borgerkontakt tilbudt|tilbudt sb|offered",
    "declined_on": "samtale afvist|ønsker ikke samtale|conversation declined",
    "attempts": "forsøg|kontaktforsøg|forsøg på kontakt|attempts",
    "contacted_on": "første kontakt|første samtale|personlig kontakt|first contact",
    "contact_channel": "kontakt via|samtaleform|contact channel",
    "wishes": "ønsker|borgerens ønsker|wishes",
    "track": "aftalt forløb|spor|track",
    "promises": "lovet|promises",
    "agreed_on": "aftale|aftaledato|agreement",
    "promised_by": "aftalefrist|lovet senest|promised by",
    "confirmed_on": "aftale bekræftet|skriftlig bekræftelse|confirmed",
    "followed_up_on": "opfølgning|opfølgningsdato|followed up",
    "follow_up": "aftale holdt|agreement kept",
    "minutes": "minutter|tidsforbrug|tidsforbrug i minutter|minutes",
    "handling": "behandling|metode|handled with|method",
    "reassessed_on": "genvurderingsdato|genvurdering|reassessed",
    "reassessment": "genvurdering|resultat af genvurdering|reassessment|remonstration",
    "forwarded_on": "videresendt|oversendt|sendt til ankestyrelsen|forwarded",
    "appeals_body": "ankeinstans|klagemyndighed|appeals body",
    "appeal_decided_on": "ankeafgørelse|ankestyrelsens afgørelse|klageinstansens afgørelse|appeal decided",
    "outcome": "udfald|resultat|ankeafgørelse|ankestyrelsens afgørelse|klageinstansens afgørelse|outcome",
    "withdrawal_said_on": "ønsker at trække klagen tilbage|withdrawal said",
    "withdrawn_on": "frafaldet|tilbagekaldt|withdrawn",
    "municipal_closed_on": "kommunalt afsluttet|besvaret|svardato",
    "closed_on": "lukket|lukkedato|afslutningsdato|closed",
    "satisfaction": "tilfredshed|satisfaction",
    "learning": "læring|learning",
    "action": "handling|tiltag|action",
}

_SHORT = {
    "modt": "modtaget", "nr": "nummer", "afd": "afdeling", "kvit": "kvittering", "kvitt": "kvittering",
    "forv": "forvaltning", "omr": "område", "afg": "afgørelse", "genv": "genvurdering", "min": "minutter",
    "ast": "ankestyrelsen", "ankest": "ankestyrelsen", "ankestyrelsens": "ankestyrelsen",
    "klageinst": "klageinstans", "klageinstansen": "klageinstans", "klageinstansens": "klageinstans",
}  # fmt: skip
"""What people shorten or bend in a heading, and the word it stands for."""
_EMPTY_WORDS = frozenset(("klagens", "for", "d", "den"))
"""Words of a heading that say nothing of its meaning."""
_DAY_WORDS = frozenset(("dato", "date"))
"""Words that say that a heading is of days, whatever else it says."""


def _spelt(heading: str) -> tuple[str, ...]:
    """Return the words of a heading in full, in no order, as it is looked up.

    >>> _spelt("Modt. dato"), _spelt("ESDH-nr."), _spelt("Klagens type"), _spelt("Sagsnr")
    (('dato', 'modtaget'), ('esdh', 'nummer'), ('type',), ('sagsnummer',))
    """
    words = re.split(r"[\s.:-]+", plainly(heading))
    full = (_SHORT.get(word, re.sub("nr$", "nummer", word)) for word in words if word)
    return tuple(sorted(word for word in full if word not in _EMPTY_WORDS))


@cache
def _known() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return what every heading can stand for; our own words stand for their field alone."""
    known = dict[tuple[str, ...], frozenset[str]]()
    for name, words in _HEADINGS.items():
        for word in map(_spelt, words.split("|")):
            known[word] = known.get(word, frozenset()) | {name}
    for name, danish in FIELDS.items():
        known |= {_spelt(word): frozenset((name,)) for word in (name, danish, translator("en")(danish))}
    return known


def _meanings_of(heading: str) -> frozenset[str]:
    """Return the fields that a heading can stand for: as a whole, without its "dato", or as all its parts do."""
    known, words = _known(), _spelt(heading)
    if words in known:
        return known[words]
    rest = tuple(word for word in words if word not in _DAY_WORDS)
    if rest != words:
        return known.get(rest, frozenset()).intersection(DAYS)
    parts = heading.split("/")
    return frozenset.intersection(*(known.get(_spelt(part), frozenset()) for part in parts))


def propose(headings: Sequence[str], profiles: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a field for each column by its heading, "" where none is known; each field once, the first column first.

    A heading that says a day and stands over none is not taken for one, and one that stands over days is taken for no
    word. Where two meanings are left nothing is guessed.
    """
    chosen = list[str]()
    for heading, profile in zip(headings, profiles, strict=False):
        fitting = [name for name in _meanings_of(heading) if _fits(name, profile)]
        name = fitting[0] if len(fitting) == 1 else ""
        chosen.append(name if name not in chosen else "")
    return chosen


def _fits(name: str, profile: Mapping[str, Any]) -> bool:
    if name in DAYS:
        return bool(profile["filled"] and profile["days"] > 0.2)
    return bool(profile["filled"] and (name not in WORDS or profile["days"] < 0.7))


def code_of(name: str, word: str) -> str | None:
    """Return the code that a word stands for in a field: ours, or our words for it in either language.

    >>> code_of("kind", "Realitetsklage"), code_of("outcome", "hjemvisning"), code_of("theme", "vejr")
    ('merits', 'remitted', None)
    """
    return _meanings(name).get(plainly(word))


@cache
def _meanings(name: str) -> dict[str, str]:
    """Return the code of every word that is known in a field; ours go before those of files."""
    known = dict[str, str]()
    for code in CODES[name]:
        danish = labels.label(WORDS[name], code, str)
        for word in (code, code.replace("_", " "), danish, translator("en")(danish)):
            known.setdefault(plainly(word), code)
    return _SAID.get(name, {}) | known


_SAID = {
    "kind": {
        "formalitet": "formality", "realitet": "merits", "formel": "formality", "indhold": "merits", "begge": "both",
    },
    "handling": {"sb": "conversation", "traditionel": "traditional"},
    "reassessment": {
        "medhold": "upheld", "fuld medhold": "upheld", "delvis medhold": "partly_upheld",
        "ikke medhold": "maintained", "intet medhold": "maintained",
    },
    "outcome": {
        "stadfæstet": "confirmed", "stadfæst": "confirmed", "stadf": "confirmed", "ændret": "amended",
        "ophævet": "annulled", "hjemvist": "remitted", "afvist": "dismissed", "bortfaldet": "lapsed",
    },
}  # fmt: skip
"""What files say for our codes."""
