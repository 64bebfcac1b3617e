"""What a visitor is told about their data: change a number in the policy and it changes here.

Every sentence has a name that stays, and names the tests that prove it (`policies.proofs`).
"""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from policies.current import current
from policies.notice_sealing import in_the_browser, limits
from policies.schema import Deed, Policy, Subject
from policies.sentences import Sentence, said
from policies.words import ROLES, backups, ending, put_off, span


@dataclass(frozen=True)
class Section:
    """Sentences under one heading."""

    title: Any
    sentences: list[Sentence] = field(default_factory=list)


KEPT_IN_TIME = ("times-told", "every-class-is-purged", "in-time", "in-time-after-crashes")
NO_ADDRESS = ("canary-files", "canary-rows", "canary-log", "proxy-log")
TWO_SIDES = ("nobody-elses", "other-lines", "no-bosses", "no-wider-readers")
SEALED = ("address-two", "address-sealed", "address-told", "address-gone")
NO_PERSON = ("counts-hold-nobody", "figures-attacked")


def short_notice(lang: str, *, is_sealed: bool = False) -> list[Sentence]:
    """Say the most important in a few sentences, for where a conversation begins.

    `is_sealed` says whether this very conversation's address would be sealed (`emergency`).
    """
    policy = current()
    with force_locale(lang):
        return [
            said("short.who", _("You do not need to tell who you are."), "no-form"),
            *_address("short", _("We do not store your address or device."), is_sealed=is_sealed),
            *(_deleted(policy, name, lang) for name in policy.notice.first),
        ]


def _address(where: str, text: str, *, is_sealed: bool) -> list[Sentence]:
    """Say what becomes of the network address, and whether anybody can find the visitor."""
    if not is_sealed:
        lost = _("We cannot find out where you are: if your life is in danger, call 112.")
        return [
            said(f"{where}.address", text, *NO_ADDRESS),
            said(f"{where}.nowhere", lost, *NO_ADDRESS, icon="phone"),
        ]
    hours = span(current().emergency.keep)
    sealed = _(
        "Your network address is sealed for %(span)s: it takes two workers together to open it, "
        "and they may only when a life is in danger. Nobody else can read it, and it is noted if "
        "it is opened.",
        span=hours,
    )
    return [
        said(f"{where}.sealed", sealed, *SEALED, icon="lock"),
        said(
            f"{where}.no-device", _("We do not store your device or your browser."), "canary-files"
        ),
    ]


def notice(lang: str) -> list[Sentence]:
    """Say everything: what is stored, why, until when, who reads it, whom to ask."""
    policy = current()
    with force_locale(lang):
        return [
            *_unasked(),
            *(_class_sentence(policy, name, lang) for name in policy.of_visitors()),
            _readers(policy),
            *_answering(policy),
        ]


def _unasked() -> list[Sentence]:
    """Say what is neither asked nor stored."""
    return [
        said(
            "policy.name",
            _("You do not need to tell who you are. Your name is not asked."),
            "no-form",
        ),
        *_address(
            "policy",
            _("We do not store your network address, your device or your browser."),
            is_sealed=current().emergency.is_sealed,
        ),
        said(
            "policy.device",
            _("Nothing is stored on your device before you start a conversation."),
            "before-start",
            "looking",
        ),
    ]


def _answering(policy: Policy) -> list[Sentence]:
    """Say what is counted, who answers for the data and whom to ask."""
    return [
        said(
            "policy.figures",
            _("Figures about the service are counted without you: they tell how many, never who."),
            *NO_PERSON,
        ),
        *_whose(policy),
    ]


def _whose(policy: Policy) -> list[Sentence]:
    """Say who answers for the data and whom to ask about them."""
    officer = policy.meta.data_protection_officer
    return [
        said(
            "policy.controller",
            _("Who answers for the data: %(who)s.", who=policy.meta.controller),
            "whose",
        ),
        said("policy.officer", _("Questions about your data: %(who)s.", who=officer), "whose"),
    ]


def privacy(lang: str) -> list[Section]:
    """Give the whole page on what is stored and what is not, the notice among it."""
    with force_locale(lang):
        return [
            Section("", _lede()),
            Section(_("Before you start"), _before()),
            Section(_("When you chat"), _chatting()),
            Section(_("All of it, as the policy says"), notice(lang)),
            Section(_("What we cannot promise"), limits()),
            Section(_("To see or remove what is yours"), _yours()),
            Section(_("Leaving fast"), _leaving()),
        ]


