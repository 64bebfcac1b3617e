"""How what is done on poster rounds is called."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas.posters import Condition, PosterDeed

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    PosterDeed: {
        PosterDeed.CHECKED: _l("Had a look"),
        PosterDeed.PUT_UP: _l("Put it up"),
        PosterDeed.TAKEN_DOWN: _l("Took it down"),
    },
    Condition: {
        Condition.GOOD: _l("In good shape"),
        Condition.WORN: _l("Worn"),
        Condition.GONE: _l("Not there"),
    },
}

WHY_DEAD: dict[str, Any] = {
    "gone": _l("it is not there"),
    "quiet": _l("nobody has come by it for weeks"),
    "unseen": _l("nobody has looked at it lately"),
}
