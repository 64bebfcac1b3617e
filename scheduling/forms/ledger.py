"""Commitments and the ledger."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.web import HouseForm

LONGEST = 300


class PartnerForm(HouseForm):
    """A duty that was given to a partner's chat."""

    partner = SelectField(_l("Whose chat?"), validators=[InputRequired()])
    day = DateField(_l("Day"), validators=[InputRequired()])
    minutes = IntegerField(_l("Minutes"), validators=[InputRequired(), NumberRange(1, 1440)])
    conversations = IntegerField(
        _l("Conversations"), validators=[InputRequired(), NumberRange(0, 200)]
    )


class DisputeForm(HouseForm):
    """What is wrong with an entry."""

    words = StringField(_l("What is wrong?"), validators=[InputRequired(), Length(max=LONGEST)])


class CommitmentForm(HouseForm):
    """How much duty a worker has promised, and when they are exempt."""

    worker_id = SelectField(_l("Worker"), validators=[InputRequired()])
    minutes = IntegerField(
        _l("Minutes in a period"), default=120, validators=[Optional(), NumberRange(0, 1440)]
    )
    exempt_from = DateField(_l("Exempt from"), validators=[Optional()])
    exempt_until = DateField(_l("Exempt until"), validators=[Optional()])
