"""Municipalities, and which of them a service serves."""

from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, closed
from guidance.models.columns import SERVICE, json_column, pointing_at
from guidance.schemas import AreaKind


class Municipality(Table, table=True):
    """A municipality by its official number ("092" is Vantaa), and the areas that hold it."""

    __tablename__ = "guidance_municipality"
    __data_class__: ClassVar[str] = "guidance.directory"

    code: str = Field(primary_key=True)
    name: dict[str, str] = Field(sa_column=json_column())
    region: str = Field(default="", index=True)
    county: str = Field(default="", index=True)


class Area(Table, table=True):
    """A region or a wellbeing services county by its official number."""

    __tablename__ = "guidance_area"
    __data_class__: ClassVar[str] = "guidance.directory"

    kind: AreaKind = closed(AreaKind, primary_key=True)
    code: str = Field(primary_key=True)
    name: dict[str, str] = Field(sa_column=json_column())


class ServiceArea(Table, table=True):
    """A municipality that a service serves."""

    __tablename__ = "guidance_service_area"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    municipality: str = Field(
        primary_key=True, foreign_key="guidance_municipality.code", index=True
    )
