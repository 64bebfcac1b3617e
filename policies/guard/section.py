"""The policy's section `[chat]`: what may be asked and told, and how one comes back."""

from typing import Self

from pydantic import model_validator

from policies.chat_rules import (
    DebriefRule,
    Desk,
    Misuse,
    PlanRule,
    Returning,
    Safeguarding,
    SecondReadingRule,
)
from policies.guard.kinds import Asked, Kind, Verdict
from policies.parts import Part
from policies.talk_rules import Attachments, Talk
from policies.together import Together
from policies.waiting import ContactRequests, Waiting

_MAY_ASK = frozenset({Asked.AGE, Asked.MUNICIPALITY})
_BLOCKED = frozenset({Kind.IDENTITY_CODE, Kind.IBAN})


def _divide(known: type[Asked] | type[Kind], **lists: frozenset[Asked] | frozenset[Kind]) -> None:
    """Refuse a word that stands in both lists or in none. Raises `ValueError`."""
    names = " and ".join(lists)
    one, other = lists.values()
    for word in known:
        if word in one and word in other:
            raise ValueError(f"{word} stands both in {names}")
        if word not in one and word not in other:
            raise ValueError(f"{word} stands neither in {names.replace(' and ', ' nor in ')}")


class Anonymous(Part):
    """An anonymous conversation: everything that the guard knows stands in one of two lists."""

    may_ask: frozenset[Asked] = _MAY_ASK
    must_not_ask: frozenset[Asked] = frozenset(Asked) - _MAY_ASK
    volunteer_warn: frozenset[Kind] = frozenset(Kind) - _BLOCKED
    volunteer_block: frozenset[Kind] = _BLOCKED

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        _divide(Asked, may_ask=self.may_ask, must_not_ask=self.must_not_ask)
        _divide(Kind, volunteer_warn=self.volunteer_warn, volunteer_block=self.volunteer_block)
        return self

    def verdict(self, kind: Kind) -> Verdict:
        """Say what is done about a find of this kind."""
        return Verdict.BLOCK if kind in self.volunteer_block else Verdict.WARN


class Chat(Part):
    """Rules for what is said in a conversation, and for who is in it."""

    anonymous: Anonymous = Anonymous()
    desk: Desk = Desk()
    together: Together = Together()
    talk: Talk = Talk()
    returning: Returning = Returning()
    waiting: Waiting = Waiting()
    contact_requests: ContactRequests = ContactRequests()
    attachments: Attachments = Attachments()
    safeguarding: Safeguarding = Safeguarding()
    plan: PlanRule = PlanRule()
    misuse: Misuse = Misuse()
    debrief: DebriefRule = DebriefRule()
    second_reading: SecondReadingRule = SecondReadingRule()
