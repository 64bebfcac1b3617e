"""What somebody is told who names themselves to ask for somebody else (GDPR, article 13)."""

from flask_babel import force_locale
from flask_babel import gettext as _

from policies.current import current
from policies.notice import KEPT_IN_TIME
from policies.schema import Policy, Subject
from policies.sentences import Sentence
from policies.words import BASES, backups, ending, put_off

SHREDDED = ("old-backup", "purged-files")


def requester_notice(lang: str) -> list[Sentence]:
    """Say what is kept, why, how long, who reads it, and how to have it deleted."""
    policy = current()
    names = [n for n, one in policy.data_classes.items() if Subject.REQUESTER in one.subjects]
    with force_locale(lang):
        return [
            *(_kept(policy, name, lang) for name in names),
            Sentence(
                "requester.readers",
                _("Only the worker who takes it to contact you reads what you write."),
                ("only-its-taker",),
                "people",
            ),
            Sentence(
                "requester.delete",
                _(
                    "After sending you get a number. With it you can have everything deleted at "
                    "any time."
                ),
                ("worry-taken-back",),
                "key",
            ),
            *_whom_to_ask(policy),
        ]


def _kept(policy: Policy, name: str, lang: str) -> Sentence:
    one, rule = policy.data_classes[name], policy.retention[name]
    by_right = _("By right of: %(basis)s.", basis=BASES[one.basis])
    parts = [f"{one.title.say(lang)}.", f"{one.purpose.say(lang)}.", by_right, ending(rule)]
    parts += [backups(rule), put_off(rule)]
    told = " ".join(part for part in parts if part)
    return Sentence(f"requester.kept.{name}", told, (*KEPT_IN_TIME, *SHREDDED), "lock")


def _whom_to_ask(policy: Policy) -> list[Sentence]:
    who, officer = policy.meta.controller, policy.meta.data_protection_officer
    return [
        Sentence(
            "requester.controller", _("Who answers for the data: %(who)s.", who=who), ("whose",)
        ),
        Sentence(
            "requester.officer", _("Questions about your data: %(who)s.", who=officer), ("whose",)
        ),
        Sentence(
            "limit.requester_rights",
            _(
                "You have a right to see, correct and delete what is about you, to object to its "
                "use, and to complain to the Data Protection Ombudsman (tietosuoja.fi)."
            ),
            icon="info",
        ),
    ]
