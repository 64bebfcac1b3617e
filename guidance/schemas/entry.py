"""Where an entry and its texts stand, and what it is filed under."""

from enum import StrEnum


class Status(StrEnum):
    """Where an entry stands. Only published ones are found."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TextStatus(StrEnum):
    """Where a text in one language comes from."""

    ORIGINAL = "original"
    HUMAN = "human"
    MACHINE = "machine"
    STALE = "stale"


class TermKind(StrEnum):
    """What a classification code is of."""

    SERVICE_CLASS = "service_class"
    TARGET_GROUP = "target_group"
    LIFE_EVENT = "life_event"
    ONTOLOGY = "ontology"


class AreaKind(StrEnum):
    """A part of the country that holds whole municipalities."""

    REGION = "region"
    COUNTY = "county"


class FieldGroup(StrEnum):
    """What is verified together, because it grows old together."""

    CONTACT = "contact"
    HOURS = "hours"
    ELIGIBILITY = "eligibility"
    DESCRIPTION = "description"


class Method(StrEnum):
    """How somebody made sure that an entry is true."""

    CALLED = "called"
    VISITED = "visited"
    PROVIDER = "provider"
    READ = "read"
    UPSTREAM = "upstream"
