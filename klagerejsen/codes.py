"""The codes of the field: stable identifiers used in the database, the interchange format and exports."""

from enum import StrEnum


class Perspective(StrEnum):
    """Whose side something was seen from."""

    CITIZEN = "citizen"
    AUTHORITY = "authority"
    EXTERNAL = "external"


class Known(StrEnum):
    """What a side says of an event; no answer at all is the absence of a row, never a value."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_RELEVANT = "not_relevant"


class Origin(StrEnum):
    """Whether a finding was computed or marked by people."""

    COMPUTED = "computed"
    MARKED = "marked"


class Status(StrEnum):
    """What the room says of a finding."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DISMISSED = "dismissed"


class Entity(StrEnum):
    """What a line of the change log is about."""

    JOURNEY = "journey"
    ACTOR = "actor"
    EVENT = "event"
    ANSWER = "answer"
    FINDING = "finding"
    CAUSE = "cause"
    NOTE = "note"
    WORKSHOP = "workshop"
    PARTICIPANT = "participant"
    BALLOT = "ballot"
    VOTE = "vote"


class Phase(StrEnum):
    """The phases of a workshop, in their usual order."""

    FRAME = "frame"
    RECONSTRUCT = "reconstruct"
    PERSPECTIVES = "perspectives"
    REVEAL = "reveal"
    DYNAMICS = "dynamics"
    CAUSES = "causes"
    ACTIONS = "actions"
    CLOSE = "close"


class Subject(StrEnum):
    """What dots are put on: a root cause by its code, or an event by its id in the case."""

    CAUSE = "cause"
    EVENT = "event"


class Outgoing(StrEnum):
    """What leaves the house as a file."""

    JOURNEY = "journey"
    ARCHIVE = "archive"
    POSTER = "poster"
    COMPLAINTS = "complaints"
    LEARNING = "learning"
    STATISTICS = "statistics"


class Asked(StrEnum):
    """Who is asked whether an action helped."""

    OWNER = "owner"
    CITIZEN = "citizen"


class MemberRole(StrEnum):
    """What a user may do in a team."""

    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    COMPLAINTS_OFFICER = "complaints_officer"
    READER = "reader"


class ComplaintKind(StrEnum):
    """What a complaint is about: the handling (formality), the decision itself (merits), or both."""

    FORMALITY = "formality"
    MERITS = "merits"
    BOTH = "both"


class ComplaintState(StrEnum):
    """Where a complaint is on its way."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    REASSESSED = "reassessed"
    APPEALED = "appealed"
    REMITTED = "remitted"
    CLOSED = "closed"


class Handling(StrEnum):
    """How a complaint was handled; `CONVERSATION` is Styrket Borgerkontakt."""

    TRADITIONAL = "traditional"
    CONVERSATION = "conversation"
    MEDIATION = "mediation"
    OTHER = "other"


class Reassessment(StrEnum):
    """What the authority's own reassessment of a decision came to."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    MAINTAINED = "maintained"


class Outcome(StrEnum):
    """What the appeals body decided; the reversal rate is `REVERSALS` among the first four."""

    CONFIRMED = "confirmed"
    AMENDED = "amended"
    ANNULLED = "annulled"
    REMITTED = "remitted"
    DISMISSED = "dismissed"
    LAPSED = "lapsed"


class Track(StrEnum):
    """What a conversation about a complaint led to."""

    SOLVED = "solved"
    DIALOGUE = "dialogue"
    MEDIATION = "mediation"
    WRITTEN = "written"


class Kept(StrEnum):
    """Whether what was agreed with the complainant was done."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"


class Rater(StrEnum):
    """Who is asked how a complaint was handled."""

    CITIZEN = "citizen"
    EMPLOYEE = "employee"


WISHES = ("heard", "explanation", "apology", "speed", "decision", "practical_help", "contact", "learning", "in_writing")
"""What matters to a complainant."""
PROMISES = ("look_again", "explain", "ask_unit", "send_information", "meet", "call_back", "answer_in_writing")
"""What can be promised in a conversation; a decision is not among them."""

REVERSALS = (Outcome.AMENDED, Outcome.ANNULLED, Outcome.REMITTED)
THEMES = ("processing_time", "guidance", "decision", "involvement", "conduct", "practical_service", "other")
COMPLAINANTS = ("citizen", "child", "parent", "guardian", "relative", "representative")


EVENT_TYPES = (
    "application", "enquiry", "concern_report", "meeting", "conversation", "information_request",
    "information_received", "assessment", "hearing", "decision", "implementation", "handover",
    "caseworker_change", "internal_coordination", "reminder", "reply", "acknowledgement", "complaint",
    "personal_contact", "mediation", "reassessment", "forwarding", "appeal_decision", "withdrawal",
    "access_request", "information", "waiting_notice", "deadline_extension", "scheduling", "approval",
    "correction", "escalation", "deadline", "occurrence", "other",
)  # fmt: skip

CHANNELS = (
    "phone", "meeting", "video", "home_visit", "digital_post", "email", "letter", "self_service",
    "in_person", "sms", "aula", "internal_system", "unknown",
)  # fmt: skip

ROLES: dict[Perspective, tuple[str, ...]] = {
    Perspective.CITIZEN: ("citizen", "child", "parent", "guardian"),
    Perspective.AUTHORITY: (
        "caseworker", "manager", "intake", "other_unit", "lawyer", "complaints_officer",
        "citizens_adviser", "unit",
    ),
    Perspective.EXTERNAL: (
        "relative", "representative", "provider", "school", "health", "supplier", "mediator",
        "appeals_body", "other_authority",
    ),
}  # fmt: skip

FINDING_TYPES = (
    "silence", "standstill", "unanswered_request", "dropped_handover", "ping_pong", "missed_deadline",
    "contradiction", "rework", "perception_gap", "blind_spot", "citizen_as_messenger", "escalation",
    "caseworker_change", "no_owner", "bottleneck", "isolated_external",
)  # fmt: skip
