"""Forms of sign-in, invitations and accounts; their sentences are the page's."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import Email, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from core.choices import SelectChoice
from core.i18n import LANGUAGES
from core.web import HouseForm
from organisation import passwords
from organisation.models import Role

# What WTForms says by itself; named here so that it is translated with our own words.
WTFORMS_WORDS = (
    _l("Not a valid choice."),
    _l("Not a valid date value."),
    _l("Not a valid integer value."),
    _l("Not a valid time value."),
)

ROLE_NAMES: dict[Role, Any] = {
    Role.RESPONDER: _l("Responder"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.OUTREACH_WORKER: _l("Outreach worker"),
    Role.EDITOR: _l("Editor"),
    Role.PRODUCER: _l("Outside producer"),
    Role.DATA_PROTECTION_OFFICER: _l("Data protection officer"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
ROLE_MEANINGS: dict[Role, Any] = {
    Role.RESPONDER: _l("Answers in chats on their own lines."),
    Role.COORDINATOR: _l("Plans shifts, looks after lines and invites responders."),
    Role.OUTREACH_WORKER: _l("Meets young people on the street and online. Sees no conversations."),
    Role.EDITOR: _l("Makes campaigns and channels. Sees no conversations."),
    Role.PRODUCER: _l(
        "Writes posts for the campaigns that are shared with them, and sees nothing else."
    ),
    Role.DATA_PROTECTION_OFFICER: _l("Oversees data protection: policy, purge and log."),
    Role.ADMINISTRATOR: _l("Looks after accounts and roles. Sees no conversations."),
}

NEEDED = _l("This is needed.")
LONGEST_NAME = 80


def choices(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """Give pairs of value and label as WTForms wants them."""
    return [SelectChoice(str(value), label) for value, label in pairs]


def needed() -> InputRequired:
    """Ask for an answer, in the page's words."""
    return InputRequired(NEEDED)


class ChecksField(SelectMultipleField):
    """Several of a list, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SignInForm(HouseForm):
    """Address and password."""

    email = EmailField(_l("E-mail"), [needed()])
    password = PasswordField(_l("Password"), [needed(), Length(max=passwords.LONGEST)])
    next = HiddenField()


class InviteForm(HouseForm):
    """Whom to invite, to what."""

    email = EmailField(
        _l("E-mail"), [needed(), Email(_l("This does not look like an e-mail address."))]
    )
    name = StringField(_l("Name"), [Optional(), Length(max=LONGEST_NAME)])
    role = RadioField(_l("Role"), [needed()])
    lines = ChecksField(_l("Lines"))
    language = SelectField(_l("Language of the mail"), choices=choices(LANGUAGES.items()))


class WelcomeForm(HouseForm):
    """What a newcomer says of themselves."""

    name = StringField(_l("Your name"), [needed(), Length(max=LONGEST_NAME)])
    shown_as = StringField(_l("What visitors see"), [needed(), Length(max=40)])
    password = PasswordField(_l("Password"))
    again = PasswordField(_l("The same password again"))

    def __init__(self, *args: Any, email: str, needs_password: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = email
        self.needs_password = needs_password

    def validate_password(self, field: Any) -> None:
        """Raise `ValidationError` for a weak password; with a provider, none at all will do."""
        if field.data or self.needs_password:
            refuse_weak(field.data or "", self.address)

    def validate_again(self, field: Any) -> None:
        """Raise `ValidationError` when the two differ."""
        refuse_different(self.password.data, field.data)


class PasswordForm(HouseForm):
    """A new password, with the one in use as proof."""

    current = PasswordField(_l("Password now"))
    password = PasswordField(_l("New password"), [needed()])
    again = PasswordField(_l("The same password again"), [needed()])

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = email

    def validate_password(self, field: Any) -> None:
        """Raise `ValidationError` for a weak password."""
        refuse_weak(field.data or "", self.address)

    def validate_again(self, field: Any) -> None:
        """Raise `ValidationError` when the two differ."""
        refuse_different(self.password.data, field.data)


class LanguageForm(HouseForm):
    """In which language the worker's pages open."""

    language = RadioField(
        _l("Language of your pages"), [needed()], choices=choices(LANGUAGES.items())
    )


class RolesForm(HouseForm):
    """Which roles a worker has."""

    roles = ChecksField(_l("Roles"), choices=choices(ROLE_NAMES.items()))


class TeamsForm(HouseForm):
    """In which teams a worker is."""

    lines = ChecksField(_l("Lines"))


def refuse_weak(password: str, email: str) -> None:
    """Raise `ValidationError` with what makes the password too easy."""
    why = passwords.weakness(password, email=email)
    if why is not None:
        raise ValidationError(why)


def refuse_different(one: str | None, other: str | None) -> None:
    """Raise `ValidationError` when the two passwords are not the same."""
    if (one or "") != (other or ""):
        raise ValidationError(_l("The two passwords differ. Write the same one twice."))


class UnitForm(HouseForm):
    """A new unit: its name in three languages, Finnish at least."""

    fi = StringField(_l("Name in Finnish"), [needed(), Length(max=LONGEST_NAME)])
    sv = StringField(_l("Name in Swedish"), [Optional(), Length(max=LONGEST_NAME)])
    en = StringField(_l("Name in English"), [Optional(), Length(max=LONGEST_NAME)])
