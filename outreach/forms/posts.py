"""The forms of a post, of the steps it takes, and of who produces a campaign."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from core.choices import SelectChoice
from core.i18n import LANGUAGES
from core.web import HouseForm
from outreach.forms.parts import LONG, NEEDED, NOBODYS, SHORT, SeenForm, strip
from outreach.models import Channel, Link, Post
from outreach.schemas.posts import PostDeed, PostPlan, StepTold

LONGEST_POST = Length(max=2200)  # the longest caption of the platforms in use


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Optional(), LONGEST_POST, NOBODYS], filters=[strip])


def _alt(label: Any) -> TextAreaField:
    return TextAreaField(label, [Optional(), LONG, NOBODYS], filters=[strip])


class PostForm(SeenForm):
    """A post: what it says in each language, where and when it is to be out."""

    title = StringField(
        _l("Title"),
        [NEEDED, SHORT, NOBODYS],
        description=_l("For the calendar; it is not published."),
        filters=[strip],
    )
    channel = SelectField(_l("Channel"), [Optional()])
    link = SelectField(_l("Link"), [Optional()])
    planned_on = DateField(_l("Planned day"), [NEEDED])
    planned_at = TimeField(_l("Planned time"), [Optional()])
    text_fi = _text(_l("Text in Finnish"))
    text_sv = _text(_l("Text in Swedish"))
    text_en = _text(_l("Text in English"))
    has_picture = BooleanField(_l("There is a picture or a video"))
    alt_fi = _alt(_l("The picture in words, in Finnish"))
    alt_sv = _alt(_l("The picture in words, in Swedish"))
    alt_en = _alt(_l("The picture in words, in English"))

    @classmethod
    def of(cls, post: Post) -> "PostForm":
        """Fill the form from a post."""
        said = {f"text_{code}": post.texts.get(code, "") for code in LANGUAGES}
        seen = {f"alt_{code}": post.alts.get(code, "") for code in LANGUAGES}
        chosen = {"channel": str(post.channel_id or ""), "link": str(post.link_id or "")}
        return cls(obj=post, data={**said, **seen, **chosen}, seen=str(post.sequence))

    def offer(self, channels: Iterable[Channel], links: Iterable[Link]) -> "PostForm":
        """Let only these channels and the campaign's own links be chosen."""
        self.channel.choices = [
            SelectChoice("", _("No channel")),
            *(SelectChoice(str(one.id), one.name) for one in channels),
        ]
        self.link.choices = [
            SelectChoice("", _("No link")),
            *(SelectChoice(str(one.id), f"{one.placement} ({one.code})") for one in links),
        ]
        return self

    def plan(self) -> PostPlan:
        """Give what was told."""
        return PostPlan(
            title=self.title.data or "",
            texts={code: self[f"text_{code}"].data or "" for code in LANGUAGES},
            channel_id=UUID(self.channel.data) if self.channel.data else None,
            link_id=UUID(self.link.data) if self.link.data else None,
            planned_on=self.planned_on.data,  # type: ignore[arg-type]  # the form was validated
            planned_at=self.planned_at.data,
            has_picture=bool(self.has_picture.data),
            alts={code: self[f"alt_{code}"].data or "" for code in LANGUAGES},
        )


class MoveForm(HouseForm):
    """A step of a post, with a reason where it needs one."""

    seen = HiddenField()
    deed = SelectField(choices=[SelectChoice(one.value, one.value) for one in PostDeed])
    why = StringField(_l("Why"), [Optional(), LONG, NOBODYS], filters=[strip])

    def step(self) -> StepTold:
        """Give what was told."""
        return StepTold(PostDeed(self.deed.data), self.why.data or "", self.seen.data or "")


class ProducersForm(HouseForm):
    """Which outside producers see a campaign."""

    producers = SelectMultipleField(
        _l("Outside producers who see this campaign"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("They write posts for it, and see no other campaign and no figures."),
    )

    def offer(self, people: Mapping[UUID, str]) -> "ProducersForm":
        """Let only the organisation's producers be ticked."""
        self.producers.choices = [SelectChoice(str(one), name) for one, name in people.items()]
        return self
