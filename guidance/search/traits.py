"""What really happens behind a door, as bits: a facet is a bit, a filter a mask.

The order is part of the index: add at the end, and raise `indexing.VERSION`.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from guidance.entry import Entry
from guidance.schemas import ChannelKind, Known, WhoAnswers

Holds = Callable[[Entry], bool]


def _fact(field: str, answer: Known) -> Holds:
    return lambda entry: getattr(entry.service, field) is answer


def _who(answers: WhoAnswers) -> Holds:
    return lambda entry: entry.service.who_answers is answers


def _reached(kind: ChannelKind) -> Holds:
    return lambda entry: entry.first(kind) is not None


def _speaks(lang: str) -> Holds:
    return lambda entry: lang in entry.service.languages


TRAITS: dict[str, Holds] = {
    "anonymous": _fact("anonymous", Known.YES),
    "free": _fact("free_of_charge", Known.YES),
    "parents_not_told": _fact("guardian_told", Known.NO),
    "not_on_bill": _fact("on_phone_bill", Known.NO),
    "not_recorded": _fact("recorded", Known.NO),
    "no_identity_code": _fact("identity_needed", Known.NO),
    "drop_in": _fact("drop_in", Known.YES),
    "no_consent": _fact("consent_needed", Known.NO),
    "no_referral": _fact("referral_needed", Known.NO),
    "text_only": _fact("text_only", Known.YES),
    "remote": _fact("remote", Known.YES),
    "interpreter": _fact("interpreter", Known.YES),
    "accessible": _fact("accessible", Known.YES),
    "safer_space": _fact("safer_space", Known.YES),
    "professional": _who(WhoAnswers.PROFESSIONAL),
    "volunteer": _who(WhoAnswers.VOLUNTEER),
    "peer": _who(WhoAnswers.PEER),
    "chat": _reached(ChannelKind.CHAT),
    "phone": _reached(ChannelKind.PHONE),
    "sms": _reached(ChannelKind.SMS),
    "place": _reached(ChannelKind.PLACE),
    "web": _reached(ChannelKind.WEB),
    "outreach": _reached(ChannelKind.OUTREACH),
    "speaks_sv": _speaks("sv"),
    "speaks_en": _speaks("en"),
    "speaks_ar": _speaks("ar"),
    "speaks_ru": _speaks("ru"),
    "speaks_so": _speaks("so"),
    "speaks_uk": _speaks("uk"),
}
_BITS = {name: 1 << number for number, name in enumerate(TRAITS)}


def traits_of(entry: Entry) -> int:
    """Give the bits of an entry."""
    return sum(_BITS[name] for name, holds in TRAITS.items() if holds(entry))


def mask(names: Iterable[str]) -> int:
    """Give the bits of traits that somebody asks for; unknown names ask for nothing."""
    return sum(_BITS[name] for name in set(names) if name in _BITS)


def counted(found: Counter[int]) -> dict[str, int]:
    """Count how many of the found have each trait, from how many have the same bits."""
    return {name: sum(n for bits, n in found.items() if bits & bit) for name, bit in _BITS.items()}
