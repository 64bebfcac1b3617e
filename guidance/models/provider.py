"""Those who run services."""

from typing import ClassVar
from uuid import UUID

from sqlmodel import Field

from core.db import Table, new_id
from guidance.models.columns import json_column


class Provider(Table, table=True):
    """An organisation of the directory, which need not be an organisation of this house."""

    __tablename__ = "guidance_provider"
    __data_class__: ClassVar[str] = "guidance.directory"

    id: UUID = new_id()
    name: dict[str, str] = Field(sa_column=json_column())
    description: dict[str, str] = Field(default_factory=dict, sa_column=json_column())
    business_id: str = Field(default="", index=True)
    email: str = ""
    phone: str = ""
    web_url: str = ""
