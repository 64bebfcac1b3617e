"""The forms of rounds without a script, of client meetings, areas and pairs."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.choices import SelectChoice
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import NEEDED, NOBODYS, SHORT, strip
from outreach.schemas.rounds import (
    LONGEST_NOTE,
    Choices,
    Depth,
    EncounterTold,
    MeetingPlan,
    MeetingState,
    Minutes,
    Mode,
    Named,
    PartOfDay,
    RoundTold,
    Setting,
)
from policies.guard.forms import NoPersonalData

COUNT = [Optional(), NumberRange(0, 500)]


def named(found: list[Named], *, none: Any = None) -> list[Any]:
    """Give what there is to choose, with a word for none in front where none may be chosen."""
    first = [] if none is None else [SelectChoice("", none)]
    return [*first, *(SelectChoice(str(one.id), one.name) for one in found)]


class PlacedForm(HouseForm):
    """What every piece of outreach work has: a day, a pair and an area."""

    day = DateField(_l("Day"), [NEEDED])
    pair = SelectField(_l("Pair"), [InputRequired()])
    area = SelectField(_l("Area"), [InputRequired()])

    def offer(self, found: Choices) -> None:
        """Let only these pairs and areas be chosen."""
        self.pair.choices = named(found.pairs)
        self.area.choices = named(found.areas)

    def place(self) -> dict[str, Any]:
        """Give the day, the pair and the area."""
        return {
            "day": self.day.data or date.min,
            "pair_id": UUID(self.pair.data),
            "area_id": UUID(self.area.data),
        }


class RoundForm(PlacedForm):
    """A round told afterwards, as sums: the tally does it better where scripts run."""

    part = SelectField(_l("Time of day"), choices=words.choices(PartOfDay))
    setting = SelectField(_l("Setting"), choices=words.choices(Setting))
    minutes = IntegerField(_l("Minutes"), [Optional(), NumberRange(0, 1440)])
    brief = IntegerField(_l("Brief encounters"), COUNT)
    conversation = IntegerField(_l("Conversations"), COUNT)
    work = IntegerField(_l("Worked on something"), COUNT)
    new = IntegerField(_l("Of them new"), COUNT)
    refused = IntegerField(_l("Did not want to talk"), COUNT)
    note = TextAreaField(
        _l("Note"),
        [Optional(), Length(max=LONGEST_NOTE), NoPersonalData(at_all=True)],
        description=_l("Not about a person. It deletes itself soon."),
        filters=[strip],
    )

    def told(self) -> RoundTold:
        """Give the round; the new ones are counted with the deepest encounters first."""
        left = self.new.data or 0
        met = []
        for depth in reversed(Depth):
            people = getattr(self, depth).data or 0
            if people:
                met.append(EncounterTold(depth=depth, people=people, new=min(left, people)))
                left -= min(left, people)
        return RoundTold(
            id=uuid4(),
            part=PartOfDay(self.part.data),
            setting=Setting(self.setting.data),
            minutes=self.minutes.data or 0,
            refused=self.refused.data or 0,
            note=self.note.data or "",
            encounters=tuple(met),
            **self.place(),
        )


class MeetingForm(PlacedForm):
    """A client meeting, by its mode (R59)."""

    mode = SelectField(_l("How"), choices=words.choices(Mode))
    minutes = SelectField(_l("How long"))
    state = SelectField(_l("What became of it"), choices=words.choices(MeetingState))
    of_process = SelectField(_l("Process"))

    def offer_all(self, found: Choices, processes: list[Named]) -> "MeetingForm":
        """Let only these be chosen."""
        self.offer(found)
        self.minutes.choices = [SelectChoice("", _l("Not told")), *words.choices(Minutes)]
        self.of_process.choices = named(processes, none=_l("No process"))
        return self

    def plan(self) -> MeetingPlan:
        """Give what was told."""
        return MeetingPlan(
            mode=Mode(self.mode.data),
            minutes=Minutes(self.minutes.data) if self.minutes.data else None,
            state=MeetingState(self.state.data),
            process_id=UUID(self.of_process.data) if self.of_process.data else None,
            **self.place(),
        )


class PlaceForm(HouseForm):
    """An area or a pair: a name that is no person's."""

    name = StringField(
        _l("Name"),
        [NEEDED, SHORT, NOBODYS],
        description=_l("For example East, or Pair 1. Never somebody's name."),
        filters=[strip],
    )
