"""The worry test: questions as linted data, an end that is never empty, only counts (R26–R30)."""
