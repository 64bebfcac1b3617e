"""The form of a channel."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length, Optional, Regexp

from core.i18n import LANGUAGES
from outreach import words
from outreach.forms.parts import LONG, NEEDED, NOBODYS, SHORT, SeenForm, strip
from outreach.models import Channel
from outreach.schemas import ChannelKind, ChannelPlan, ChannelState, IdentityMode, Scope
from outreach.seen import print_of


class ChannelForm(SeenForm):
    """A channel: where, as whom, and the words by which it shows whose it is (R67)."""

    name = StringField(_l("Name"), [NEEDED, SHORT, NOBODYS], filters=[strip])
    kind = SelectField(_l("Kind"), choices=words.choices(ChannelKind))
    address = StringField(
        _l("Address"),
        [
            Optional(),
            Length(max=300),
            Regexp(r"https?://[^\s]+\Z", message=_l("Begin with https://.")),
        ],
        description=_l("The page or profile, for example https://…"),
        filters=[strip],
    )
    identity_mode = SelectField(_l("How workers appear"), choices=words.choices(IdentityMode))
    scope = SelectField(_l("Reach"), choices=words.choices(Scope))
    disclosure_fi = TextAreaField(
        _l("Who is behind this channel, in Finnish"), [Optional(), LONG, NOBODYS], filters=[strip]
    )
    disclosure_sv = TextAreaField(_l("In Swedish"), [Optional(), LONG, NOBODYS], filters=[strip])
    disclosure_en = TextAreaField(_l("In English"), [Optional(), LONG, NOBODYS], filters=[strip])
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
        return cls(obj=channel, data=said, seen=print_of(channel, ChannelPlan))

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
