"""The forms of a channel request: the assessment, a step's decision, the keepers."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.choices import SelectChoice
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import LONG, NEEDED, NOBODYS, strip
from outreach.forms.rounds import named
from outreach.models import ChannelRequest
from outreach.schemas.requests import LONGEST_ANSWER, Assessment, Criterion, Decision
from outreach.schemas.rounds import Named
from outreach.words.requests import QUESTIONS, SCORES

ANSWER = [NEEDED, Length(max=LONGEST_ANSWER), NOBODYS]


class KeepersForm(HouseForm):
    """Who keeps a channel, and who does while they are away."""

    keeper = SelectField(_l("Keeper"), [InputRequired()])
    backup = SelectField(_l("Backup"))

    def offer(self, workers: list[Named]) -> None:
        """Let only these workers be chosen."""
        self.keeper.choices = named(workers)
        self.backup.choices = named(workers, none=_l("Nobody"))

    def validate_backup(self, field: Any) -> None:
        """Refuse one person twice. Raises `ValidationError`."""
        if field.data and field.data == self.keeper.data:
            raise ValidationError(_l("The backup is somebody else than the keeper."))

    def backup_id(self) -> UUID | None:
        """Give the backup, None for nobody."""
        return UUID(self.backup.data) if self.backup.data else None


class AssessmentForm(KeepersForm):
    """The capability assessment: words and 0-3 for each criterion (R65)."""

    hours_week = IntegerField(_l("Hours a week for it"), [InputRequired(), NumberRange(0, 168)])
    posts_week = IntegerField(
        _l("Posts a week that you can keep up"), [InputRequired(), NumberRange(0, 100)]
    )
    existing_channel = SelectField(_l("The channel that would do instead"))

    def offer_all(self, workers: list[Named], channels: list[Named]) -> "AssessmentForm":
        """Let only these workers and channels be chosen."""
        self.offer(workers)
        self.existing_channel.choices = named(channels, none=_l("None would do"))
        return self

    @property
    def questions(self) -> list[tuple[Any, Any]]:
        """Give each criterion's words and score, in their order."""
        return [(self[one], self[f"{one}_score"]) for one in Criterion]

    @classmethod
    def of(cls, request: ChannelRequest) -> "AssessmentForm":
        """Fill the form from an earlier request."""
        scores = {f"{one}_score": str(request.scores.get(one, 0)) for one in Criterion}
        people = {
            "keeper": str(request.keeper_id),
            "backup": str(request.backup_id or ""),
            "existing_channel": str(request.existing_id or ""),
        }
        return cls(obj=request, data={**request.answers, **scores, **people})

    def assessment(self) -> Assessment:
        """Give what was told."""
        return Assessment(
            answers={one.value: self[one].data or "" for one in Criterion},
            scores={one.value: int(self[f"{one}_score"].data) for one in Criterion},
            existing_id=UUID(self.existing_channel.data) if self.existing_channel.data else None,
            keeper_id=UUID(self.keeper.data),
            backup_id=self.backup_id(),
            hours_week=self.hours_week.data or 0,
            posts_week=self.posts_week.data or 0,
        )


for _one in Criterion:
    _label = words.WORDS[Criterion][_one]
    setattr(
        AssessmentForm,
        _one,
        TextAreaField(_label, ANSWER, description=QUESTIONS[_one], filters=[strip]),
    )
    setattr(
        AssessmentForm,
        f"{_one}_score",
        SelectField(_l("How far are you?"), choices=[SelectChoice(*pair) for pair in SCORES]),
    )


class DecisionForm(HouseForm):
    """A step's word: what, why, on which conditions, and until when."""

    seen = HiddenField()
    decision = SelectField(_l("Decision"), choices=words.choices(Decision))
    reason = TextAreaField(
        _l("Why"),
        [NEEDED, LONG, NOBODYS],
        description=_l("It is kept, for a refusal too. No names."),
        filters=[strip],
    )
    conditions = TextAreaField(_l("Conditions"), [Optional(), LONG, NOBODYS], filters=[strip])
    review_on = DateField(_l("Looked at again on"), [Optional()])
