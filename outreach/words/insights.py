"""How what platforms tell is called."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas.insights import Fault, Metric, Role, Shape

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    Metric: {
        Metric.REACH: _l("Reach"),
        Metric.VIEWERS: _l("Viewers"),
        Metric.VIEWS: _l("Views"),
        Metric.IMPRESSIONS: _l("Impressions"),
        Metric.INTERACTIONS: _l("Interactions"),
        Metric.REACTIONS: _l("Reactions"),
        Metric.LIKES: _l("Likes"),
        Metric.COMMENTS: _l("Comments"),
        Metric.SHARES: _l("Shares"),
        Metric.SAVES: _l("Saves"),
        Metric.LINK_CLICKS: _l("Link clicks"),
        Metric.VISITS: _l("Visits to the profile"),
        Metric.FOLLOWS: _l("New followers"),
        Metric.FOLLOWERS: _l("Followers"),
        Metric.WATCH_MINUTES: _l("Minutes watched"),
        Metric.MEMBERS: _l("Members"),
        Metric.COMMUNICATORS: _l("Members who wrote or spoke"),
        Metric.MESSAGES: _l("Messages"),
        Metric.SPEAKING_MINUTES: _l("Minutes spoken"),
        Metric.AUDIENCE: _l("Share of the audience"),
    },
    Role: {
        Role.ID: _l("The post's id"),
        Role.LINK: _l("The post's address"),
        Role.PLACE: _l("A room's name"),
        Role.DAY: _l("The day that is counted"),
        Role.PUBLISHED: _l("When it was published"),
        Role.VALUE: _l("The figure of a file with one metric"),
        Role.WATCH_HOURS: _l("Hours watched"),
        Role.AGE: _l("An age group"),
        Role.SHARE: _l("An age group's share, in per cent or as a number"),
        Role.PART: _l("A gender's share of an age group"),
    },
    Shape: {
        Shape.POSTS: _l("Post by post"),
        Shape.DAYS: _l("Day by day"),
        Shape.PLACES: _l("Room by room"),
        Shape.MONTH: _l("Told by hand"),
        Shape.AUDIENCE: _l("The audience by age"),
    },
    Fault: {
        Fault.NOT_A_NUMBER: _l("This is no number."),
        Fault.NEGATIVE: _l("A count cannot be negative."),
        Fault.TOO_LARGE: _l("The number is too large to be true."),
        Fault.NOT_A_DAY: _l("This is no day."),
        Fault.OTHER_MONTH: _l("The row is of another month."),
        Fault.DAMAGED_ID: _l(
            "A spreadsheet has damaged this id. Save the file from the platform again."
        ),
        Fault.NO_KEY: _l("The row does not say which post or room it is of."),
        Fault.TWICE: _l("The same row was there before."),
        Fault.NOT_AN_AGE: _l("This is no age group, for example 18-24."),
        Fault.OVERLAPS: _l("These ages are in another row already."),
    },
}
