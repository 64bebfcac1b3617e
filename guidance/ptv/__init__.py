"""The Finnish Service Catalogue (Palvelutietovaranto), open API version 11, which ends in 04/2027.

Only what the directory uses is looked at, and that strictly: a wrong weekday or a service without a
name refuses the record. Everything else stays in the record as it came. Version 11 writes texts as
[{language, value, type}] with `value: null` rows, and hours as `serviceHours`.
"""

from guidance.ptv.reading import (
    ReadChannel,
    ReadContact,
    ReadService,
    ReadText,
    Unfit,
    external_id,
    read,
)

__all__ = ["ReadChannel", "ReadContact", "ReadService", "ReadText", "Unfit", "external_id", "read"]
