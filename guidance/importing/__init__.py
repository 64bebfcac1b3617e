"""Bringing records of other systems in: cut, read, merged with what was written here, stored.

What is good comes in, what is broken is told with its place. The same record twice changes nothing.
What somebody here wrote over a field stays, and what the other system says of it now is kept
beside it (`overlaying`).
"""
