"""The guard before forms: what is blocked is refused, what is warned of is pointed out."""

from typing import Any

from flask import flash
from flask_babel import gettext as _
from wtforms import ValidationError

from policies.guard.kinds import Verdict
from policies.guard.rules import kinds_in
from policies.guard.words import KINDS, joined


class NoPersonalData:
    """A validator: refuses what the policy blocks, and with `at_all` also what it only warns of."""

    def __init__(self, *, at_all: bool = False) -> None:
        self.verdict = None if at_all else Verdict.BLOCK

    def __call__(self, _form: Any, field: Any) -> None:
        """Raise `ValidationError` with what was found, without repeating it."""
        found = kinds_in(field.data or "", verdict=self.verdict)
        if found:
            what = joined(KINDS[kind] for kind in found)
            raise ValidationError(_("This seems to hold %(what)s. Please leave it out.", what=what))


def point_out(*texts: str | None) -> None:
    """Say on the next page that what was saved seems to hold data about somebody, if it does."""
    found = kinds_in(*(text or "" for text in texts))
    if found:
        what = joined(KINDS[kind] for kind in found)
        flash(
            _(
                "Look once more: the text seems to hold %(what)s. Names and contacts of people do "
                "not belong here.",
                what=what,
            ),
            "warning",
        )
