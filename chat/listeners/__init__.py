"""What the chat room does when something happened."""

from chat.listeners import brakes, rounds, step_up, talk, telling, together

__all__ = ["brakes", "rounds", "step_up", "talk", "telling", "together"]
