"""Forms about appointments: the visitor's code, a worker's free time, a line's types."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.choices import SelectChoice
from core.web import HouseForm
from scheduling.schemas.appointments import AppointmentKind

WEEKDAYS = (
    _l("Every Monday"),
    _l("Every Tuesday"),
    _l("Every Wednesday"),
    _l("Every Thursday"),
    _l("Every Friday"),
    _l("Every Saturday"),
    _l("Every Sunday"),
)
KINDS = {
    AppointmentKind.CHAT: _l("Chat"),
    AppointmentKind.PHONE: _l("Phone call"),
    AppointmentKind.VIDEO: _l("Video call"),
    AppointmentKind.IN_PERSON: _l("Meeting face to face"),
}
ONCE = "0"


class CodeForm(HouseForm):
    """The four words of a booking."""

    code = TextAreaField(
        _l("Your four words"),
        [InputRequired(_l("Write the four words of your booking.")), Length(max=160)],
        description=_l("Capitals, spaces and hyphens do not matter, nor a small slip."),
    )


class FreeForm(HouseForm):
    """Free time, every week or on one day."""

    weekday = SelectField(
        _l("When"),
        choices=[
            *(SelectChoice(str(n), name) for n, name in enumerate(WEEKDAYS, 1)),
            SelectChoice(ONCE, _l("On one day")),
        ],
    )
    day = DateField(_l("Day"), [Optional()], description=_l("Only when it is free on one day."))
    begins = TimeField(_l("Begins"), [InputRequired()])
    ends = TimeField(_l("Ends"), [InputRequired()])


class TypeForm(HouseForm):
    """A type of appointment that a line offers."""

    line_id = SelectField(_l("Line"), [InputRequired()])
    kind = SelectField(
        _l("How you meet"), choices=[SelectChoice(kind, name) for kind, name in KINDS.items()]
    )
    name_fi = StringField(_l("Name in Finnish"), [InputRequired(), Length(max=80)])
    name_sv = StringField(_l("Name in Swedish"), [Length(max=80)])
    name_en = StringField(_l("Name in English"), [Length(max=80)])
    place_fi = StringField(
        _l("Where, or which number the visitor calls, in Finnish"),
        [Length(max=160)],
        description=_l("The visitor’s own number is not asked: they call, or come."),
    )
    place_sv = StringField(_l("The same in Swedish"), [Length(max=160)])
    place_en = StringField(_l("The same in English"), [Length(max=160)])
    minutes = IntegerField(_l("Minutes"), [InputRequired(), NumberRange(5, 480)], default=45)
    minutes_before = IntegerField(
        _l("Minutes kept free before"), [InputRequired(), NumberRange(0, 120)], default=0
    )
    minutes_after = IntegerField(
        _l("Minutes kept free after"), [InputRequired(), NumberRange(0, 120)], default=15
    )
    lead_minutes = IntegerField(
        _l("Booked at least so many minutes before"),
        [InputRequired(), NumberRange(0, 20160)],
        default=120,
    )
    daily_limit = IntegerField(
        _l("At most in a day for one worker"), [InputRequired(), NumberRange(1, 20)], default=4
    )
    in_duty = BooleanField(
        _l("Kept within duty on this line"),
        description=_l("Otherwise within the times that workers say are free."),
    )
