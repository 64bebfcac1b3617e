"""What the search finds, beside what the databases find by themselves, and how long it takes.

Two committed parts: `development.toml`, with which the search was made, and `held_out.toml`, on
which it is only measured.
"""
