"""The foundation: settings, database, events, identity and the live socket, with no word of youth work in it."""
