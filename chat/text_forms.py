"""The form of a line's own text: a ready reply, a safety step, a partner."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from chat.schemas.closing import LineTextKind
from core.web import HouseForm
from organisation.forms import NEEDED, choices

KINDS = {
    LineTextKind.REPLY: _l("Ready reply"),
    LineTextKind.STEP: _l("Safety step"),
    LineTextKind.PARTNER: _l("Partner"),
}


class LineTextForm(HouseForm):
    """One text in three languages. The same kind and word again replaces the earlier one."""

    kind = SelectField(_l("Kind"), choices=choices(KINDS.items()))
    key = StringField(
        _l("Word"),
        [
            InputRequired(NEEDED),
            Length(max=24),
            Regexp(r"^[a-z0-9-]+$", message=_l("Small letters a–z, digits and hyphens.")),
        ],
        filters=[lambda word: (word or "").strip().lower().removeprefix("/")],
        description=_l(
            "A responder types it after a slash: /hello. What is counted is counted under it."
        ),
        render_kw={"autocapitalize": "off", "spellcheck": "false", "autocomplete": "off"},
    )
    position = IntegerField(
        _l("Place in the list"), [Optional(), NumberRange(min=0, max=999)], default=0
    )
    fi = TextAreaField("Suomi", [InputRequired(NEEDED), Length(max=1200)])
    sv = TextAreaField("Svenska", [Optional(), Length(max=1200)])
    en = TextAreaField("English", [Optional(), Length(max=1200)])
    phone = TelField(
        _l("Telephone"),
        [Optional(), Regexp(r"^[0-9 +]{2,20}$", message=_l("Digits, spaces and + only."))],
        description=_l("For a safety step: whom to call."),
    )
