"""The one choice of a list in a form, where WTForms keeps it; its type stubs are older than it."""

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

__all__ = ["SelectChoice"]
