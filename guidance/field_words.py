"""What the fields of an entry are called on the editors' pages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from guidance.forms import ANSWERS, SHOWN, STANDING, WHO, ServiceForm
from guidance.saying import weekday_name
from guidance.schemas import (
    KNOWN_FACTS,
    AddressVisibility,
    ChannelKind,
    Declined,
    FieldGroup,
    Method,
    Status,
    Wrong,
)

TEXTS, CHECKED = "texts", "checked"
PARTS = {
    "name": _l("Name"),
    "alternative_name": _l("Other name"),
    "summary": _l("In a sentence"),
    "description": _l("More about it"),
    "instruction": _l("How to begin"),
    "conditions": _l("Who may come"),
    "fees": _l("What it costs"),
    "keywords": _l("Other words it is found by"),
    "provider": _l("Who runs it"),
    "reply_time": _l("How soon one is answered"),
    "meanwhile": _l("What to do while one waits"),
    "municipalities": _l("Municipalities"),
    "languages": _l("Languages spoken"),
    "free_of_charge": _l("Is it free of charge?"),
    "age_min": _l("Youngest age"),
    "age_max": _l("Oldest age"),
    "who_answers": _l("Who answers?"),
    "status": _l("Standing"),
    "ways": _l("How to reach it"),
    "hours": _l("Opening hours"),
    "periods": _l("Opening hours"),
    "made": _l("Made"),
}
FACTS = {name: getattr(ServiceForm, name).args[0] for name in KNOWN_FACTS}
VALUES = {
    **{key: {one.value: one.label for one in ANSWERS} for key in (*KNOWN_FACTS, "free_of_charge")},
    "who_answers": {one.value: one.label for one in WHO},
    "status": {
        **{one.value: one.label for one in STANDING},
        Status.WITHDRAWN: _l("Withdrawn: nobody finds it"),
    },
}
"""Fields whose values are words of a closed list."""
KINDS = {
    ChannelKind.PHONE: _l("Phone number"),
    ChannelKind.SMS: _l("Text message"),
    ChannelKind.CHAT: _l("Chat"),
    ChannelKind.WEB: _l("Web page"),
    ChannelKind.FORM: _l("Form"),
    ChannelKind.EMAIL: _l("E-mail"),
    ChannelKind.PLACE: _l("Street address"),
    ChannelKind.OUTREACH: _l("They come to you"),
}
KIND_WORDS = {one.value: words for one, words in KINDS.items()}
HOW_MUCH = {one.value: one.label for one in SHOWN}
WHETHER = {
    AddressVisibility.FULL.value: _l("It is told"),
    AddressVisibility.HIDDEN.value: _l("Kept back: nobody sees it"),
}
GROUPS = {
    FieldGroup.CONTACT: _l("Number, address or link"),
    FieldGroup.HOURS: _l("Opening hours"),
    FieldGroup.ELIGIBILITY: _l("Who may come"),
    FieldGroup.DESCRIPTION: _l("Description"),
}
METHODS = {
    Method.CALLED: _l("I called"),
    Method.VISITED: _l("I went there"),
    Method.PROVIDER: _l("They told us"),
    Method.READ: _l("I read their own page"),
}
"""How an editor made sure; what a register repeats is not theirs to say."""
WRONG = {
    Wrong.CONTACT: _l("Number, address or link"),
    Wrong.HOURS: _l("Opening hours"),
    Wrong.ELIGIBILITY: _l("Who may come"),
    Wrong.DESCRIPTION: _l("What is said about it"),
    Wrong.GONE: _l("It is not there any more"),
}
DECLINED = {
    Declined.IS_RIGHT: _l("Checked: it is right as it is"),
    Declined.KNOWN: _l("Put right already"),
    Declined.UNCLEAR: _l("It is not clear what is meant"),
    Declined.NOT_SURE: _l("Could not be made sure of"),
    Declined.MISUSE: _l("Not about the service"),
}


def field_name(path: str) -> str:
    """Name a field by its path; a text's language stands beside it."""
    first, _dot, rest = path.partition(".")
    if first == TEXTS:
        lang, _dot, part = rest.partition(".")
        return f"{PARTS.get(part, part)} ({lang})"
    if first == CHECKED:
        return _("Still correct: %(what)s", what=GROUPS[FieldGroup(rest)])
    name = str(PARTS.get(first) or FACTS.get(first, first))
    return f"{name} ({rest})" if rest else name


def value_words(path: str, value: str) -> str:
    """Say a value as the form says it; a text is itself."""
    if path in LINES:
        return "\n".join(LINES[path](line) for line in value.splitlines())
    return str(VALUES.get(path, {}).get(value, value))


def _way_words(line: str) -> str:
    """Say a way as `history.told` writes it: its kind, and how much of it is told."""
    kind, _colon, rest = line.partition(": ")
    address, _bracket, much = rest.rpartition(" (")
    if (kept := much.removesuffix(")")) in HOW_MUCH:
        rest = f"{address} ({HOW_MUCH[kept]})"
    return f"{KIND_WORDS.get(kind, kind)}: {rest}"


def _hours_words(line: str) -> str:
    """Say a line of hours with the name of its day."""
    number, _space, hours = line.partition(" ")
    is_day = len(number) == 1 and number in "1234567"
    return f"{weekday_name(int(number))} {hours}" if is_day else line


LINES = {"ways": _way_words, "hours": _hours_words}
