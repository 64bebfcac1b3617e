"""The forms of the monthly check-in: the question, its counts, a keeper's sheet."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from core.i18n import LANGUAGES
from core.web import HouseForm
from outreach import words
from outreach.forms.parts import LONG, NEEDED, NOBODYS, SHORT, strip
from outreach.models import MonthQuestion
from outreach.schemas.checkins import AnswerMode, InTime, QuestionPlan, SheetTold

MOST_OPTIONS = 8
CHOICES = [Optional(), LONG, NOBODYS]
N = [Optional(), NumberRange(0, 10_000_000)]


class QuestionForm(HouseForm):
    """The month's question to the young, and how it may be answered."""

    text_fi = StringField(_l("Question in Finnish"), [NEEDED, SHORT, NOBODYS], filters=[strip])
    text_sv = StringField(_l("In Swedish"), [Optional(), SHORT, NOBODYS], filters=[strip])
    text_en = StringField(_l("In English"), [Optional(), SHORT, NOBODYS], filters=[strip])
    modes = SelectMultipleField(
        _l("How it may be answered"),
        choices=words.choices(AnswerMode),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    options_fi = TextAreaField(
        _l("What may be chosen, in Finnish"),
        CHOICES,
        description=_l("One on each line, eight at most."),
        filters=[strip],
    )
    options_sv = TextAreaField(
        _l("In Swedish"), CHOICES, description=_l("In the same order."), filters=[strip]
    )
    options_en = TextAreaField(
        _l("In English"), CHOICES, description=_l("In the same order."), filters=[strip]
    )

    def validate_options_fi(self, _field: Any) -> None:
        """Refuse too many, and a form or poll without any. Raises `ValidationError`."""
        chosen = self._options("fi")
        if len(chosen) > MOST_OPTIONS:
            raise ValidationError(_l("Eight at most."))
        needs = {AnswerMode.POLL, AnswerMode.FORM} & set(self.modes.data or [])
        if needs and not chosen:
            raise ValidationError(_l("A poll or a form needs something to choose from."))

    def validate_options_sv(self, _field: Any) -> None:
        """Refuse other than as many as in Finnish. Raises `ValidationError`."""
        self._refuse_other_than_as_many("sv")

    def validate_options_en(self, _field: Any) -> None:
        """Refuse other than as many as in Finnish. Raises `ValidationError`."""
        self._refuse_other_than_as_many("en")

    def _refuse_other_than_as_many(self, code: str) -> None:
        said = self._options(code)
        if said and len(said) != len(self._options("fi")):
            raise ValidationError(_l("As many lines as in Finnish, or none."))

    def _options(self, code: str) -> list[str]:
        lines = (self[f"options_{code}"].data or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _in_each_language(self) -> list[dict[str, str]]:
        said = {code: self._options(code) for code in LANGUAGES}
        return [
            {code: lines[at] if lines else "" for code, lines in said.items()}
            for at in range(len(said["fi"]))
        ]

    @classmethod
    def of(cls, question: MonthQuestion | None) -> "QuestionForm":
        """Fill the form from a question."""
        if question is None:
            return cls(data={"modes": [AnswerMode.POLL.value]})
        texts = {f"text_{code}": question.texts.get(code, "") for code in LANGUAGES}
        lines = {
            f"options_{code}": "\n".join(one.get(code, "") for one in question.options).strip()
            for code in LANGUAGES
        }
        return cls(data={**texts, **lines, "modes": question.modes})

    def plan(self) -> QuestionPlan:
        """Give what was told."""
        return QuestionPlan(
            texts={code: self[f"text_{code}"].data or "" for code in LANGUAGES},
            modes=list(self.modes.data or []),
            options=self._in_each_language(),
        )


class SheetForm(HouseForm):
    """A keeper's three minutes about one month of one channel."""

    posts_planned = IntegerField(_l("Posts planned"), N)
    posts_made = IntegerField(_l("Posts made"), N)
    was_asked = BooleanField(_l("The month's question was asked"))
    reach = IntegerField(
        _l("Reach"),
        N,
        description=_l("Leave it empty when the channel gives no figure: that is not zero."),
    )
    in_time = SelectField(
        _l("Were messages answered in the promised time?"), choices=words.choices(InTime)
    )
    misuse = IntegerField(_l("Trolls and misuse"), N)
    hours = IntegerField(_l("Hours used"), [Optional(), NumberRange(0, 744)])
    changed = TextAreaField(
        _l("What changed, and which feedback caused it?"),
        [Optional(), LONG, NOBODYS],
        filters=[strip],
    )
    help_needed = TextAreaField(
        _l("What help do you need?"), [Optional(), LONG, NOBODYS], filters=[strip]
    )
    is_skipped = BooleanField(_l("This month was skipped"))
    skipped_why = StringField(
        _l("Why it was skipped"), [Optional(), Length(max=200), NOBODYS], filters=[strip]
    )

    def validate_is_skipped(self, field: Any) -> None:
        """Refuse a month that was skipped without a reason. Raises `ValidationError`."""
        if field.data and not self.skipped_why.data:
            raise ValidationError(_l("Tell in a few words why."))

    def told(self) -> SheetTold:
        """Give what was told."""
        return SheetTold(
            is_skipped=bool(self.is_skipped.data),
            skipped_why=self.skipped_why.data or "",
            posts_planned=self.posts_planned.data or 0,
            posts_made=self.posts_made.data or 0,
            was_asked=bool(self.was_asked.data),
            reach=self.reach.data,
            in_time=InTime(self.in_time.data),
            misuse=self.misuse.data or 0,
            hours=self.hours.data or 0,
            changed=self.changed.data or "",
            help_needed=self.help_needed.data or "",
        )
