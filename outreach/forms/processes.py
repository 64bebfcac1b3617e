"""The forms of a process: what it aims at, its phases, its end."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from core import clock
from core.choices import SelectChoice
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import NEEDED, strip
from outreach.forms.rounds import named
from outreach.schemas.processes import LONGEST_TEXT, Attached, Ending, EndReason, Phase, ProcessPlan
from outreach.schemas.rounds import Choices, Named
from policies.guard.forms import NoPersonalData

NO_NAMES = NoPersonalData(at_all=True)
OPEN_PHASES = [phase for phase in Phase if phase is not Phase.ENDED]


class ProcessForm(HouseForm):
    """The open questions of a process: the aim, how far outreach goes, when to look again."""

    pair = SelectField(_l("Pair"), [InputRequired()])
    area = SelectField(_l("Area"), [InputRequired()])
    second = SelectField(_l("The other worker"))
    aim = TextAreaField(
        _l("Aim"),
        [Optional(), Length(max=LONGEST_TEXT), NO_NAMES],
        description=_l("What the young person wants to change. No names, no contacts."),
        filters=[strip],
    )
    hand_over = TextAreaField(
        _l("Hand-over point"),
        [Optional(), Length(max=LONGEST_TEXT), NO_NAMES],
        description=_l("How far outreach goes along, and where the service takes over."),
        filters=[strip],
    )
    review_on = DateField(_l("Looked at again on"), [Optional()])

    def offer(self, found: Choices, colleagues: list[Named]) -> "ProcessForm":
        """Let only these be chosen."""
        self.pair.choices = named(found.pairs)
        self.area.choices = named(found.areas)
        self.second.choices = named(colleagues, none=_l("Nobody"))
        return self

    def plan(self) -> ProcessPlan:
        """Give what was told."""
        return ProcessPlan(
            pair_id=UUID(self.pair.data),
            area_id=UUID(self.area.data),
            second_id=UUID(self.second.data) if self.second.data else None,
            aim=self.aim.data or "",
            hand_over=self.hand_over.data or "",
            review_on=self.review_on.data,
        )


class PhaseForm(HouseForm):
    """To which phase a process came, and on which day."""

    phase = SelectField(_l("Phase"), choices=words.choices(OPEN_PHASES))
    since = DateField(_l("Since"), [NEEDED])


class EndForm(HouseForm):
    """The end of a process: why, and whether the service was reached, which may stay unknown."""

    reason = SelectField(_l("Why it ends"), choices=words.choices(EndReason))
    attached = SelectField(_l("Attached to the service?"), choices=words.choices(Attached))
    guided_to = SelectMultipleField(_l("Guided to"))
    ended_on = DateField(_l("Day"), [NEEDED])

    def offer(self, services: list[Named]) -> "EndForm":
        """Let only these services be chosen."""
        self.guided_to.choices = [SelectChoice(str(one.id), one.name) for one in services]
        return self

    def ending(self) -> Ending:
        """Give what was told."""
        return Ending(
            day=self.ended_on.data or clock.local_day(),
            reason=EndReason(self.reason.data),
            attached=Attached(self.attached.data),
            guided_to=tuple(UUID(one) for one in self.guided_to.data or []),
        )
