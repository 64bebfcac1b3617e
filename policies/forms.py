"""Forms of the policies room."""

from datetime import datetime, timedelta

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField
from wtforms.validators import InputRequired, Length, Optional

from core import clock
from core.web import HouseForm
from policies.queries import Filters

HASH_LENGTH = 64


class FilterForm(HouseForm):
    """Which entries of the log are wanted."""

    action = SelectField(_l("What was done"), default="", validators=[Optional()])
    actor = SelectField(_l("By whom"), default="", validators=[Optional()])
    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("Until"), validators=[Optional()])

    @classmethod
    def asked(cls, actions: list[tuple[str, str]], actors: list[tuple[str, str]]) -> "FilterForm":
        """Fill the form from the address of the page."""
        form = cls(request.args)
        form.action.choices = [("", _("Anything")), *actions]
        form.actor.choices = [("", _("Anybody")), *actors]
        return form

    def wanted(self) -> Filters:
        """Give what was asked for; days are those of Helsinki, the last one included."""
        return Filters(
            action=self.action.data or "",
            actor=self.actor.data or "",
            since=clock.day_starts(self.since.data) if self.since.data else None,
            until=self._end(),
        )

    def _end(self) -> datetime | None:
        return clock.day_starts(self.until.data + timedelta(days=1)) if self.until.data else None


class ApplyForm(HouseForm):
    """The plan that was looked at."""

    plan_hash = HiddenField(validators=[InputRequired(), Length(min=HASH_LENGTH, max=HASH_LENGTH)])

    @classmethod
    def looked_at(cls) -> str:
        """Give the hash of the plan in this request. Raises `BadInput` when there is none."""
        form = cls(request.form)
        form.checked()
        return str(form.plan_hash.data)
