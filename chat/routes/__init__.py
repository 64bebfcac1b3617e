"""Pages of the chat room: a line's page, the visitor's conversation, the responder's desk."""

from chat.routes import asking, desk, line, requests, returning, step_up, visit
from chat.routes.doors import bp

__all__ = ["asking", "bp", "desk", "line", "requests", "returning", "step_up", "visit"]
from chat.routes import attachments

__all__ = ["attachments", "bp", "desk", "line", "returning", "step_up", "visit"]
