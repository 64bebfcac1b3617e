"""Reads of the chat room."""

from chat.queries.cards import LineCard, line_card, line_cards, wait_text
from chat.queries.conversations import conversation_view, line_of, nickname_of, topic_name
from chat.queries.desk import desk_view
from chat.queries.places import brake_until, braked, hands, places
from chat.queries.queue import Queue, queue_of, waiting_view

__all__ = [
    "LineCard",
    "Queue",
    "brake_until",
    "braked",
    "conversation_view",
    "desk_view",
    "hands",
    "line_card",
    "line_cards",
    "line_of",
    "nickname_of",
    "places",
    "queue_of",
    "topic_name",
    "wait_text",
    "waiting_view",
]
