"""Shifts, duty and calendars: when a line is open, and who is there."""
