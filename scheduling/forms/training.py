"""Training and meetings."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.web import HouseForm

LONGEST = 120


class CourseForm(HouseForm):
    """A course that a line, or every line, asks for."""

    name = StringField(_l("Name of the course"), validators=[InputRequired(), Length(max=LONGEST)])
    minutes = IntegerField(_l("Minutes"), validators=[InputRequired(), NumberRange(1, 6000)])
    valid_months = IntegerField(
        _l("Counts for how many months"), validators=[Optional(), NumberRange(1, 120)]
    )
    line_id = SelectField(_l("Line"), validators=[Optional()])


class CohortForm(HouseForm):
    """A group that takes a course together."""

    course_id = SelectField(_l("Course"), validators=[InputRequired()])
    name = StringField(_l("Name of the group"), validators=[InputRequired(), Length(max=LONGEST)])
    begins_on = DateField(_l("First day"), validators=[InputRequired()])


class StudiedForm(HouseForm):
    """Time that a worker has studied, and what shows it."""

    worker_id = SelectField(_l("Worker"), validators=[InputRequired()])
    course_id = SelectField(_l("Course"), validators=[InputRequired()])
    cohort_id = SelectField(_l("Group"), validators=[Optional()])
    day = DateField(_l("Day"), validators=[InputRequired()])
    minutes = IntegerField(_l("Minutes"), validators=[InputRequired(), NumberRange(1, 6000)])
    evidence = StringField(_l("What shows it"), validators=[InputRequired(), Length(max=LONGEST)])


class MeetingForm(HouseForm):
    """Supervision, or a meeting of peers."""

    kind = SelectField(_l("What for"), validators=[InputRequired()])
    day = DateField(_l("Day"), validators=[InputRequired()])
    begins = TimeField(_l("Begins"), validators=[InputRequired()])
    ends = TimeField(_l("Ends"), validators=[InputRequired()])
    place = StringField(_l("Where"), validators=[Optional(), Length(max=LONGEST)])
