"""Templates of shifts, and the calendar of a line."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from core.web import HouseForm
from scheduling.season import Season

WALL = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)?\Z"


class TemplateForm(HouseForm):
    """A shift every n weeks."""

    line_id = SelectField(_l("Line"), validators=[InputRequired()])
    first_on = DateField(_l("First day"), validators=[InputRequired()])
    last_on = DateField(_l("Last day"), validators=[Optional()])
    every_weeks = IntegerField(
        _l("Every how many weeks"), default=1, validators=[InputRequired(), NumberRange(1, 8)]
    )
    begins = TimeField(_l("Begins"), validators=[InputRequired()])
    ends = TimeField(_l("Ends"), validators=[InputRequired()])
    least = IntegerField(
        _l("People at least"), default=1, validators=[InputRequired(), NumberRange(0, 50)]
    )
    greatest = IntegerField(
        _l("People at most"), default=2, validators=[InputRequired(), NumberRange(1, 50)]
    )
    season = SelectField(_l("When in the year"), default=Season.ALWAYS.value)
    language = SelectField(_l("Language that is needed"), validators=[Optional()])


class EndForm(HouseForm):
    """The last day of a template."""

    last_on = DateField(_l("Last day"), validators=[InputRequired()])


class DayRuleForm(HouseForm):
    """What a line does on holidays, eves and outside the terms."""

    line_id = SelectField(_l("Line"), validators=[InputRequired()])
    closed_on_holidays = BooleanField(_l("Closed on public holidays"))
    eves_until = SelectField(_l("On the eves of holidays"))
    closed_outside_terms = BooleanField(_l("Closed during school holidays"))


class SpecialDayForm(HouseForm):
    """A day that is not like its week: closed, or open at other hours."""

    line_id = SelectField(_l("Line"), validators=[InputRequired()])
    day = DateField(_l("Day"), validators=[InputRequired()])
    begins = StringField(_l("Open from"), validators=[Optional(), Regexp(WALL)])
    ends = StringField(_l("Open until"), validators=[Optional(), Regexp(WALL)])


class TermForm(HouseForm):
    """A span of school days."""

    first_on = DateField(_l("First school day"), validators=[InputRequired()])
    last_on = DateField(_l("Last school day"), validators=[InputRequired()])
