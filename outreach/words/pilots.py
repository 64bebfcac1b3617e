"""How what is decided on a pilot is called."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas.pilots import PilotChoice

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    PilotChoice: {
        PilotChoice.GO_ON: _l("It goes on for good"),
        PilotChoice.CHANGE: _l("It goes on as a changed pilot"),
        PilotChoice.END: _l("It ends"),
    },
}
