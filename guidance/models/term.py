"""Codes of the national classifications, and what is filed under them."""

from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, closed
from guidance.models.columns import SERVICE, json_column, pointing_at
from guidance.schemas import TermKind


class Term(Table, table=True):
    """A code of the national classifications with its names.

    Learnt from the lists of codes (`rinnalla services codes`) and from what was imported.
    """

    __tablename__ = "guidance_term"
    __data_class__: ClassVar[str] = "guidance.directory"

    code: str = Field(primary_key=True)
    kind: TermKind = closed(TermKind)
    name: dict[str, str] = Field(sa_column=json_column())
    parent: str = Field(default="", index=True)
    uri: str = ""


class ServiceTerm(Table, table=True):
    """A service belongs under a code."""

    __tablename__ = "guidance_service_term"
    __data_class__: ClassVar[str] = "guidance.directory"

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    code: str = Field(primary_key=True, foreign_key="guidance_term.code", index=True)
