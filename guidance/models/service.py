"""A service, and what is said of it in each language."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Text
from sqlmodel import Field

from core import clock
from core.db import Table, closed, moment, new_id
from guidance.models.columns import SERVICE, json_column, pointing_at
from guidance.schemas import Known, Status, TextStatus, WhoAnswers


class Service(Table, table=True):
    """A place that helps. Without municipalities it serves the whole country.

    `provider` is how the one who runs it is named on cards, `provider_id` leads to its own entry
    where there is one. `consent_needed` is a guardian's consent, `text_only` that one never has to
    speak, `meanwhile` what to do while one waits for it (R75).

    With `hours_are_ours` the hours that were written here go before those that came with channels.

    `organisation_id` is whose entry it is; imported ones belong to the house. `edited_at` is set
    once somebody here has changed an imported entry: from then on an import leaves it alone.
    """

    __tablename__ = "guidance_service"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (
        CheckConstraint(
            "age_min IS NULL OR age_max IS NULL OR age_min <= age_max", name="guidance_service_ages"
        ),
    )

    id: UUID = new_id()
    organisation_id: UUID | None = Field(
        default=None, foreign_key="organisation_organisation.id", index=True
    )
    provider_id: UUID | None = Field(default=None, foreign_key="guidance_provider.id", index=True)
    status: Status = closed(Status, Status.PUBLISHED, index=True)
    provider: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    age_min: int | None = None
    age_max: int | None = None
    anonymous: Known = closed(Known, Known.UNKNOWN)
    free_of_charge: Known = closed(Known, Known.UNKNOWN)
    guardian_told: Known = closed(Known, Known.UNKNOWN)
    on_phone_bill: Known = closed(Known, Known.UNKNOWN)
    recorded: Known = closed(Known, Known.UNKNOWN)
    identity_needed: Known = closed(Known, Known.UNKNOWN)
    drop_in: Known = closed(Known, Known.UNKNOWN)
    consent_needed: Known = closed(Known, Known.UNKNOWN)
    referral_needed: Known = closed(Known, Known.UNKNOWN)
    text_only: Known = closed(Known, Known.UNKNOWN)
    remote: Known = closed(Known, Known.UNKNOWN)
    interpreter: Known = closed(Known, Known.UNKNOWN)
    accessible: Known = closed(Known, Known.UNKNOWN)
    safer_space: Known = closed(Known, Known.UNKNOWN)
    who_answers: WhoAnswers = closed(WhoAnswers, WhoAnswers.UNKNOWN)
    reply_time: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    meanwhile: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    languages: list[str] = Field(default_factory=list, sa_column=json_column())
    hours_are_ours: bool = False
    verified_on: date | None = None
    edited_at: datetime | None = moment(None)
    changed_at: datetime = moment(default_factory=clock.now)


class ServiceText(Table, table=True):
    """What is said of a service in one language, as plain text; `keywords` are not shown.

    `conditions` say who may come, `fees` what it costs.
    """

    __tablename__ = "guidance_service_text"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    lang: str = Field(primary_key=True)
    name: str
    alternative_name: str = ""
    summary: str = ""
    description: str = Field(default="", sa_column=Column(Text, nullable=False))
    instruction: str = Field(default="", sa_column=Column(Text, nullable=False))
    conditions: str = Field(default="", sa_column=Column(Text, nullable=False))
    fees: str = Field(default="", sa_column=Column(Text, nullable=False))
    keywords: str = Field(default="", sa_column=Column(Text, nullable=False))
    status: TextStatus = closed(TextStatus, TextStatus.ORIGINAL)