def rights(lang: str) -> list[Sentence]:
    """Say how one sees, takes along and deletes what is one's own, and whom to ask otherwise."""
    with force_locale(lang):
        return [*_yours(), *_whose(current())]


def _lede() -> list[Sentence]:
    text = _("You can talk here without telling who you are. It is your right.")
    return [said("lede", text, "no-form")]


def _before() -> list[Sentence]:
    return [
        said(
            "before.nothing",
            _(
                "Nothing about you is stored and no connection to the chat is opened until you "
                "press start."
            ),
            "before-start",
            "looking",
        ),
        said(
            "before.nobody-else",
            _("These pages load nothing from other sites and follow nobody."),
            "before-start",
            "own-scripts",
            "strict-pages",
        ),
    ]


def _chatting() -> list[Sentence]:
    return [
        said(
            "chat.locked",
            _("What you write is kept locked under a key of its own."),
            "canary-files",
            icon="lock",
        ),
        *in_the_browser(),
        said(
            "chat.readers",
            _("In the program only you and the worker who talks with you can read it."),
            *TWO_SIDES,
            icon="people",
        ),
        said(
            "chat.key-first",
            _(
                "When its time has come, the key is destroyed first, so that no copy can be "
                "opened any more."
            ),
            "old-backup",
            "purged-files",
        ),
        said(
            "chat.came-from",
            _("We do not store your device or where you came from."),
            "canary-files",
        ),
        *_marking(),
    ]


def _marking() -> list[Sentence]:
    return [
        said(
            "chat.marked",
            _("Afterwards the worker marks whether the talk helped."),
            "marked",
            icon="chart",
        ),
        said(
            "chat.figures",
            _("From these marks we count figures in which nobody can be recognised."),
            *NO_PERSON,
            icon="chart",
        ),
    ]


def _yours() -> list[Sentence]:
    return [
        said(
            "yours.panel",
            _(
                "While you chat, you can see what is stored, save it on your device or delete it "
                "at once."
            ),
            "panel",
            "take-along",
            "delete-now",
        ),
        *_by_code(),
        said(
            "yours.counted",
            _("We only count how many have done so on a day, never who."),
            "rights-counted",
            icon="chart",
        ),
        said(
            "yours.by-itself",
            _(
                "We do not know who you are, so we cannot find out which conversation is yours. "
                "That is why everything goes by itself when its time has come."
            ),
            *KEPT_IN_TIME,
        ),
    ]


def _by_code() -> list[Sentence]:
    """Say what a return code is good for, where the policy gives one."""
    if not current().chat.returning.enabled:
        return []
    text = _(
        "With a return code you can do the same later, on any device. We cannot find the words "
        "for you if you lose them."
    )
    return [said("yours.code", text, "code-opens", "code-unknown", "code-expires", icon="key")]


def _leaving() -> list[Sentence]:
    return [
        said(
            "leave.at-once",
            _(
                "The Leave button, or Esc pressed twice, takes you to an ordinary page elsewhere "
                "at once."
            ),
            "leave-fast",
            "esc-twice",
        ),
        said(
            "leave.closed",
            _(
                "The conversation can then no longer be opened on this device, not even by you, "
                "unless you have a return code."
            ),
            "no-way-back",
        ),
        said(
            "limit.history",
            _("Your browser's history may still show that you were here: clear it if you need to."),
            icon="info",
        ),
    ]


def _class_sentence(policy: Policy, name: str, lang: str) -> Sentence:
    one, rule = policy.data_classes[name], policy.retention[name]
    parts = [f"{one.title.say(lang)}.", f"{one.purpose.say(lang)}.", ending(rule), backups(rule)]
    parts.append(put_off(rule))
    proofs = [*KEPT_IN_TIME]
    if rule.action is Deed.SHRED:
        proofs += ["old-backup", "purged-files"]
    if rule.hold_max is not None:
        proofs.append("held-back")
    return said(f"kept.{name}", " ".join(part for part in parts if part), *proofs)


def _deleted(policy: Policy, name: str, lang: str) -> Sentence:
    rule = policy.retention[name]
    text = f"{policy.data_classes[name].title.say(lang)}: {_lower(ending(rule))}"
    return said(f"short.kept.{name}", text, *KEPT_IN_TIME)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _readers(policy: Policy) -> Sentence:
    """Name the roles that may read what a visitor writes, from what the policy grants."""
    roles = [
        str(ROLES[role]).lower()
        for role, held in policy.roles.grants().items()
        if held & policy.content and role != Subject.VISITOR
    ]
    text = _("What you write can be read only by: %(roles)s.", roles=", ".join(roles))
    return said("policy.readers", text, *TWO_SIDES)
