"""Danish labels of the codes; the catalogue has the English ones. Pure: takes a translate function or none."""

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _

PERSPECTIVES = {"citizen": _("Borgeren"), "authority": _("Myndigheden"), "external": _("Eksterne")}
LETTERS = {"citizen": "B", "authority": "M", "external": "E"}
KNOWN = {"known": _("Ja"), "unknown": _("Nej"), "not_relevant": _("Ikke relevant")}
STATUSES = {
    "suggested": _("Forslag"),
    "confirmed": _("Bekræftet"),
    "disputed": _("Bestridt"),
    "dismissed": _("Afvist"),
}
CERTAINTIES = {"certain": _("sikker"), "possible": _("mulig")}
EVENT_TYPES = {
    "application": _("Ansøgning"),
    "enquiry": _("Henvendelse"),
    "concern_report": _("Underretning"),
    "meeting": _("Møde"),
    "conversation": _("Samtale"),
    "information_request": _("Anmodning om oplysninger"),
    "information_received": _("Oplysninger modtaget"),
    "assessment": _("Vurdering"),
    "hearing": _("Partshøring"),
    "decision": _("Afgørelse"),
    "implementation": _("Iværksættelse"),
    "handover": _("Overdragelse"),
    "caseworker_change": _("Sagsbehandlerskift"),
    "internal_coordination": _("Intern koordinering"),
    "reminder": _("Rykker"),
    "reply": _("Svar"),
    "acknowledgement": _("Kvittering"),
    "complaint": _("Klage"),
    "personal_contact": _("SB-kontakt"),
    "mediation": _("Mægling"),
    "reassessment": _("Genvurdering"),
    "forwarding": _("Videresendelse"),
    "appeal_decision": _("Klageafgørelse"),
    "withdrawal": _("Frafald"),
    "access_request": _("Aktindsigt"),
    "information": _("Orientering"),
    "waiting_notice": _("Besked om ventetid"),
    "deadline_extension": _("Fristforlængelse"),
    "scheduling": _("Aftale om tid"),
    "approval": _("Godkendelse"),
    "correction": _("Berigtigelse"),
    "escalation": _("Henvendelse til højere sted"),
    "deadline": _("Frist"),
    "occurrence": _("Hændelse"),
    "other": _("Andet"),
}
CHANNELS = {
    "phone": _("Telefon"),
    "meeting": _("Møde"),
    "video": _("Video"),
    "home_visit": _("Hjemmebesøg"),
    "digital_post": _("Digital Post"),
    "email": _("E-mail"),
    "letter": _("Brev"),
    "self_service": _("Selvbetjening"),
    "in_person": _("Personligt fremmøde"),
    "sms": _("Sms"),
    "aula": _("Aula"),
    "internal_system": _("Internt system"),
    "unknown": _("Ukendt"),
}
ROLES = {
    "citizen": _("Borger"),
    "child": _("Barn/ung"),
    "parent": _("Forælder"),
    "guardian": _("Værge"),
    "caseworker": _("Sagsbehandler"),
    "manager": _("Leder"),
    "intake": _("Modtagelse"),
    "other_unit": _("Anden enhed"),
    "lawyer": _("Jurist"),
    "complaints_officer": _("Klageansvarlig"),
    "citizens_adviser": _("Borgerrådgiver"),
    "unit": _("Enhed"),
    "relative": _("Pårørende"),
    "representative": _("Partsrepræsentant"),
    "provider": _("Udfører"),
    "school": _("Skole/dagtilbud"),
    "health": _("Sundhedsvæsen"),
    "supplier": _("Leverandør"),
    "mediator": _("Mægler"),
    "appeals_body": _("Klageinstans"),
    "other_authority": _("Anden myndighed"),
}
FINDINGS = {
    "silence": _("Tavshed"),
    "standstill": _("Stilstand"),
    "unanswered_request": _("Ubesvaret henvendelse"),
    "dropped_handover": _("Tabt overdragelse"),
    "ping_pong": _("Pingpong"),
    "missed_deadline": _("Overskredet frist"),
    "contradiction": _("Modstridende oplysninger"),
    "rework": _("Omgængere"),
    "perception_gap": _("Oplevelseskløft"),
    "blind_spot": _("Usynlig hændelse"),
    "citizen_as_messenger": _("Borgeren som bud"),
    "escalation": _("Eskalering"),
    "caseworker_change": _("Sagsbehandlerskift"),
    "no_owner": _("Uden ejer"),
    "bottleneck": _("Flaskehals"),
    "isolated_external": _("Overset ekstern"),
}
PHASES = {
    "frame": _("Ramme"),
    "reconstruct": _("Rekonstruér"),
    "perspectives": _("Perspektiver"),
    "reveal": _("Vis svar"),
    "dynamics": _("Dynamik"),
    "causes": _("Årsager"),
    "actions": _("Handlinger"),
    "close": _("Afslut"),
}
ANSWERS = {"yes": _("Ja"), "no": _("Nej"), "maybe": _("Måske")}
LIKELIHOODS = {"low": _("lille"), "medium": _("middel"), "high": _("stor")}
LEVELS = {
    "practice": _("Praksis"),
    "workflow": _("Arbejdsgang"),
    "system": _("System"),
    "organisation": _("Organisation"),
    "cooperation": _("Samarbejde"),
    "framework": _("Rammer"),
}
ACTION_STATUSES = {"open": _("Åben"), "done": _("Gennemført"), "dropped": _("Droppet")}
HELPED = {"yes": _("Ja"), "partly": _("Delvist"), "no": _("Nej"), "unknown": _("Ved ikke")}
PERSONAL = {
    "cpr": _("et cpr-nummer"),
    "email": _("en e-mailadresse"),
    "phone": _("et telefonnummer"),
    "address": _("en adresse"),
    "birth": _("en fødselsdato"),
    "name": _("et navn"),
}
MEMBER_ROLES = {
    "administrator": _("Administrator"),
    "facilitator": _("Facilitator"),
    "complaints_officer": _("Klageansvarlig"),
    "reader": _("Læser"),
}
COMPLAINT_KINDS = {
    "formality": _("Formalitetsklage"),
    "merits": _("Realitetsklage"),
    "both": _("Begge dele"),
}
COMPLAINT_STATES = {
    "received": _("Modtaget"),
    "acknowledged": _("Kvitteret"),
    "reassessed": _("Genvurderet"),
    "appealed": _("Hos klageinstansen"),
    "remitted": _("Hjemvist"),
    "closed": _("Afsluttet"),
}
HANDLINGS = {
    "traditional": _("Traditionelt"),
    "conversation": _("Styrket Borgerkontakt"),
    "mediation": _("Mægling"),
    "other": _("Andet"),
}
REASSESSMENTS = {
    "upheld": _("Fuldt medhold"),
    "partly_upheld": _("Delvist medhold"),
    "maintained": _("Fastholdt"),
}
OUTCOMES = {
    "confirmed": _("Stadfæstelse"),
    "amended": _("Ændring"),
    "annulled": _("Ophævelse"),
    "remitted": _("Hjemvisning"),
    "dismissed": _("Afvisning"),
    "lapsed": _("Bortfald"),
}
THEMES = {
    "processing_time": _("Sagsbehandlingstid"),
    "guidance": _("Vejledning"),
    "decision": _("Afgørelsens indhold"),
    "involvement": _("Inddragelse"),
    "conduct": _("Personalets optræden"),
    "practical_service": _("Praktisk hjælp og service"),
    "other": _("Andet"),
}

