"""Writes of the chat room, apart from messages (`chat.messages`)."""

from chat.actions.brake import brake, let_go
from chat.actions.closing import FEEDBACK, classify, give_feedback
from chat.actions.conversation import attempt, claim, close, end, enter
from chat.actions.marks import see
from chat.actions.returning import conversation_by_code, give_up, issue, queue_again
from chat.actions.withdrawing import withdraw

__all__ = [
    "FEEDBACK",
    "attempt",
    "brake",
    "claim",
    "classify",
    "close",
    "conversation_by_code",
    "end",
    "enter",
    "give_feedback",
    "give_up",
    "issue",
    "let_go",
    "queue_again",
    "see",
    "withdraw",
]
