"""Forms of group rooms."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange

from chat.forms import LONGEST_NICKNAME, on_one_line
from core.web import HouseForm
from policies.guard.forms import NoPersonalData

LONGEST_THEME = 80


class JoinForm(HouseForm):
    """How one is called in the room: the one thing that is asked."""

    nickname = StringField(
        _l("Nickname"),
        [InputRequired(), Length(min=1, max=LONGEST_NICKNAME), NoPersonalData(at_all=True)],
        filters=[on_one_line],
        description=_l("The others see it. Don't use your own name."),
        render_kw={"maxlength": LONGEST_NICKNAME, "autocomplete": "off", "spellcheck": "false"},
    )


class GroupForm(HouseForm):
    """A new room, with its theme in three languages."""

    line_id = SelectField(_l("Line"), validators=[InputRequired()])
    theme_fi = StringField(_l("Theme in Finnish"), [InputRequired(), Length(max=LONGEST_THEME)])
    theme_sv = StringField(_l("Theme in Swedish"), [InputRequired(), Length(max=LONGEST_THEME)])
    theme_en = StringField(_l("Theme in English"), [InputRequired(), Length(max=LONGEST_THEME)])
    day = DateField(_l("Day"), validators=[InputRequired()])
    begins = TimeField(_l("Begins"), validators=[InputRequired()])
    minutes = IntegerField(
        _l("Minutes"), default=60, validators=[InputRequired(), NumberRange(10, 240)]
    )
    seats = IntegerField(
        _l("People at most"), default=8, validators=[InputRequired(), NumberRange(2, 50)]
    )
