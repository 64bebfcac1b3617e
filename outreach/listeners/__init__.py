"""What the outreach room hears from the floors below."""

from outreach.listeners import counting, leaving

__all__ = ["counting", "leaving"]
