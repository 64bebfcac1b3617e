"""Reads of the chat room."""

from chat.queries.cards import LineCard, line_card, line_cards, wait_text
from chat.queries.conversations import conversation_view, line_of, nickname_of, topic_name
from chat.queries.desk import desk_view
from chat.queries.places import brake_until, braked, hands, places
from chat.queries.queue import Queue, queue_of, waiting_view
from chat.queries.together import beside_view, colleagues_view, here_in, readers, room_view

__all__ = [
    "LineCard",
    "Queue",
    "beside_view",
    "brake_until",
    "braked",
    "colleagues_view",
    "conversation_view",
    "desk_view",
    "hands",
    "here_in",
    "line_card",
    "line_cards",
    "line_of",
    "nickname_of",
    "places",
    "queue_of",
    "readers",
    "room_view",
    "topic_name",
    "wait_text",
    "waiting_view",
]
