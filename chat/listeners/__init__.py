"""What the chat room does when something happened."""

from chat.listeners import rounds, telling

__all__ = ["rounds", "telling"]
