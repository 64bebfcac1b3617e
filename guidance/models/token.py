"""What services are found by."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field

from core.db import Table
from guidance.models.columns import BY_CODE_POINT, SERVICE, pointing_at


class Token(Table, table=True):
    """A word form by which a service is found in one language, folded to a–z and 0–9."""

    __tablename__ = "guidance_token"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (Index("guidance_token_found", "token", "service_id", "weight"),)

    service_id: UUID = Field(sa_column=pointing_at(SERVICE, primary_key=True))
    lang: str = Field(primary_key=True)
    token: str = Field(sa_column=Column(BY_CODE_POINT, primary_key=True))
    weight: int
