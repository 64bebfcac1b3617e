"""What the chat room does when something happened."""

from chat.listeners import brakes, rounds, telling, together

__all__ = ["brakes", "rounds", "telling", "together"]
