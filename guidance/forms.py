"""The editors' form, from an entry and back into a draft."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from core.choices import SelectChoice
from core.web import HouseForm
from guidance import written
from guidance.errors import UnreadableHours
from guidance.schemas import AddressVisibility, Known, Status, WhoAnswers

NAMES, LINES, PAGES = 120, 300, 6_000
ANSWERS = [
    SelectChoice(Known.UNKNOWN, _l("Not known")),
    SelectChoice(Known.YES, _l("Yes")),
    SelectChoice(Known.NO, _l("No")),
]
WHO = [
    SelectChoice(WhoAnswers.UNKNOWN, _l("Not known")),
    SelectChoice(WhoAnswers.PROFESSIONAL, _l("A professional")),
    SelectChoice(WhoAnswers.VOLUNTEER, _l("A trained volunteer")),
    SelectChoice(WhoAnswers.PEER, _l("Somebody who has been through the same")),
]
SHOWN = [
    SelectChoice(AddressVisibility.FULL, _l("The whole address")),
    SelectChoice(AddressVisibility.PARTIAL, _l("Only the town")),
    SelectChoice(AddressVisibility.HIDDEN, _l("Nothing: the place is secret")),
]
STANDING = [
    SelectChoice(Status.PUBLISHED, _l("Published: everybody finds it")),
    SelectChoice(Status.DRAFT, _l("Draft: only editors see it")),
]
TONGUES = [
    SelectChoice("fi", "Suomi"),
    SelectChoice("sv", "Svenska"),
    SelectChoice("en", "English"),
    SelectChoice("se", "Davvisámegiella"),
    SelectChoice("ar", "العربية"),
    SelectChoice("so", "Soomaali"),
    SelectChoice("ru", "Русский"),
    SelectChoice("uk", "Українська"),
]
PHONE = r"^\+?[0-9][0-9 ()\-]{1,24}$"
MAIL_ADDRESS = r"^[^\s@<>\"?&]+@[^\s@<>\"?&]+\.[^\s@<>\"?&]+$"
PAGE_ADDRESS = r"^https?://[^\s<>\"]+$"


def _answer(label: Any) -> SelectField:
    return SelectField(label, choices=ANSWERS, default=Known.UNKNOWN)


def _line(label: Any, most: int = LINES) -> StringField:
    return StringField(label, [Length(max=most)])


def _page(label: Any) -> TextAreaField:
    return TextAreaField(label, [Length(max=PAGES)])


def _number(label: Any) -> StringField:
    message = _l("Write the number with digits and spaces only.")
    return StringField(label, [Optional(), Regexp(PHONE, message=message)])


def _address(label: Any) -> StringField:
    message = _l("Write the whole address, beginning with https://")
    return StringField(
        label, [Optional(), Length(max=LINES), Regexp(PAGE_ADDRESS, message=message)]
    )


def _age(label: Any) -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(0, 120)])


class ChecksField(SelectMultipleField):
    """Several choices, each a row to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ServiceForm(HouseForm):
    """All of an entry on one page; `places` maps lower-case names of municipalities to numbers."""

    fi_name = StringField(_l("Name in Finnish"), [InputRequired(), Length(max=NAMES)])
    fi_summary = _line(_l("In a sentence, in Finnish"))
    fi_description = _page(_l("More, in Finnish"))
    fi_instruction = _page(_l("How to make contact, in Finnish"))
    fi_keywords = _line(_l("Other words it is found by, in Finnish"), 500)
    fi_conditions = _page(_l("Who may come, in Finnish"))
    fi_reply_time = _line(_l("How soon one is answered, in Finnish"))
    fi_meanwhile = _line(_l("What to do while one waits, in Finnish"))
    sv_name = _line(_l("Name in Swedish"), NAMES)
    sv_summary = _line(_l("In a sentence, in Swedish"))
    sv_description = _page(_l("More, in Swedish"))
    sv_instruction = _page(_l("How to make contact, in Swedish"))
    sv_keywords = _line(_l("Other words it is found by, in Swedish"), 500)
    sv_conditions = _page(_l("Who may come, in Swedish"))
    sv_reply_time = _line(_l("How soon one is answered, in Swedish"))
    sv_meanwhile = _line(_l("What to do while one waits, in Swedish"))
    en_name = _line(_l("Name in English"), NAMES)
    en_summary = _line(_l("In a sentence, in English"))
    en_description = _page(_l("More, in English"))
    en_instruction = _page(_l("How to make contact, in English"))
    en_keywords = _line(_l("Other words it is found by, in English"), 500)
    en_conditions = _page(_l("Who may come, in English"))
    en_reply_time = _line(_l("How soon one is answered, in English"))
    en_meanwhile = _line(_l("What to do while one waits, in English"))
    provider = _line(_l("Who runs it"), NAMES)
    municipalities = _line(_l("Municipalities"), 2_000)
    age_min = _age(_l("Youngest age"))
    age_max = _age(_l("Oldest age"))
    anonymous = _answer(_l("Can one come without a name?"))
    free_of_charge = _answer(_l("Is it free of charge?"))
    guardian_told = _answer(_l("Are parents told?"))
    on_phone_bill = _answer(_l("Does a call show on the phone bill?"))
    recorded = _answer(_l("Are calls or chats recorded?"))
    identity_needed = _answer(_l("Is a personal identity code asked for?"))
    drop_in = _answer(_l("Can one come without an appointment?"))
    consent_needed = _answer(_l("Is a parent's consent needed?"))
    referral_needed = _answer(_l("Is a referral needed?"))
    text_only = _answer(_l("Can one write instead of speaking?"))
    remote = _answer(_l("Can one take part from home?"))
    interpreter = _answer(_l("Can one have an interpreter?"))
    accessible = _answer(_l("Can one get in with a wheelchair?"))
    safer_space = _answer(_l("Are there agreed rules for a safer space?"))
    who_answers = SelectField(_l("Who answers?"), choices=WHO, default=WhoAnswers.UNKNOWN)
    languages = ChecksField(_l("Languages spoken"), choices=TONGUES)
    phone = _number(_l("Phone"))
    sms = _number(_l("Text messages"))
    chat_url = _address(_l("Chat address"))
    web_url = _address(_l("Web page"))
    form_url = _address(_l("Address of a form"))
    email = StringField(
        _l("E-mail"),
        [
            Optional(),
            Length(max=LINES),
            Regexp(MAIL_ADDRESS, message=_l("Write the address like name@place.fi.")),
        ],
    )
    outreach = _line(_l("They come to you: where and how"))
    street = _line(_l("Street and number"), NAMES)
    postal_code = StringField(_l("Postal code"), [Optional(), Regexp(r"^\d{5}$")])
    post_office = _line(_l("Town"), NAMES)
    visibility = SelectField(_l("What is told of the address"), choices=SHOWN)
    always_open = BooleanField(_l("Open all day, every day"))
    by_appointment = BooleanField(_l("Only by appointment at these hours"))
    day1 = _line(_l("Monday"), 60)
    day2 = _line(_l("Tuesday"), 60)
    day3 = _line(_l("Wednesday"), 60)
    day4 = _line(_l("Thursday"), 60)
    day5 = _line(_l("Friday"), 60)
    day6 = _line(_l("Saturday"), 60)
    day7 = _line(_l("Sunday"), 60)
    exceptions = _page(_l("Days with other hours"))
    status = SelectField(_l("Standing"), choices=STANDING)

    def __init__(self, *args: Any, places: dict[str, str] | None = None, **kwargs: Any) -> None:
        """Fill the form; `places` is needed to check it."""
        super().__init__(*args, **kwargs)
        self.places = places or {}

    def validate_municipalities(self, field: Field) -> None:
        """Refuse a municipality that nobody knows."""
        unknown = [name for name in named(field.data) if name.casefold() not in self.places]
        if unknown:
            raise ValidationError(_l("We do not know the municipality %(name)s.", name=unknown[0]))

    def validate_age_max(self, field: Field) -> None:
        """Refuse ages that run backwards."""
        if None not in {self.age_min.data, field.data} and field.data < self.age_min.data:
            raise ValidationError(_l("The oldest age is lower than the youngest."))

    def validate_exceptions(self, field: Field) -> None:
        """Refuse exceptions that cannot be read without doubt."""
        try:
            written.exceptions(field.data or "")
        except UnreadableHours:
            raise ValidationError(
                _l("Write one a line, like 24.12.2026 closed or 1.7.2026–31.7.2026 10–14.")
            ) from None

    def _validate_other_language(self, field: Field) -> None:
        lang = field.name[:2]
        parts = [self[f"{lang}_{part}"].data for part in ("summary", "description", "instruction")]
        if any(parts) and not (field.data or "").strip():
            raise ValidationError(_l("Give the name in this language too."))

    validate_sv_name = _validate_other_language
    validate_en_name = _validate_other_language

    def _validate_day(self, field: Field) -> None:
        try:
            written.ranges(field.data or "")
        except UnreadableHours as unreadable:
            raise ValidationError(unreadable.sentence) from None


for _number_of_day in range(1, 8):
    setattr(ServiceForm, f"validate_day{_number_of_day}", ServiceForm._validate_day)  # noqa: SLF001


def named(text: str | None) -> list[str]:
    """Give the names in a list written with commas or line ends."""
    parts = (text or "").replace("\n", ",").split(",")
    return [part.strip() for part in parts if part.strip()]
