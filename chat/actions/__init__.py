"""Writes of the chat room, apart from messages (`chat.messages`)."""

from chat.actions.attaching import attach, bytes_of, require_own
from chat.actions.brake import brake, let_go
from chat.actions.burden import BURDEN, HEAVIEST, tell_burden
from chat.actions.calling import AWAY, CLOSING, show_up, stop_waiting
from chat.actions.closing import FEEDBACK, classify, give_feedback
from chat.actions.conversation import attempt, claim, close, end, enter
from chat.actions.marks import see
from chat.actions.requests import (
    ask,
    lapse,
    leave_as_request,
    put_back,
    take_request,
    write_first,
)
from chat.actions.returning import conversation_by_code, give_up, issue, queue_again
from chat.actions.withdrawing import withdraw

__all__ = [
    "AWAY",
    "BURDEN",
    "CLOSING",
    "FEEDBACK",
    "HEAVIEST",
    "ask",
    "attach",
    "attempt",
    "brake",
    "bytes_of",
    "claim",
    "classify",
    "close",
    "conversation_by_code",
    "end",
    "enter",
    "give_feedback",
    "give_up",
    "issue",
    "lapse",
    "leave_as_request",
    "let_go",
    "put_back",
    "queue_again",
    "require_own",
    "see",
    "show_up",
    "stop_waiting",
    "take_request",
    "tell_burden",
    "withdraw",
    "write_first",
]
