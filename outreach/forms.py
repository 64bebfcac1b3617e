"""The forms of the outreach room."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from core.i18n import LANGUAGES, pick
from core.web import HouseForm
from outreach import words
from outreach.models import Campaign, Channel
from outreach.schemas import (
    CampaignPlan,
    CampaignState,
    ChannelKind,
    ChannelPlan,
    ChannelState,
    IdentityMode,
    LineShown,
    LinkPlan,
    Medium,
    Scope,
)
from policies.guard.forms import NoPersonalData

SHORT, LONG = Length(max=120), Length(max=1000)
NEEDED = InputRequired(_l("This is needed."))
NOBODYS = NoPersonalData()


def _strip(text: str | None) -> str:
    return (text or "").strip()


class ChannelForm(HouseForm):
    """A channel: where, as whom, and the words by which it shows whose it is (R67)."""

    name = StringField(_l("Name"), [NEEDED, SHORT, NOBODYS], filters=[_strip])
    kind = SelectField(_l("Kind"), choices=words.choices(ChannelKind))
    address = StringField(
        _l("Address"),
        [
            Optional(),
            Length(max=300),
            Regexp(r"https?://[^\s]+\Z", message=_l("Begin with https://.")),
        ],
        description=_l("The page or profile, for example https://…"),
        filters=[_strip],
    )
    identity_mode = SelectField(_l("How workers appear"), choices=words.choices(IdentityMode))
    scope = SelectField(_l("Reach"), choices=words.choices(Scope))
    disclosure_fi = TextAreaField(
        _l("Who is behind this channel, in Finnish"), [Optional(), LONG, NOBODYS], filters=[_strip]
    )
    disclosure_sv = TextAreaField(_l("In Swedish"), [Optional(), LONG, NOBODYS], filters=[_strip])
    disclosure_en = TextAreaField(_l("In English"), [Optional(), LONG, NOBODYS], filters=[_strip])
    state = SelectField(_l("State"))
    review_on = DateField(
        _l("Looked at again on"),
        [Optional()],
        description=_l("An approval is for a time: when is it looked at again?"),
    )

    def offer(self, states: Iterable[ChannelState]) -> None:
        """Let only these states be chosen."""
        self.state.choices = words.choices(states)

    def validate_state(self, field: Any) -> None:
        """Refuse a channel in use that does not say whose it is. Raises `ValidationError`."""
        is_shown = field.data in {ChannelState.APPROVED, ChannelState.ACTIVE}
        if is_shown and not self.disclosure_fi.data:
            raise ValidationError(
                _("Before a channel comes into use it needs a text that says who is behind it.")
            )

    @classmethod
    def of(cls, channel: Channel) -> "ChannelForm":
        """Fill the form from a channel."""
        said = {f"disclosure_{code}": channel.disclosure.get(code, "") for code in LANGUAGES}
        return cls(obj=channel, data=said)

    def texts(self) -> list[str]:
        """Give the texts in which somebody could be named."""
        own = [self.name.data, *(getattr(self, f"disclosure_{code}").data for code in LANGUAGES)]
        return [text or "" for text in own]

    def plan(self) -> ChannelPlan:
        """Give what was told."""
        return ChannelPlan(
            name=self.name.data or "",
            kind=ChannelKind(self.kind.data),
            address=self.address.data or "",
            identity_mode=IdentityMode(self.identity_mode.data),
            disclosure={code: getattr(self, f"disclosure_{code}").data or "" for code in LANGUAGES},
            scope=Scope(self.scope.data),
            state=ChannelState(self.state.data),
            review_on=self.review_on.data,
        )


class CampaignForm(HouseForm):
    """A campaign: what it wants, for whom, when, and who makes it."""

    title = StringField(_l("Title"), [NEEDED, SHORT], filters=[_strip])
    goal = TextAreaField(
        _l("Goal"),
        [NEEDED, LONG],
        description=_l("One sentence: what is different when this has worked?"),
        filters=[_strip],
    )
    audience = StringField(_l("For whom"), [Optional(), SHORT], filters=[_strip])
    area = StringField(_l("Area"), [Optional(), SHORT], filters=[_strip])
    starts_on = DateField(_l("First day"), [NEEDED])
    ends_on = DateField(_l("Last day"), [Optional()])
    languages = SelectMultipleField(
        _l("Languages"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    producer = StringField(
        _l("Made by"),
        [Optional(), SHORT],
        description=_l("An organisation, not a person."),
        filters=[_strip],
    )
    state = SelectField(_l("State"), choices=words.choices(CampaignState))

    def validate_ends_on(self, field: Any) -> None:
        """Refuse a last day before the first. Raises `ValidationError`."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first day."))

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignForm":
        """Fill the form from a campaign."""
        return cls(obj=campaign)

    def plan(self) -> CampaignPlan:
        """Give what was told."""
        return CampaignPlan(
            title=self.title.data or "",
            goal=self.goal.data or "",
            audience=self.audience.data or "",
            area=self.area.data or "",
            starts_on=self.starts_on.data or date.max,
            ends_on=self.ends_on.data,
            languages=list(self.languages.data or ["fi"]),
            producer=self.producer.data or "",
            state=CampaignState(self.state.data),
        )


class ChangeForm(HouseForm):
    """One line of the change log: what, and because of which feedback (R34)."""

    day = DateField(_l("Day"), [NEEDED])
    what = TextAreaField(_l("What changed"), [NEEDED, LONG, NOBODYS], filters=[_strip])
    why = TextAreaField(
        _l("Why"),
        [NEEDED, LONG, NOBODYS],
        description=_l("Which feedback or figure caused it? No names."),
        filters=[_strip],
    )


class LinkForm(HouseForm):
    """A link for one placement."""

    line = SelectField(_l("Leads to"))
    channel = SelectField(_l("Channel"), [Optional()])
    placement = StringField(
        _l("Placement"),
        [NEEDED, SHORT],
        description=_l(
            "Where it stands, exactly: “library notice board, ground floor”. Never a person."
        ),
        filters=[_strip],
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
        )


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
