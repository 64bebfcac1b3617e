"""Anonymous conversations: line page, waiting room, desk, messages, outcomes."""
