"""What may be done with data: policy file, decisions, retention, audit, small-cell rule."""
