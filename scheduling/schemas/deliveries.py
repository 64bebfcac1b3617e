"""How a worker is told of their duties."""

from enum import StrEnum


class DeliveryKind(StrEnum):
    """By which way a worker is told."""

    MAIL = "mail"
    CALDAV = "caldav"
