"""The guard's closed lists: what is looked for, what is asked for, why somebody asks anyway."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What looks like data about somebody, in the order in which overlapping finds are settled."""

    IDENTITY_CODE = "identity_code"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    HANDLE = "handle"


class Asked(StrEnum):
    """What a worker's question can be about, as far as the guard recognises questions."""

    NAME = "name"
    IDENTITY_CODE = "identity_code"
    ADDRESS = "address"
    SCHOOL = "school"
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    HEALTH = "health"
    AGE = "age"
    MUNICIPALITY = "municipality"


class Reason(StrEnum):
    """Why a worker asks all the same; only how many chose which is kept."""

    DANGER = "danger"
    VISITOR_WISHES = "visitor_wishes"
    SERVICE_NEEDS = "service_needs"
    NOT_A_QUESTION = "not_a_question"


class Verdict(StrEnum):
    """What the policy does about a find."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a text holds what: `text[start:end]`, counted in characters."""

    kind: Kind | Asked
    start: int
    end: int

    def overlaps(self, other: "Finding") -> bool:
        """Whether both stand partly on the same characters."""
        return self.start < other.end and other.start < self.end
