"""Forms of the chat room."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from chat.schemas.sealing import is_sealed_as
from core.web import HouseForm
from policies.guard.forms import NoPersonalData

LONGEST_NICKNAME = 30
ORIGIN = 24
LONGEST_WORDS = 4_000
JOINER = "\u200d"  # holds the people of one emoji together
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
MARK = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
PILED_UP = re.compile(f"({MARK}{{2}}){MARK}+")


def on_one_line(name: str | None) -> str:
    """Give a nickname without what would turn, hide or cover the words beside it at the desk."""
    composed = unicodedata.normalize("NFC", name or "")
    seen = "".join(
        sign for sign in composed if sign == JOINER or unicodedata.category(sign) not in UNSEEN
    )
    return PILED_UP.sub(r"\1", " ".join(seen.split()))


class StartForm(HouseForm):
    """What is asked before a conversation: nothing that must be answered (R2)."""

    nickname = StringField(
        _l("Nickname"),
        [Optional(), Length(max=LONGEST_NICKNAME), NoPersonalData(at_all=True)],
        filters=[on_one_line],
        description=_l("You don't need one. Don't use your own name."),
        render_kw={
            "maxlength": LONGEST_NICKNAME,
            "autocomplete": "off",
            "autocapitalize": "off",
            "spellcheck": "false",
        },
    )
    topic = RadioField(
        _l("What would you like to talk about?"), [Optional()], validate_choice=False
    )
    k = HiddenField(validators=[Optional(), Length(max=ORIGIN)])
    told = HiddenField(validators=[Optional(), Length(max=ORIGIN)])
    """What the page told about the address: nothing else may be done with it."""
    sealing = HiddenField(validators=[Optional(), Length(max=ORIGIN)])
    """How this browser seals, once its script has seen that it can."""

    @property
    def is_sealed(self) -> bool:
        """Whether what is typed here stays in the browser, to be sealed by the next page."""
        return is_sealed_as(self.sealing.data or "")


class WordsHere(InputRequired):
    """Asks for words, unless they stay in the browser to be sealed."""

    def __call__(self, form: Any, field: Field) -> None:
        """Raise where nothing was written and nothing is to come."""
        if not form.is_sealed:
            self.message = _l("Write something first.")
            super().__call__(form, field)


class AskForm(StartForm):
    """What is asked for a contact request: the words, and nothing else that must be answered."""

    words = TextAreaField(
        _l("What is on your mind?"),
        [WordsHere(), Length(max=LONGEST_WORDS), NoPersonalData()],
        description=_l("Write as you like. Leave out names, addresses and numbers."),
        render_kw={"rows": 8, "maxlength": LONGEST_WORDS, "autocomplete": "off"},
    )


class AddressForm(HouseForm):
    """Asking for a sealed address: only when a life is in danger, and why, without names."""

    conversation = RadioField(_l("Which conversation?"), [InputRequired()])
    reason = StringField(
        _l("What makes you believe that a life is in danger?"),
        [InputRequired(), Length(min=5, max=300), NoPersonalData()],
        description=_l("Without names and without their words. It stays in the audit log."),
    )
    is_life = BooleanField(
        _l("A life is in danger now, and I have no other way to get help there."), [InputRequired()]
    )

    def choose_among(self, conversations: Iterable[UUID]) -> None:
        """Let only these conversations be asked about."""
        self.conversation.choices = [(str(one), "") for one in conversations]
