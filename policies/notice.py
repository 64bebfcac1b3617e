"""What a visitor is told about their data: change a number in the policy and it changes here."""

from flask_babel import force_locale
from flask_babel import gettext as _

from policies.current import current
from policies.schema import Policy, Subject
from policies.words import ROLES, backups, ending, put_off


def short_notice(lang: str) -> str:
    """Say the most important in two or three sentences, for where a conversation begins."""
    policy = current()
    with force_locale(lang):
        first = _("You do not need to tell who you are. We do not store your address or device.")
        return " ".join([first, *(_deleted(policy, name, lang) for name in policy.notice.first)])


def notice(lang: str) -> list[str]:
    """Say everything: what is stored, why, until when, who reads it, whom to ask."""
    policy = current()
    with force_locale(lang):
        return [
            _("You do not need to tell who you are. Your name is not asked."),
            _("We do not store your network address, your device or your browser."),
            _("Nothing is stored on your device before you start a conversation."),
            *(_class_sentence(policy, name, lang) for name in policy.of_visitors()),
            _readers(policy),
            _("Figures about the service are counted without you: they tell how many, never who."),
            _("Who answers for the data: %(who)s.", who=policy.meta.controller),
            _("Questions about your data: %(who)s.", who=policy.meta.data_protection_officer),
        ]


def _class_sentence(policy: Policy, name: str, lang: str) -> str:
    one, rule = policy.data_classes[name], policy.retention[name]
    parts = [f"{one.title.say(lang)}.", f"{one.purpose.say(lang)}.", ending(rule), backups(rule)]
    parts.append(put_off(rule))
    return " ".join(part for part in parts if part)


def _deleted(policy: Policy, name: str, lang: str) -> str:
    return f"{policy.data_classes[name].title.say(lang)}: {_lower(ending(policy.retention[name]))}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _readers(policy: Policy) -> str:
    """Name the roles that may read what a visitor writes, from what the policy grants."""
    roles = [
        str(ROLES[role]).lower()
        for role, held in policy.roles.grants().items()
        if held & policy.content and role != Subject.VISITOR
    ]
    return _("What you write can be read only by: %(roles)s.", roles=", ".join(roles))
