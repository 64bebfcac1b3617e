"""How the closed lists of rounds, encounters, meetings and processes are called."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas.processes import Attached, EndReason, Phase
from outreach.schemas.rounds import (
    Depth,
    EncounterOutcome,
    MeetingState,
    Minutes,
    Mode,
    PartOfDay,
    Setting,
    Started,
)

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    PartOfDay: {
        PartOfDay.MORNING: _l("Morning"),
        PartOfDay.DAY: _l("Daytime"),
        PartOfDay.EVENING: _l("Evening"),
        PartOfDay.NIGHT: _l("Night"),
    },
    Setting: {
        Setting.STREET: _l("Street"),
        Setting.PARK: _l("Park"),
        Setting.SHOPPING_CENTRE: _l("Shopping centre"),
        Setting.LIBRARY: _l("Library"),
        Setting.HOUSING_UNIT: _l("Housing unit"),
        Setting.SERVICE: _l("Another service's premises"),
        Setting.HOME: _l("Home"),
        Setting.ONLINE: _l("Online"),
    },
    Mode: {
        Mode.IN_PERSON: _l("Face to face"),
        Mode.GROUP: _l("In a group"),
        Mode.CHAT: _l("Chat"),
        Mode.DM: _l("Private message"),
        Mode.VOICE: _l("Voice"),
        Mode.VIDEO: _l("Video"),
        Mode.PHONE: _l("Phone call"),
    },
    Depth: {
        Depth.BRIEF: _l("Brief"),
        Depth.CONVERSATION: _l("Conversation"),
        Depth.WORK: _l("Work on something"),
    },
    Minutes: {
        Minutes.UNDER_5: _l("under 5 min"),
        Minutes.FROM_5: "5–15 min",
        Minutes.FROM_15: "15–30 min",
        Minutes.FROM_30: "30–60 min",
        Minutes.FROM_60: _l("over an hour"),
    },
    Started: {
        Started.WORKER: _l("The worker"),
        Started.YOUNG: _l("The young person"),
        Started.OTHER: _l("Somebody else"),
    },
    EncounterOutcome: {
        EncounterOutcome.HELPED: _l("Helped there and then"),
        EncounterOutcome.GUIDED: _l("Guided to a service"),
        EncounterOutcome.HELPED_AND_GUIDED: _l("Helped and guided"),
        EncounterOutcome.UNCLEAR: _l("Unclear"),
    },
    MeetingState: {
        MeetingState.DONE: _l("Held"),
        MeetingState.CANCELLED: _l("Called off"),
        MeetingState.NO_SHOW: _l("Nobody came"),
    },
    Phase: {
        Phase.CONTACT: _l("Contact"),
        Phase.TRUST: _l("Trust"),
        Phase.DIALOGUE: _l("Dialogue"),
        Phase.WORKING: _l("Working on it"),
        Phase.GUIDED: _l("Guided"),
        Phase.ENDED: _l("Ended (process)"),
    },
    EndReason: {
        EndReason.GUIDED_ATTACHED: _l("Guided, and attached to the service"),
        EndReason.GUIDED: _l("Guided to the service"),
        EndReason.OWN_WISH: _l("The young person's own wish"),
        EndReason.MOVED: _l("Moved away"),
        EndReason.LOST_CONTACT: _l("Contact was lost"),
        EndReason.OVER_AGE: _l("Over the age"),
        EndReason.OTHER: _l("Another reason"),
    },
    Attached: {
        Attached.UNKNOWN: _l("It is not known"),
        Attached.YES: _l("Yes, attached"),
        Attached.NO: _l("No, not attached"),
    },
}

NEW_RULES: dict[str, Any] = {
    "ever": _l("New: met for the first time ever."),
    "this_year": _l("New: met for the first time this year."),
    "this_month": _l("New: met for the first time this month."),
}


def band(key: str) -> str:
    """Say a band of age: "-12", "13-15", "30-"."""
    low, _dash, high = key.partition("-")
    if not low:
        return str(_l("%(age)s or under", age=high))
    return f"{low}–{high}" if high else f"{low}+"
