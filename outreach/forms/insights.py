"""The forms of what platforms tell: a file, figures by hand, the words of files."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from core.choices import SelectChoice
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import NEEDED, strip
from outreach.insights.cells import MOST
from outreach.models import Channel
from outreach.schemas.insights import Metric, Role

_N = [Optional(), NumberRange(0, MOST, _l("A count cannot be negative."))]
LANGUAGES = {"fi": "suomi", "sv": "svenska", "en": "English", "es": "español"}


class PlatformFileForm(HouseForm):
    """A file of a platform about one channel's month."""

    channel = SelectField(_l("Channel"), [InputRequired()])
    month = StringField(
        _l("Month"), [NEEDED, Regexp(r"2[0-9]{3}-[0-9]{2}\Z", message=_l("Write it as 2026-03."))]
    )
    file = FileField(
        _l("The platform's file"),
        description=_l("CSV, or a zip of YouTube Studio, as it was saved."),
    )

    def offer(self, channels: list[Channel]) -> None:
        """Let only these channels be chosen."""
        self.channel.choices = [SelectChoice(str(one.id), one.name) for one in channels]


class ByHandForm(HouseForm):
    """A channel's month of a platform that gives no file, as Snapchat."""

    reach = IntegerField(_l("Reach"), _N)
    views = IntegerField(_l("Views"), _N)
    likes = IntegerField(_l("Likes"), _N)
    comments = IntegerField(_l("Comments"), _N)
    shares = IntegerField(_l("Shares"), _N)
    followers = IntegerField(_l("Followers"), _N)

    def told(self) -> dict[Metric, int | None]:
        """Give what was typed; an empty field is "no figure"."""
        return {Metric(field.name): field.data for field in self}


class HeaderForm(HouseForm):
    """A word by which a platform calls a column, and what it means."""

    word = StringField(
        _l("The column's name in the file"), [NEEDED, Length(max=80)], filters=[strip]
    )
    language = SelectField(
        _l("Language of the platform"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )
    means = SelectField(_l("What it is"), choices=[*words.choices(Metric), *words.choices(Role)])

    def plan(self) -> dict[str, Any]:
        """Give what was told."""
        return {"word": self.word.data or "", "language": self.language.data}
