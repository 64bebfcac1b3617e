"""Writes of the scheduling room."""

from scheduling.actions.appointments import (
    TOLD_WITHIN,
    book,
    call_appointment_off,
    cancel_appointment,
    hold,
    let_go,
    move_appointment,
    settle_appointments,
    tell_how,
)
from scheduling.actions.availability import (
    NewType,
    forget_availability,
    keep_type,
    offer_type,
    say_free,
    stop_offering,
    take_back_free,
)
from scheduling.actions.calendar import (
    add_term,
    close_day,
    forget_day,
    forget_term,
    open_day,
    set_day_rule,
)
from scheduling.actions.cover import (
    ask_for_cover,
    cannot_come,
    decline_cover,
    lapse_begun,
    take_cover,
    withdraw_cover,
)
from scheduling.actions.drop_in import drop_in
from scheduling.actions.duties import check_in, check_out, claim, release, settle, stand_down
from scheduling.actions.feeds import create_feed, forget_feeds, revoke_feed, use_feed
from scheduling.actions.notices import mark_mailed, read_notice, remind, tell
from scheduling.actions.places import let_in, place, stop_waiting, wait_for_place
from scheduling.actions.profiles import LANGUAGES, forget_profile, tell_languages
from scheduling.actions.shifts import call_off, ensure, plan
from scheduling.actions.templates import AHEAD, end_template, make_template, materialise

__all__ = [
    "AHEAD",
    "LANGUAGES",
    "TOLD_WITHIN",
    "NewType",
    "add_term",
    "ask_for_cover",
    "book",
    "call_appointment_off",
    "call_off",
    "cancel_appointment",
    "cannot_come",
    "check_in",
    "check_out",
    "claim",
    "close_day",
    "create_feed",
    "decline_cover",
    "drop_in",
    "end_template",
    "ensure",
    "forget_availability",
    "forget_day",
    "forget_feeds",
    "forget_profile",
    "forget_term",
    "hold",
    "keep_type",
    "lapse_begun",
    "let_go",
    "let_in",
    "make_template",
    "mark_mailed",
    "materialise",
    "move_appointment",
    "offer_type",
    "open_day",
    "place",
    "plan",
    "read_notice",
    "release",
    "remind",
    "revoke_feed",
    "say_free",
    "set_day_rule",
    "settle",
    "settle_appointments",
    "stand_down",
    "stop_offering",
    "stop_waiting",
    "take_back_free",
    "take_cover",
    "tell",
    "tell_how",
    "tell_languages",
    "use_feed",
    "wait_for_place",
    "withdraw_cover",
]
