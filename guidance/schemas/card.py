"""A directory entry as it crosses the wire."""

from uuid import UUID

from pydantic import Field

from core.realtime import Wire
from guidance.schemas.facts import Known
from guidance.schemas.hours import Door


class ServiceCard(Wire):
    """A directory entry as it is sent into a conversation and shown in lists, in one language.

    `is_open_now` is None when nobody knows; `hours_text` says it in words. `municipality` is empty
    for the whole country. A hidden address is not in here at all. `facts` say what happens when one
    makes contact, `begin` what one can say first, `meanwhile` what to do while one waits (R75).
    """

    id: UUID
    name: str
    summary: str = ""
    municipality: list[str] = Field(default_factory=list)
    ages: str = ""
    anonymous: Known = Known.UNKNOWN
    free_of_charge: Known = Known.UNKNOWN
    phone: str = ""
    sms: str = ""
    chat_url: str = ""
    web_url: str = ""
    address: str = ""
    door: Door = Door.UNKNOWN
    is_open_now: bool | None = None
    hours_text: str = ""
    facts: list[str] = Field(default_factory=list)
    begin: str = ""
    meanwhile: str = ""
    lang: str = "fi"
