"""How the monthly check-in's closed lists are called."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas.checkins import AnswerMode, InTime, SheetState

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    AnswerMode: {
        AnswerMode.POLL: _l("A poll in a story"),
        AnswerMode.COMMENTS: _l("Comments"),
        AnswerMode.DM: _l("Private message"),
        AnswerMode.WORRY_TEST: _l("The worry test"),
        AnswerMode.FORM: _l("An anonymous form of ours"),
    },
    SheetState: {
        SheetState.ANSWERED: _l("told in time"),
        SheetState.LATE: _l("told late"),
        SheetState.SKIPPED: _l("skipped, with a reason"),
        SheetState.MISSING: _l("missing"),
        SheetState.OPEN: _l("still open"),
        SheetState.NONE: _l("not in use then"),
    },
    InTime: {
        InTime.YES: _l("Yes, in the promised time"),
        InTime.NO: _l("No, not always"),
        InTime.NONE_CAME: _l("None came"),
    },
}
