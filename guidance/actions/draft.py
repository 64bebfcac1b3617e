"""What an editor writes about a service."""

from dataclasses import dataclass, field

from guidance.hours import Period
from guidance.said import Contact, Text
from guidance.schemas import Known, Status, WhoAnswers


@dataclass(frozen=True)
class Facts:
    """What really happens when one makes contact; unknown is told as unknown."""

    anonymous: Known = Known.UNKNOWN
    free_of_charge: Known = Known.UNKNOWN
    guardian_told: Known = Known.UNKNOWN
    on_phone_bill: Known = Known.UNKNOWN
    recorded: Known = Known.UNKNOWN
    identity_needed: Known = Known.UNKNOWN
    drop_in: Known = Known.UNKNOWN
    consent_needed: Known = Known.UNKNOWN
    referral_needed: Known = Known.UNKNOWN
    text_only: Known = Known.UNKNOWN
    remote: Known = Known.UNKNOWN
    interpreter: Known = Known.UNKNOWN
    accessible: Known = Known.UNKNOWN
    safer_space: Known = Known.UNKNOWN
    who_answers: WhoAnswers = WhoAnswers.UNKNOWN


@dataclass(frozen=True)
class Draft:
    """All that an editor writes about a service."""

    texts: dict[str, Text]
    facts: Facts = field(default_factory=Facts)
    age_min: int | None = None
    age_max: int | None = None
    municipalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    provider: dict[str, str] = field(default_factory=dict)
    reply_time: dict[str, str] = field(default_factory=dict)
    meanwhile: dict[str, str] = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    periods: tuple[Period, ...] = ()
    status: Status = Status.PUBLISHED


Names = dict[str, dict[str, str]]