TRACKS = {
    "solved": _("Løst i samtalen"),
    "dialogue": _("Dialogmøde"),
    "mediation": _("Mægling"),
    "written": _("Skriftlig behandling"),
}
KEPT = {"kept": _("Aftalen er holdt"), "partly": _("Holdt delvist"), "not_kept": _("Ikke holdt")}
WISHES = {
    "heard": _("At blive hørt"),
    "explanation": _("En forklaring"),
    "apology": _("En undskyldning"),
    "speed": _("At det går hurtigere"),
    "decision": _("At afgørelsen ses på igen"),
    "practical_help": _("Hjælp til noget nu"),
    "contact": _("Én at kontakte"),
    "learning": _("At det ikke sker for andre"),
    "in_writing": _("Et skriftligt svar"),
}
PROMISES = {
    "look_again": _("Vi ser på sagen igen"),
    "explain": _("Vi forklarer afgørelsen"),
    "ask_unit": _("Vi spørger den enhed, det handler om"),
    "send_information": _("Vi sender oplysninger"),
    "meet": _("Vi mødes"),
    "call_back": _("Vi ringer igen"),
    "answer_in_writing": _("Vi svarer skriftligt"),
}
RATERS = {"citizen": _("Borgere"), "employee": _("Medarbejdere")}
TALKS = {
    "new": _("Ikke begyndt"),
    "offered": _("Samtale tilbudt"),
    "tried": _("Forsøgt, ikke truffet"),
    "declined": _("Borgeren ønsker ingen samtale"),
    "talked": _("Talt sammen"),
    "agreed": _("Aftale lavet"),
    "followed_up": _("Fulgt op"),
    "leaving": _("Borgeren vil trække klagen tilbage"),
    "withdrawn": _("Trukket tilbage"),
}
_TABLES = {
    "perspective": PERSPECTIVES,
    "known": KNOWN,
    "status": STATUSES,
    "certainty": CERTAINTIES,
    "event_type": EVENT_TYPES,
    "channel": CHANNELS,
    "role": ROLES,
    "finding": FINDINGS,
    "phase": PHASES,
    "answer": ANSWERS,
    "likelihood": LIKELIHOODS,
    "level": LEVELS,
    "action_status": ACTION_STATUSES,
    "helped": HELPED,
    "member_role": MEMBER_ROLES,
    "personal": PERSONAL,
    "complaint_kind": COMPLAINT_KINDS,
    "complaint_state": COMPLAINT_STATES,
    "handling": HANDLINGS,
    "reassessment": REASSESSMENTS,
    "outcome": OUTCOMES,
    "theme": THEMES,
    "track": TRACKS,
    "kept": KEPT,
    "wish": WISHES,
    "promise": PROMISES,
    "talk": TALKS,
    "rater": RATERS,
}


def label(kind: str, code: str | None, translate: Translate) -> str:
    """Return the word for a code of a kind ("event_type", "role" …); an unknown code stands for itself."""
    if not code:
        return ""
    text = _TABLES[kind].get(str(code))
    return str(code) if text is None else translate(text)


def choices(kind: str, translate: Translate) -> list[tuple[str, str]]:
    """Return the codes of a kind with their words, for a list to choose from."""
    return [(code, translate(text)) for code, text in _TABLES[kind].items()]
