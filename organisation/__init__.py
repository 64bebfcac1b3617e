"""Who runs the lines: organisations, units, lines, workers and how they sign in."""
