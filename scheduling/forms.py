"""Forms of the scheduling room."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import UUID, InputRequired, Length, NumberRange, Regexp

from core.web import HouseForm

LONGEST_LABEL = 40


class ShiftForm(HouseForm):
    """A new shift, once or every week."""

    line_id = SelectField(_l("Line"), validators=[InputRequired()])
    day = DateField(_l("First day"), validators=[InputRequired()])
    begins = TimeField(_l("Begins"), validators=[InputRequired()])
    ends = TimeField(_l("Ends"), validators=[InputRequired()])
    least = IntegerField(
        _l("People at least"), default=1, validators=[InputRequired(), NumberRange(0, 50)]
    )
    greatest = IntegerField(
        _l("People at most"), default=2, validators=[InputRequired(), NumberRange(1, 50)]
    )
    weeks = IntegerField(
        _l("For how many weeks"), default=1, validators=[InputRequired(), NumberRange(1, 52)]
    )


class FeedForm(HouseForm):
    """A calendar address for one device."""

    label = StringField(
        _l("Which calendar is it for?"), validators=[InputRequired(), Length(max=LONGEST_LABEL)]
    )


class DropInForm(HouseForm):
    """A free while: on which line, and until when by the wall clock."""

    line_id = StringField(_l("Line"), validators=[InputRequired(), UUID()])
    until = StringField(
        _l("Until"), validators=[InputRequired(), Regexp(r"^([01]\d|2[0-3]):[0-5]\d\Z")]
    )
