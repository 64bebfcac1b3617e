"""How posts and their steps are called, and where changes come from."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas import ChangeSource
from outreach.schemas.posts import PostDeed, PostGap, PostState

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    PostState: {
        PostState.DRAFT: _l("Draft"),
        PostState.REVIEW: _l("Waits for a second reader"),
        PostState.APPROVED: _l("Approved"),
        PostState.POSTED: _l("Out"),
        PostState.WITHDRAWN: _l("Withdrawn"),
    },
    PostDeed: {
        PostDeed.WRITE: _l("wrote"),
        PostDeed.SUBMIT: _l("asked for a second reader"),
        PostDeed.RETURN: _l("sent it back to be written on"),
        PostDeed.APPROVE: _l("approved"),
        PostDeed.POST: _l("said that it is out"),
        PostDeed.WITHDRAW: _l("withdrew"),
    },
    PostGap: {
        PostGap.TEXT: _l("The text is missing in one of the campaign's languages."),
        PostGap.ALT: _l("The picture is not told in words in each of the campaign's languages."),
        PostGap.CHANNEL: _l("The channel is not in use, or it has gone dark."),
    },
    ChangeSource: {
        ChangeSource.YOUNG: _l("Feedback from the young"),
        ChangeSource.RESPONDERS: _l("Feedback from responders"),
        ChangeSource.KEEPERS: _l("A channel's keeper"),
        ChangeSource.PARTNER: _l("A partner"),
        ChangeSource.FIGURES: _l("A figure"),
        ChangeSource.OWN: _l("Our own thought"),
    },
}

BUTTONS: dict[PostDeed, Any] = {
    PostDeed.SUBMIT: _l("Ask for a second reader"),
    PostDeed.RETURN: _l("Send back to be written on"),
    PostDeed.APPROVE: _l("Approve the post"),
    PostDeed.POST: _l("It is out"),
    PostDeed.WITHDRAW: _l("Withdraw the post"),
}

PILLS: dict[type[StrEnum], dict[StrEnum, str]] = {
    PostState: {
        PostState.DRAFT: "",
        PostState.REVIEW: "waiting",
        PostState.APPROVED: "new",
        PostState.POSTED: "open",
        PostState.WITHDRAWN: "closed",
    },
}
