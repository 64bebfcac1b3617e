"""Forms of the pages on which a purge is held back, or let go on."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from core import clock
from core.i18n import language
from core.web import HouseForm
from policies.current import current
from policies.holds import holdable
from policies.words import span

LONGEST = 300


class HoldForm(HouseForm):
    """What is held, why and until when."""

    of_class = SelectField(_l("What is held"), validators=[InputRequired()])
    record = StringField(
        _l("Only one record"),
        description=_l("Its reference as the audit log shows it. Empty: everything of this kind."),
        validators=[Optional(), Length(max=80)],
    )
    reason = TextAreaField(
        _l("Why"),
        description=_l("For example who asked for it and on which day. No names."),
        validators=[InputRequired(), Length(max=LONGEST)],
    )
    last_day = DateField(_l("Until and including"), validators=[InputRequired()])

    @classmethod
    def asked(cls, given: Any = None) -> "HoldForm":
        """Make the form with the kinds of data that the policy allows to hold."""
        form = cls(given)
        classes = current().data_classes
        form.of_class.choices = [
            (name, f"{classes[name].title.say(language())} ({span(longest)})")
            for name, longest in holdable().items()
        ]
        return form

    @property
    def ends_at(self) -> datetime:
        """The moment at which the hold is over."""
        last_day: date = self.last_day.data  # type: ignore[assignment]  # InputRequired saw to it
        return clock.day_starts(last_day + timedelta(days=1))


class AgreeForm(HouseForm):
    """A second person's word, for what was looked at."""

    reason = TextAreaField(
        _l("Why it may go on"),
        description=_l("For example who decided to shorten the time, and when. No names."),
        validators=[InputRequired(), Length(max=LONGEST)],
    )

    @classmethod
    def asked(cls) -> "AgreeForm":
        """Fill the form from this request."""
        return cls(request.form or None)
