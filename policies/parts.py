"""What every section of the policy file is built from."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """The base of every section: an unknown key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Part):
    """One text in the three languages."""

    fi: str = Field(min_length=1)
    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def say(self, lang: str) -> str:
        """Give the text in `lang`, Finnish for any language that is not ours."""
        return {"sv": self.sv, "en": self.en}.get(lang, self.fi)


class Basis(StrEnum):
    """Why data may be handled: a letter of GDPR article 6(1), or no personal data at all."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    NOT_PERSONAL = "not_personal"


class Subject(StrEnum):
    """Whom data are about."""

    VISITOR = "visitor"
    REQUESTER = "requester"
    PROCESS_CLIENT = "process_client"
    WORKER = "worker"


class Start(StrEnum):
    """What starts the clock of a retention rule."""

    CREATED = "created"
    CLOSED = "closed"
    ENDED = "ended"
    EXPIRED = "expired"
    ACCOUNT_CLOSED = "account_closed"
    COUNTED = "counted"


class Deed(StrEnum):
    """What happens in the end: rows go, the key goes before the rows, or nothing is ever due."""

    DELETE = "delete"
    SHRED = "shred"
    KEEP = "keep"
