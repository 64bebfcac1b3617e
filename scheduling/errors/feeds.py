"""Refusals about calendar addresses."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class NoSuchFeed(NotFound):
    """The address is unknown, revoked or its account closed: all told alike."""

    code = "no_such_feed"


class TooManyFeeds(Refusal):
    """One address per device is enough; old ones are revoked first."""

    code = "too_many_feeds"
    status = 409
    sentence = _l("You have ten calendar addresses. Revoke one that you do not use.")
