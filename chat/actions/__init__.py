"""Writes of the chat room, apart from messages (`chat.messages`)."""

from chat.actions.attaching import attach, bytes_of, require_own
from chat.actions.brake import brake, let_go
from chat.actions.burden import BURDEN, HEAVIEST, tell_burden
from chat.actions.calling import AWAY, CLOSING, show_up, stop_waiting
from chat.actions.closing import FEEDBACK, classify, give_feedback, sum_up
from chat.actions.conversation import attempt, claim, close, end, enter
from chat.actions.line_texts import drop_text, keep_text
from chat.actions.marks import see
from chat.actions.named import (
    ask_for_another,
    delete_by_reference,
    finish_named,
    put_named_back,
    take_named,
)
from chat.actions.requests import (
    ask,
    lapse,
    leave_as_request,
    put_back,
    take_request,
    write_first,
)
from chat.actions.returning import conversation_by_code, give_up, issue, queue_again
from chat.actions.safety import raise_flag, take_back, tick
from chat.actions.withdrawing import withdraw

__all__ = [
    "AWAY",
    "BURDEN",
    "CLOSING",
    "FEEDBACK",
    "HEAVIEST",
    "ask",
    "ask_for_another",
    "attach",
    "attempt",
    "brake",
    "bytes_of",
    "claim",
    "classify",
    "close",
    "conversation_by_code",
    "delete_by_reference",
    "drop_text",
    "end",
    "enter",
    "finish_named",
    "give_feedback",
    "give_up",
    "issue",
    "keep_text",
    "lapse",
    "leave_as_request",
    "let_go",
    "put_back",
    "put_named_back",
    "queue_again",
    "raise_flag",
    "require_own",
    "see",
    "show_up",
    "stop_waiting",
    "sum_up",
    "take_back",
    "take_named",
    "take_request",
    "tell_burden",
    "tick",
    "withdraw",
    "write_first",
]
