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
from scheduling.actions.drop_in import drop_in
from scheduling.actions.duties import check_in, check_out, claim, release, settle, stand_down
from scheduling.actions.feeds import create_feed, forget_feeds, revoke_feed, use_feed
from scheduling.actions.shifts import call_off, ensure, plan

__all__ = [
    "TOLD_WITHIN",
    "NewType",
    "book",
    "call_appointment_off",
    "call_off",
    "cancel_appointment",
    "check_in",
    "check_out",
    "claim",
    "create_feed",
    "drop_in",
    "ensure",
    "forget_availability",
    "forget_feeds",
    "hold",
    "keep_type",
    "let_go",
    "move_appointment",
    "offer_type",
    "plan",
    "release",
    "revoke_feed",
    "say_free",
    "settle",
    "settle_appointments",
    "stand_down",
    "stop_offering",
    "take_back_free",
    "tell_how",
    "use_feed",
]
