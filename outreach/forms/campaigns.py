"""The forms of a campaign and of its change log."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from core.choices import SelectChoice
from core.i18n import LANGUAGES
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import LONG, NEEDED, NOBODYS, SHORT, SeenForm, strip
from outreach.models import Campaign
from outreach.schemas import CampaignPlan, CampaignState, ChangeSource, ChangeTold, Scope
from outreach.seen import print_of

AMOUNT = NumberRange(0, 10_000_000, _l("A whole number, not below zero."))


class CampaignForm(SeenForm):
    """A campaign: what it wants and supposes, for whom, when, at what cost, and who makes it."""

    title = StringField(_l("Title"), [NEEDED, SHORT], filters=[strip])
    goal = TextAreaField(
        _l("Goal"),
        [NEEDED, LONG],
        description=_l("One sentence: what is different when this has worked?"),
        filters=[strip],
    )
    audience = StringField(_l("For whom"), [Optional(), SHORT], filters=[strip])
    area = StringField(_l("Area or areas"), [Optional(), SHORT], filters=[strip])
    scope = SelectField(_l("Reach"), choices=words.choices(Scope), default=Scope.LOCAL.value)
    hypothesis = TextAreaField(
        _l("What we suppose"),
        [Optional(), LONG, NOBODYS],
        description=_l("If we do this, then that happens, because… It is looked at in the end."),
        filters=[strip],
    )
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
        filters=[strip],
    )
    budget_euros = IntegerField(_l("Budget, euros"), [Optional(), AMOUNT])
    spent_euros = IntegerField(_l("Spent, euros"), [Optional(), AMOUNT])
    hours_planned = IntegerField(_l("Hours planned"), [Optional(), AMOUNT])
    hours_used = IntegerField(_l("Hours used"), [Optional(), AMOUNT])
    state = SelectField(_l("State"), choices=words.choices(CampaignState))

    def validate_ends_on(self, field: Any) -> None:
        """Refuse a last day before the first. Raises `ValidationError`."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first day."))

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignForm":
        """Fill the form from a campaign."""
        return cls(obj=campaign, seen=print_of(campaign, CampaignPlan))

    def plan(self) -> CampaignPlan:
        """Give what was told."""
        return CampaignPlan(
            title=self.title.data or "",
            goal=self.goal.data or "",
            audience=self.audience.data or "",
            area=self.area.data or "",
            scope=Scope(self.scope.data),
            starts_on=self.starts_on.data or date.max,
            ends_on=self.ends_on.data,
            languages=list(self.languages.data or ["fi"]),
            producer=self.producer.data or "",
            hypothesis=self.hypothesis.data or "",
            budget_euros=self.budget_euros.data or 0,
            spent_euros=self.spent_euros.data or 0,
            hours_planned=self.hours_planned.data or 0,
            hours_used=self.hours_used.data or 0,
            state=CampaignState(self.state.data),
        )


class ChangeForm(HouseForm):
    """One line of the change log: what, and because of which feedback (R34)."""

    day = DateField(_l("Day"), [NEEDED])
    what = TextAreaField(_l("What changed"), [NEEDED, LONG, NOBODYS], filters=[strip])
    why = TextAreaField(
        _l("Why"),
        [NEEDED, LONG, NOBODYS],
        description=_l("Which feedback or figure caused it? No names."),
        filters=[strip],
    )
    source = SelectField(
        _l("Where it came from"),
        choices=words.choices(ChangeSource),
        default=ChangeSource.YOUNG.value,
    )

    def told(self) -> ChangeTold:
        """Give what was told."""
        return ChangeTold(
            day=self.day.data or date.max,
            what=self.what.data or "",
            why=self.why.data or "",
            source=ChangeSource(self.source.data),
        )
