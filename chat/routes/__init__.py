"""Pages of the chat room: a line's page, the visitor's conversation, the responder's desk."""

from chat.routes import (
    after,
    asking,
    attachments,
    board,
    debrief,
    desk,
    emergency,
    gate,
    group,
    group_staff,
    line,
    named,
    requests,
    returning,
    rights,
    step_up,
    texts,
    visit,
    worried,
)
from chat.routes.doors import (
    bp,
)

__all__ = [
    "after",
    "asking",
    "attachments",
    "board",
    "bp",
    "debrief",
    "desk",
    "emergency",
    "gate",
    "group",
    "group_staff",
    "line",
    "named",
    "requests",
    "returning",
    "rights",
    "step_up",
    "texts",
    "visit",
    "worried",
]
