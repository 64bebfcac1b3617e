"""Reads of the chat room."""

from chat.queries.cards import LineCard, line_card, line_cards, wait_text
from chat.queries.consulting import (
    consultants_view,
    consultations_of,
    consultations_view,
    notes_since,
    open_beside,
)
from chat.queries.conversations import (
    conversation_view,
    held_until,
    line_of,
    nickname_of,
    topic_name,
)
from chat.queries.desk import desk_view
from chat.queries.places import brake_until, braked, hands
from chat.queries.queue import Queue, queue_of, waiting_view
from chat.queries.requests import last_day, promised_by, requests_of, standings, takes_requests
from chat.queries.returning import (
    Earlier,
    earlier,
    ends_at,
    gives_codes,
    has_code,
    last_responders,
    salt_of,
)
from chat.queries.together import beside_view, colleagues_view, here_in, readers, room_view

__all__ = [
    "Earlier",
    "LineCard",
    "Queue",
    "beside_view",
    "brake_until",
    "braked",
    "colleagues_view",
    "consultants_view",
    "consultations_of",
    "consultations_view",
    "conversation_view",
    "desk_view",
    "earlier",
    "ends_at",
    "gives_codes",
    "hands",
    "has_code",
    "held_until",
    "here_in",
    "last_day",
    "last_responders",
    "line_card",
    "line_cards",
    "line_of",
    "nickname_of",
    "notes_since",
    "open_beside",
    "promised_by",
    "queue_of",
    "readers",
    "requests_of",
    "room_view",
    "salt_of",
    "standings",
    "takes_requests",
    "topic_name",
    "wait_text",
    "waiting_view",
]
