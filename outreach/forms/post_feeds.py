"""The form of a calendar address of posts, and that of looking back on a campaign."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from core.choices import SelectChoice
from core.web import HouseForm
from outreach.forms.parts import LONG, NEEDED, NOBODYS, strip
from outreach.models import Campaign


class PostFeedForm(HouseForm):
    """A calendar address for one device."""

    label = StringField(
        _l("Which calendar is it for?"),
        [NEEDED, Length(max=40), NOBODYS],
        description=_l("For example “phone” or “work computer”."),
        filters=[strip],
    )
    shows = SelectField(_l("What it shows"), [Optional()])

    def offer(self, campaigns: Iterable[Campaign]) -> "PostFeedForm":
        """Let one of these campaigns be chosen, or all that one sees."""
        self.shows.choices = [
            SelectChoice("", _("The posts of all campaigns")),
            *(SelectChoice(str(one.id), one.title) for one in campaigns),
        ]
        return self

    def campaign_id(self) -> UUID | None:
        """Give the chosen campaign, None for all."""
        return UUID(self.shows.data) if self.shows.data else None


class LookBackForm(HouseForm):
    """What happened in a campaign, and what is done next."""

    happened = TextAreaField(
        _l("What happened"),
        [NEEDED, LONG, NOBODYS],
        description=_l("Did it go as we supposed? What do the figures and the feedback say?"),
        filters=[strip],
    )
    next_step = TextAreaField(_l("What we do next"), [NEEDED, LONG, NOBODYS], filters=[strip])
