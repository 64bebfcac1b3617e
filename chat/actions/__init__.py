"""Writes of the chat room, apart from messages (`chat.messages`)."""

from chat.actions.closing import FEEDBACK, classify, give_feedback
from chat.actions.conversation import attempt, claim, close, end, enter, hands

__all__ = [
    "FEEDBACK",
    "attempt",
    "claim",
    "classify",
    "close",
    "end",
    "enter",
    "give_feedback",
    "hands",
]
