"""Reaching out: channels, campaigns, links, and what came of them, following nobody."""
