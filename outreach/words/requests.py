"""How channel requests and their steps are called."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from outreach.schemas.requests import Criterion, Decision, Gap, RequestState, RequestStep

WORDS: dict[type[StrEnum], dict[StrEnum, Any]] = {
    Criterion: {
        Criterion.PURPOSE: _l("Purpose and goal"),
        Criterion.AUDIENCE: _l("Audience, and whether it is there"),
        Criterion.EXISTING: _l("An existing channel instead"),
        Criterion.ANSWERING: _l("Who answers messages, and when"),
        Criterion.MODERATION: _l("Who moderates, and what is done about trolls"),
        Criterion.ACCESSIBILITY: _l("Accessibility"),
        Criterion.SECURITY: _l("Security and data protection"),
        Criterion.MEASURE: _l("How success is measured"),
        Criterion.EXIT_PLAN: _l("How the channel is closed one day"),
    },
    RequestStep: {
        RequestStep.UNIT_LEAD: _l("Unit lead"),
        RequestStep.COMMUNICATIONS: _l("Communications"),
        RequestStep.SECURITY: _l("Security and data protection"),
    },
    Decision: {
        Decision.APPROVE: _l("Approve"),
        Decision.JOIN_EXISTING: _l("Join an existing channel"),
        Decision.DEFER: _l("Come again later"),
        Decision.REJECT: _l("Reject"),
    },
    RequestState: {
        RequestState.WAITING: _l("Waits for a decision"),
        RequestState.APPROVED: _l("Approved"),
        RequestState.JOINED: _l("Joins an existing channel"),
        RequestState.DEFERRED: _l("Deferred"),
        RequestState.REJECTED: _l("Rejected"),
    },
    Gap: {
        Gap.KEEPERS: _l("There are not enough keepers, or nobody for the holidays."),
        Gap.HOURS: _l("There are fewer hours a week than the policy asks for."),
        Gap.RHYTHM: _l("There is no rhythm of posting."),
        Gap.MODERATION: _l("Nobody has thought of moderation yet."),
        Gap.EXIT: _l("There is no plan for closing the channel."),
    },
}

QUESTIONS: dict[Criterion, Any] = {
    Criterion.PURPOSE: _l("What is different for the young when the channel works?"),
    Criterion.AUDIENCE: _l("Whom do you want to reach, and how do you know that they are there?"),
    Criterion.EXISTING: _l(
        "Could you make content for a channel that exists already? Which one, and why or why not?"
    ),
    Criterion.ANSWERING: _l("Who answers messages, how fast, and on which days and hours?"),
    Criterion.MODERATION: _l("Who reads the comments, and what is done about trolls and bullying?"),
    Criterion.ACCESSIBILITY: _l("Captions, alt texts, plain language, Swedish?"),
    Criterion.SECURITY: _l("Whose devices and accounts, two factors, what is never told there?"),
    Criterion.MEASURE: _l("Which figure tells that it was worth the hours?"),
    Criterion.EXIT_PLAN: _l("When and how is it closed, and who tells the followers?"),
}

SCORES: list[tuple[str, Any]] = [
    ("0", _l("Not thought of yet")),
    ("1", _l("An idea")),
    ("2", _l("A plan")),
    ("3", _l("Ready")),
]
