"""The form of a link."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, ValidationError
from wtforms.validators import Length, Optional

from core.choices import SelectChoice
from core.i18n import pick
from core.web import HouseForm
from outreach import words
from outreach.errors import TargetRefused
from outreach.forms.parts import NEEDED, SHORT, strip
from outreach.models import Channel
from outreach.queries.leading import allowed
from outreach.schemas import LineShown, LinkPlan, Medium
from outreach.targets import LONGEST


class LinkForm(HouseForm):
    """A link for one placement."""

    line = SelectField(_l("Leads to"))
    target = StringField(
        _l("Or to a page elsewhere"),
        [Optional(), Length(max=LONGEST)],
        description=_l(
            "Only sites on your organisation's list. If a site is taken off the list, the link "
            "leads to the line's page."
        ),
        filters=[strip],
    )
    channel = SelectField(_l("Channel"), [Optional()])
    placement = StringField(
        _l("Placement"),
        [NEEDED, SHORT],
        description=_l(
            "Where it stands, exactly: “library notice board, ground floor”. Never a person."
        ),
        filters=[strip],
    )
    medium = SelectField(_l("Medium"), choices=words.choices(Medium))
    active_from = DateField(_l("In use from"), [NEEDED])
    active_until = DateField(_l("In use until"), [Optional()])

    def offer(self, lines: Iterable[LineShown], channels: Iterable[Channel]) -> "LinkForm":
        """Let only these lines and channels be chosen."""
        self.line.choices = [SelectChoice(str(line.id), pick(line.name)) for line in lines]
        self.channel.choices = [
            SelectChoice("", _("No channel")),
            *(SelectChoice(str(channel.id), channel.name) for channel in channels),
        ]
        return self

    def validate_active_until(self, field: Any) -> None:
        """Refuse a last day before the first. Raises `ValidationError`."""
        if field.data and self.active_from.data and field.data < self.active_from.data:
            raise ValidationError(_("The last day is before the first day."))

    def validate_target(self, field: Any) -> None:
        """Refuse an address to which no link may lead. Raises `ValidationError`."""
        try:
            allowed(field.data)
        except TargetRefused as refusal:
            raise ValidationError(str(refusal.sentence)) from None

    def channel_id(self) -> UUID | None:
        """Give the chosen channel, None for none."""
        return UUID(self.channel.data) if self.channel.data else None

    def plan(self) -> LinkPlan:
        """Give what was told."""
        return LinkPlan(
            line_id=UUID(self.line.data),
            placement=self.placement.data or "",
            medium=Medium(self.medium.data),
            active_from=self.active_from.data or date.max,
            active_until=self.active_until.data,
            target=self.target.data or "",
        )
