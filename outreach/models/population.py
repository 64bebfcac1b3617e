"""How many people live in an area, by age: the divisor of what is reached."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from core.db import Table, new_id


class Population(Table, table=True):
    """People of an area in a year, from one age to another, both included (R71)."""

    __tablename__ = "outreach_population"
    __data_class__: ClassVar[str] = "outreach.population"
    __table_args__ = (
        UniqueConstraint("organisation_id", "area", "year", "age_from", "age_to"),
        CheckConstraint("people >= 0", name="outreach_population_people"),
        CheckConstraint("0 <= age_from AND age_from <= age_to", name="outreach_population_ages"),
    )

    id: UUID = new_id()
    organisation_id: UUID = Field(foreign_key="organisation_organisation.id")
    area: str
    year: int
    age_from: int
    age_to: int
    people: int
    read_on: date
