"""The roof: puts the rooms together; only entry points import it."""
