"""What there is to be allowed."""

from enum import Enum, auto


class Permission(Enum):
    """One thing somebody may do; `rules.RULES` says who."""

    KEEP_ACCOUNT = auto()
    READ_JOURNEYS = auto()
    EDIT_JOURNEYS = auto()
    REFLECT = auto()
    READ_INSIGHTS = auto()
    READ_COMPLAINTS = auto()
    EDIT_COMPLAINTS = auto()
    BRING_FILES = auto()
    MANAGE_TEAM = auto()
    SET_LIMITS = auto()
    RUN_WORKSHOP = auto()
    TAKE_PART = auto()
    SEE_SCREEN = auto()
    FOLLOW_LIVE = auto()
