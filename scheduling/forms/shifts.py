"""A new shift."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange

from core.web import HouseForm


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
