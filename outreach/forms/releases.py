"""The form that asks for a protected figure."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from core.choices import SelectChoice
from core.web import HouseForm
from outreach.forms.parts import NOBODYS


class ReleaseForm(HouseForm):
    """Asking that a protected figure is let out, and why, without names."""

    figure = SelectField(_l("Figure"), [InputRequired()])
    reason = TextAreaField(
        _l("Why must it be told?"),
        [InputRequired(), Length(min=10, max=400), NOBODYS],
        description=_l("Who needs it and for what. It stays in the audit log; no names."),
    )

    def choose_among(self, figures: list[tuple[str, str]]) -> None:
        """Let only these figures be asked for."""
        self.figure.choices = [SelectChoice(value=key, label=label) for key, label in figures]
