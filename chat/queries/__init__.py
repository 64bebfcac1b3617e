"""Reads of the chat room."""

from chat.queries.cards import LineCard, line_card, line_cards, next_card, wait_text
from chat.queries.closings import closing_of, coverage, own_words
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
from chat.queries.line_texts import line_texts, partner_keys, protocol, ready
from chat.queries.named import named_of, named_standings, takes_named, worry_of
from chat.queries.places import brake_until, braked, hands
from chat.queries.queue import Queue, how_many_wait, queue_of, waiting_view
from chat.queries.requests import (
    last_day,
    last_day_if_asked_now,
    promised_by,
    requests_of,
    standings,
    takes_requests,
)
from chat.queries.returning import (
    Earlier,
    earlier,
    ends_at,
    gives_codes,
    has_code,
    last_responders,
    salt_of,
)
from chat.queries.safety import flag_of, safety_view, steps_taken
from chat.queries.sealing import how_sealed, line_box, sealing_here, seals, wrapped_of
from chat.queries.together import beside_view, colleagues_view, here_in, readers, room_view

__all__ = [
    "Earlier",
    "LineCard",
    "Queue",
    "beside_view",
    "brake_until",
    "braked",
    "closing_of",
    "colleagues_view",
    "consultants_view",
    "consultations_of",
    "consultations_view",
    "conversation_view",
    "coverage",
    "desk_view",
    "earlier",
    "ends_at",
    "flag_of",
    "gives_codes",
    "hands",
    "has_code",
    "held_until",
    "here_in",
    "how_many_wait",
    "how_sealed",
    "last_day",
    "last_day_if_asked_now",
    "last_responders",
    "line_box",
    "line_card",
    "line_cards",
    "line_of",
    "line_texts",
    "named_of",
    "named_standings",
    "next_card",
    "nickname_of",
    "notes_since",
    "open_beside",
    "own_words",
    "partner_keys",
    "promised_by",
    "protocol",
    "queue_of",
    "readers",
    "ready",
    "requests_of",
    "room_view",
    "safety_view",
    "salt_of",
    "sealing_here",
    "seals",
    "standings",
    "steps_taken",
    "takes_named",
    "takes_requests",
    "topic_name",
    "wait_text",
    "waiting_view",
    "worry_of",
    "wrapped_of",
]
