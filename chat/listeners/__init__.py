"""What the chat room does when something happened."""

from chat.listeners import brakes, consulting, rounds, step_up, talk, telling, together

__all__ = ["brakes", "consulting", "rounds", "step_up", "talk", "telling", "together"]
