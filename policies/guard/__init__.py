"""The personal-data guard: what looks like somebody's data in a text, and what must not be asked.

It looks twice: in the browser before a message is sealed (`static/js/guard/`), and here for forms.
`tests/samples/guard/vectors.json` keeps the two equal, finding by finding. `docs/rooms/policies.md`
tells how; `tools/guard_rules.py` gives the browser the patterns and tables of this folder.
"""
