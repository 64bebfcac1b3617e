"""The foundation: settings, database, events, identity, the live socket; no word of youth work."""
