"""Pages of the chat room: a line's page, the visitor's conversation, the responder's desk."""

from chat.routes import (
    after,
    asking,
    attachments,
    desk,
    line,
    requests,
    returning,
    step_up,
    visit,
)
from chat.routes.doors import bp

__all__ = [
    "after",
    "asking",
    "attachments",
    "bp",
    "desk",
    "line",
    "requests",
    "returning",
    "step_up",
    "visit",
]
