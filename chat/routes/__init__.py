"""Pages of the chat room: a line's page, the visitor's conversation, the responder's desk."""

from chat.routes import desk, line, returning, step_up, visit
from chat.routes.doors import bp

__all__ = ["bp", "desk", "line", "returning", "step_up", "visit"]
