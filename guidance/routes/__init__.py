"""Pages of the guidance room: the search, the editors' desk, the worry test."""

from guidance.routes import directory, editing, worry
from guidance.routes.doors import bp

__all__ = ["bp", "directory", "editing", "worry"]
