"""Pages of the outreach room."""

from outreach.routes import campaigns, channels, figures, follow, links, releases
from outreach.routes.door import bp

__all__ = ["bp", "campaigns", "channels", "figures", "follow", "links", "releases"]
