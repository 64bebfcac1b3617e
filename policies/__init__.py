"""What may be done with data: the policy file, its decisions, retention, audit and the small-cell rule."""
