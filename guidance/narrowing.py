"""What a list of services can be narrowed by, in words, with how many would be left."""

from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from guidance.queries import Filters, Listing, When

SPEAKS = "speaks_"


@dataclass(frozen=True)
class Facet:
    """One thing to tick; `count` is how many services are left with it, None where nobody knows."""

    name: str
    label: str
    count: int | None = None


@dataclass(frozen=True)
class FacetGroup:
    """Facets that answer one question of a young person."""

    title: str
    facets: list[Facet]


@dataclass(frozen=True)
class Narrowing:
    """All that a list can be narrowed by; what would leave nothing is not offered."""

    times: list[Facet]
    groups: list[FacetGroup]


GROUPS = {
    _l("What happens there"): {
        "anonymous": _l("Without a name"),
        "parents_not_told": _l("Parents are not told"),
        "no_consent": _l("No permission from parents"),
        "not_on_bill": _l("Not on the phone bill"),
        "not_recorded": _l("Not recorded"),
        "no_identity_code": _l("No identity code"),
        "text_only": _l("Without speaking aloud"),
        "free": _l("Free of charge"),
        "drop_in": _l("Without an appointment"),
        "no_referral": _l("Without a referral"),
        "accessible": _l("Accessible"),
        "safer_space": _l("A safer space"),
        "interpreter": _l("With an interpreter"),
    },
    _l("Who answers"): {
        "professional": _l("A professional"),
        "volunteer": _l("A volunteer"),
        "peer": _l("Somebody who has been through the same"),
    },
    _l("How"): {
        "chat": _l("By chat"),
        "phone": _l("By phone"),
        "sms": _l("By text message"),
        "place": _l("By going there"),
        "remote": _l("From anywhere"),
        "outreach": _l("They come to you"),
    },
}
TIMES = {
    When.ANY: _l("At any time"),
    When.NOW: _l("Open now"),
    When.TONIGHT: _l("Tonight"),
    When.NEXT: _l("Within a day"),
}


def narrowing(wanted: Filters, found: Listing) -> Narrowing:
    """Give what a list can be narrowed by."""
    groups = [
        FacetGroup(
            str(title), _facets({name: str(label) for name, label in told.items()}, wanted, found)
        )
        for title, told in GROUPS.items()
    ]
    groups.append(FacetGroup(_("In which language"), _facets(_languages(found), wanted, found)))
    times = [
        Facet(when, str(label), found.counts.get("now") if when is When.NOW else None)
        for when, label in TIMES.items()
    ]
    return Narrowing(times, [group for group in groups if group.facets])


def _facets(told: dict[str, str], wanted: Filters, found: Listing) -> list[Facet]:
    return [
        Facet(name, label, found.counts.get(name, 0))
        for name, label in told.items()
        if found.counts.get(name) or name in wanted.traits
    ]


def _languages(found: Listing) -> dict[str, str]:
    locale = get_locale()
    names = locale.languages if locale else {}
    spoken = [name for name in found.counts if name.startswith(SPEAKS)]
    return {one: str(names.get(one.removeprefix(SPEAKS), one)).capitalize() for one in spoken}
