"""Files of platforms, read by their headers in the language in which they were saved."""
