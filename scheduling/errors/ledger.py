"""Refusals about commitments and the ledger."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchEntry(NotFound):
    """There is no such entry, or it is somebody else's."""

    code = "no_such_entry"


class ImpossibleEntry(Refusal):
    """Hours that cannot be, a partner that is not named, a dispute without words."""

    code = "impossible_entry"
    status = 422
    sentence = _l("Check the day, the minutes and the words.")
