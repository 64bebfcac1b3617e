"""Forms of a contact request for somebody else: what is asked, taken back, and done."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from chat.forms import LONGEST_WORDS, on_one_line
from chat.schemas.named import Done, Relation
from core.choices import SelectChoice
from core.web import HouseForm
from policies.guard.forms import NoPersonalData

LONGEST_NAME = 80
LONGEST_CONTACT = 120
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[\d\s()-]{5,24}")
LEAST_DIGITS = 5

RELATIONS: dict[Relation, Any] = {
    Relation.PARENT: _l("Parent or guardian"),
    Relation.RELATIVE: _l("Another relative"),
    Relation.TEACHER: _l("Teacher, coach or another adult"),
    Relation.FRIEND: _l("Friend"),
    Relation.OTHER: _l("Somebody else"),
}
HOW_DONE: dict[Done, Any] = {
    Done.REACHED: _l("Reached: we talked"),
    Done.NOT_REACHED: _l("Not reached"),
    Done.GUIDED: _l("Guided to another service"),
    Done.PASSED_ON: _l("Passed on, as the law or the requester asked"),
}


def reachable(_form: Any, field: Any) -> None:
    """Raise `ValidationError` for what is neither a phone number nor an e-mail address."""
    said = field.data or ""
    is_phone = PHONE.fullmatch(said) and sum(sign.isdigit() for sign in said) >= LEAST_DIGITS
    if not (MAIL.fullmatch(said) or is_phone):
        raise ValidationError(_("Write a phone number or an e-mail address."))


class WorriedForm(HouseForm):
    """What is asked of somebody who worries: about themselves, and nothing of who it is about."""

    name = StringField(
        _l("Your name"),
        [
            DataRequired(_l("Write your name, so that we know whom to ask for.")),
            Length(max=LONGEST_NAME),
            NoPersonalData(),
        ],
        filters=[on_one_line],
        render_kw={"maxlength": LONGEST_NAME, "autocomplete": "off"},
    )
    contact = StringField(
        _l("How we reach you"),
        [
            DataRequired(_l("Write a phone number or an e-mail address.")),
            Length(max=LONGEST_CONTACT),
            NoPersonalData(),
            reachable,
        ],
        filters=[on_one_line],
        description=_l("One phone number or e-mail address of your own."),
        render_kw={"maxlength": LONGEST_CONTACT, "autocomplete": "off"},
    )
    relation = RadioField(
        _l("Who are you to the young person?"),
        [InputRequired(_l("Choose one."))],
        choices=[SelectChoice(one.value, name) for one, name in RELATIONS.items()],
    )
    words = TextAreaField(
        _l("What worries you?"),
        [DataRequired(_l("Write something first.")), Length(max=LONGEST_WORDS), NoPersonalData()],
        description=_l(
            "Don't write the young person's name, identity code, address or school. Say for "
            "example “my friend” or “a pupil of mine”."
        ),
        render_kw={"rows": 8, "maxlength": LONGEST_WORDS, "autocomplete": "off"},
    )

    once = HiddenField(validators=[Optional(), Length(max=32)])
    """Names this page, so that one request is kept however often it is sent."""


class ReferenceForm(HouseForm):
    """The number with which a request is deleted."""

    number = StringField(
        _l("Your reference number"),
        [DataRequired(_l("Write the number.")), Length(max=40)],
        description=_l("Twelve digits. Spaces do not matter."),
        render_kw={"maxlength": 40, "inputmode": "numeric", "autocomplete": "off"},
    )


class DoneForm(HouseForm):
    """How a request was done."""

    how = RadioField(
        _l("How was it done?"),
        [InputRequired(_l("Choose one."))],
        choices=[SelectChoice(one.value, name) for one, name in HOW_DONE.items()],
    )
