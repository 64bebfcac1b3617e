"""What the outreach room hears from the floors below."""

from outreach.listeners import counting

__all__ = ["counting"]
