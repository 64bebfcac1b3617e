"""The forms of a pilot: its question, its evaluation and the decision."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length, Optional

from core import clock
from core.choices import SelectChoice
from core.i18n import pick
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import LONG, NEEDED, NOBODYS, strip
from outreach.schemas import LineShown
from outreach.schemas.pilots import Evaluation, PilotChoice, PilotVerdict

LONGEST = Length(max=4000)


class PilotForm(HouseForm):
    """What a trial is to answer."""

    question = StringField(
        _l("What do we want to know when the pilot ends?"), [NEEDED, LONG, NOBODYS], filters=[strip]
    )


class EvaluationForm(HouseForm):
    """What a trial taught, without names."""

    function = TextAreaField(
        _l("How it worked"),
        [NEEDED, LONGEST, NOBODYS],
        description=_l("Hours, queue, staffing, technology: what held and what did not?"),
        filters=[strip],
    )
    experience = TextAreaField(
        _l("How it was felt"),
        [NEEDED, LONGEST, NOBODYS],
        description=_l("What the young and the responders said in feedback. No names, no stories."),
        filters=[strip],
    )
    targets = TextAreaField(
        _l("What is to be developed"), [NEEDED, LONGEST, NOBODYS], filters=[strip]
    )

    def told(self) -> Evaluation:
        """Give what was told."""
        return Evaluation(
            function=self.function.data or "",
            experience=self.experience.data or "",
            targets=self.targets.data or "",
        )


class VerdictForm(HouseForm):
    """The decision: on, on but changed, or the end, with its reasons."""

    choice = SelectField(_l("Decision"), choices=words.choices(PilotChoice))
    until = DateField(
        _l("Last day"),
        [Optional()],
        description=_l("Of the changed pilot, or of the line if it ends."),
    )
    next_line = SelectField(
        _l("Where visitors turn after the end"),
        [Optional()],
        description=_l("Shown on the page of the line when it has ended."),
    )
    reasons = TextAreaField(_l("Reasons"), [NEEDED, LONGEST, NOBODYS], filters=[strip])

    def offer(self, lines: Iterable[LineShown]) -> "VerdictForm":
        """Let only these lines be chosen as the next."""
        self.next_line.choices = [
            SelectChoice("", _("No other line")),
            *(SelectChoice(str(one.id), pick(one.name)) for one in lines),
        ]
        return self

    def validate_until(self, field: Any) -> None:
        """Ask for a day where the line does not simply go on. Raises `ValidationError`."""
        is_over = field.data is not None and field.data < clock.local_day()
        if self.choice.data != PilotChoice.GO_ON and (field.data is None or is_over):
            raise ValidationError(_("Give the day until which the line goes on, today or later."))

    def verdict(self) -> PilotVerdict:
        """Give what was decided."""
        return PilotVerdict(
            choice=PilotChoice(self.choice.data),
            reasons=self.reasons.data or "",
            until=self.until.data,
            next_line_id=UUID(self.next_line.data) if self.next_line.data else None,
        )
