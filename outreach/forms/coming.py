"""The form that announces a round."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField, StringField, TimeField, ValidationError
from wtforms.validators import InputRequired

from core import clock
from core.choices import SelectChoice
from core.web import HouseForm
from outreach.forms.parts import NEEDED, NOBODYS, SHORT, strip
from outreach.schemas.rounds import ComingPlan

FARTHEST = timedelta(days=60)


class ComingForm(HouseForm):
    """When and where somebody will be; an end before the start is past midnight."""

    day = DateField(_l("Day"), [NEEDED])
    starts = TimeField(_l("From"), [NEEDED])
    ends = TimeField(_l("Until"), [NEEDED])
    municipality = SelectField(_l("Municipality"), default="")
    where_fi = StringField(_l("Where, in Finnish"), [InputRequired(), SHORT, NOBODYS])
    where_sv = StringField(_l("Where, in Swedish"), [SHORT, NOBODYS])
    where_en = StringField(_l("Where, in English"), [SHORT, NOBODYS])

    def offer(self, places: Mapping[str, str]) -> None:
        """Let only known municipalities be chosen."""
        everywhere = SelectChoice("", _l("The whole country, as online"))
        self.municipality.choices = [
            everywhere,
            *(SelectChoice(code, name) for code, name in places.items()),
        ]

    def validate_day(self, field: Field) -> None:
        """Refuse what is over, and what is too far away to be promised."""
        today = clock.local_day()
        if field.data and not today <= field.data <= today + FARTHEST:
            raise ValidationError(_l("Choose a day from today to two months ahead."))

    def plan(self) -> ComingPlan:
        """Give what a valid form says."""
        starts, ends = self._at(self.starts), self._at(self.ends)
        said = {lang: strip(self[f"where_{lang}"].data) for lang in ("fi", "sv", "en")}
        return ComingPlan(
            municipality=self.municipality.data,
            place={lang: text for lang, text in said.items() if text},
            starts_at=starts,
            ends_at=ends if ends > starts else ends + timedelta(days=1),
        )

    def _at(self, wall: TimeField) -> datetime:
        return datetime.combine(self.day.data or date.min, wall.data or time(), clock.HELSINKI)
