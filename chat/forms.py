"""Forms of the chat room."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import Length, Optional

from core.web import HouseForm

LONGEST_NICKNAME = 30
ORIGIN = 24


class StartForm(HouseForm):
    """What is asked before a conversation: nothing that must be answered (R2)."""

    nickname = StringField(
        _l("Nickname"),
        [Optional(), Length(max=LONGEST_NICKNAME)],
        description=_l("You don't need one. Don't use your own name."),
        render_kw={
            "maxlength": LONGEST_NICKNAME,
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
        },
    )
    topic = RadioField(
        _l("What would you like to talk about?"), [Optional()], validate_choice=False
    )
    k = HiddenField(validators=[Optional(), Length(max=ORIGIN)])
