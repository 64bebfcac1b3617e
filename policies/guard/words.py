"""The guard's closed lists in the reader's language, as they stand in the middle of a sentence."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from policies.guard.kinds import Asked, Kind, Reason

KINDS: dict[Kind, Any] = {
    Kind.IDENTITY_CODE: _l("a personal identity code"),
    Kind.IBAN: _l("a bank account number"),
    Kind.EMAIL: _l("an e-mail address"),
    Kind.PHONE: _l("a telephone number"),
    Kind.ADDRESS: _l("a street address"),
    Kind.HANDLE: _l("a name on social media"),
}

ASKED: dict[Asked, Any] = {
    Asked.NAME: _l("the name"),
    Asked.IDENTITY_CODE: _l("the personal identity code"),
    Asked.ADDRESS: _l("the address"),
    Asked.SCHOOL: _l("the school"),
    Asked.PHONE: _l("the telephone number"),
    Asked.EMAIL: _l("the e-mail address"),
    Asked.HANDLE: _l("the name on social media"),
    Asked.HEALTH: _l("a diagnosis or medication"),
    Asked.AGE: _l("the age"),
    Asked.MUNICIPALITY: _l("the municipality"),
}

REASONS: dict[Reason, Any] = {
    Reason.DANGER: _l("Somebody may be in danger"),
    Reason.VISITOR_WISHES: _l("The visitor wishes it"),
    Reason.SERVICE_NEEDS: _l("The service we arrange together needs it"),
    Reason.NOT_A_QUESTION: _l("I am not asking for it"),
}


def joined(parts: Iterable[Any]) -> str:
    """Say several things: "a, b and c"."""
    *most, last = [str(part) for part in parts]
    return _("%(most)s and %(last)s", most=", ".join(most), last=last) if most else last
