"""The forms of what platforms tell: a file, figures by hand, the words of files."""

from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from core.choices import SelectChoice
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import NEEDED, strip
from outreach.insights.cells import MOST, Unfit, number
from outreach.models import Channel
from outreach.schemas.insights import OLDEST, WHOLE, Ages, Metric, Role

BANDS: tuple[Ages, ...] = (
    (13, 17),
    (18, 24),
    (25, 34),
    (35, 44),
    (45, 54),
    (55, 64),
    (65, OLDEST),
)
"""The age groups in which platforms tell their audiences."""

METRICS = [one for one in Metric if one is not Metric.AUDIENCE]
"""What a column may count; an audience is told by its ages and their shares."""

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


class AgesForm(HouseForm):
    """How a channel's audience was spread over ages, in per cent, as its platform shows it."""

    from_13 = StringField("13–17", filters=[strip])
    from_18 = StringField("18–24", filters=[strip])
    from_25 = StringField("25–34", filters=[strip])
    from_35 = StringField("35–44", filters=[strip])
    from_45 = StringField("45–54", filters=[strip])
    from_55 = StringField("55–64", filters=[strip])
    from_65 = StringField("65+", filters=[strip])

    def validate(self, extra_validators: Any = None) -> bool:
        """Take a number from 0 to 100 in each field, or nothing."""
        is_fine = super().validate(extra_validators)
        for one in self:
            try:
                share = _tenths(one.data or "")
            except Unfit:
                share = WHOLE + 1
            if share is not None and share > WHOLE:
                one.errors = [_("Write per cents, for example 12,5, or nothing.")]
                is_fine = False
        return is_fine

    def told(self) -> dict[Ages, int | None]:
        """Give the shares in tenths of a per cent; an empty field is "no figure"."""
        shares = [_tenths(one.data or "") for one in self]
        return dict(zip(BANDS, shares, strict=True))

    @classmethod
    def of(cls, told: dict[Ages, int | None]) -> "AgesForm":
        """Fill the form from what is known."""
        known = {f"from_{first}": share for (first, _last), share in told.items()}
        return cls(data={name: _percent(share) for name, share in known.items()})


def _tenths(written: str) -> int | None:
    return number(written.replace("%", ""), times=10, is_whole=False)


def _percent(tenths: int | None) -> str:
    return "" if tenths is None else format_decimal(tenths / 10)


class HeaderForm(HouseForm):
    """A word by which a platform calls a column, and what it means."""

    word = StringField(
        _l("The column's name in the file"), [NEEDED, Length(max=80)], filters=[strip]
    )
    language = SelectField(
        _l("Language of the platform"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )
    means = SelectField(_l("What it is"), choices=[*words.choices(METRICS), *words.choices(Role)])

    def plan(self) -> dict[str, Any]:
        """Give what was told."""
        return {"word": self.word.data or "", "language": self.language.data}
