"""What the chat room does when something happened."""

from chat.listeners import brakes, rounds, talk, telling, together

__all__ = ["brakes", "rounds", "talk", "telling", "together"]
