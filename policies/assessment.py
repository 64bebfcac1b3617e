"""A skeleton of the impact assessment (GDPR, article 35(7)): what the policy knows is filled in.

What only people can judge is asked, and stays empty.
"""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from policies.records import is_personal
from policies.schema import Policy, Subject
from policies.words import ROLES, backups, ending, span


@dataclass(frozen=True)
class Point:
    """One thing that the assessment says; an empty `said` is for people to write."""

    about: str
    said: str = ""


@dataclass(frozen=True)
class Chapter:
    """One part of the assessment, by the letter of the article."""

    title: str
    points: tuple[Point, ...]


def assessment(policy: Policy, lang: str) -> list[Chapter]:
    """Give the chapters in the words of `lang`, which must be the page's language."""
    return [
        Chapter(_("a) What is done and why"), _described(policy, lang)),
        Chapter(_("b) Is it necessary, and no more than necessary"), _needed(policy, lang)),
        Chapter(_("c) Risks to people"), _risks(policy, lang)),
        Chapter(_("d) What is done about the risks"), _measures(policy, lang)),
        Chapter(
            _("Views and decision"),
            (
                Point(_("What do visitors and workers think of it? (article 35(9))")),
                Point(_("Advice of the data protection officer (article 35(2))")),
                Point(_("Is the supervisory authority to be consulted? (article 36)")),
                Point(_("Who decided, and when is it looked at again?")),
            ),
        ),
    ]


def as_data(chapters: list[Chapter]) -> list[dict[str, Any]]:
    """Give the chapters as plain data."""
    return [
        {
            "chapter": chapter.title,
            "about": point.about,
            "said": point.said,
            "to_be_written": not point.said,
        }
        for chapter in chapters
        for point in chapter.points
    ]


def _described(policy: Policy, lang: str) -> tuple[Point, ...]:
    classes = [one for one in policy.data_classes.values() if is_personal(one)]
    return (
        Point(_("Controller"), policy.meta.controller),
        Point(_("Data protection officer"), policy.meta.data_protection_officer),
        *(Point(one.title.say(lang), f"{one.purpose.say(lang)}.") for one in classes),
        Point(_("Recipients"), policy.records.recipients.say(lang)),
        Point(_("Transfers outside the EU and the EEA"), policy.records.transfers.say(lang)),
        Point(_("In which situation is the service used, and by how many?")),
    )


def _needed(policy: Policy, lang: str) -> tuple[Point, ...]:
    kept = [
        Point(policy.data_classes[name].title.say(lang), ending(policy.retention[name]))
        for name in policy.of_visitors()
    ]
    return (
        Point(
            _("What is not asked or stored"),
            _("Name, network address, device, browser. Nothing is stored before one begins."),
        ),
        *kept,
        Point(_("Could the purpose be reached with less?")),
    )


def _risks(policy: Policy, lang: str) -> tuple[Point, ...]:
    special = [
        policy.data_classes[name].title.say(lang)
        for name in policy.of_visitors()
        if policy.data_classes[name].special
    ]
    return (
        Point(
            _("Special categories of personal data"),
            _("May be among: %(what)s.", what=", ".join(special)) if special else _("None."),
        ),
        Point(_("Children and other vulnerable people"), _("Visitors may be minors.")),
        *(
            Point(_("%(risk)s: how likely, how severe?", risk=risk))
            for risk in (
                _("Somebody else reads a conversation"),
                _("A visitor is recognised from a figure or a time"),
                _("Data are kept longer than promised"),
                _("Somebody who needs help at once cannot be found"),
                _("A visitor's device is used by somebody else"),
            )
        ),
    )


def _measures(policy: Policy, lang: str) -> tuple[Point, ...]:
    return (
        Point(_("Who can read a conversation"), _readers(policy)),
        Point(
            _("Small figures"),
            _("A figure under %(k)s is not shown, nor can it be worked out.", k=policy.least_shown),
        ),
        *(
            Point(policy.data_classes[name].title.say(lang), told)
            for name in policy.of_visitors()
            if (told := backups(policy.retention[name]))
        ),
        Point(
            _("Pages on other sites"),
            ", ".join(policy.embed.everywhere) or _("None may show ours."),
        ),
        Point(
            _("Changes of the policy"),
            _("Two people approve every change; the version stands beside every decision."),
        ),
        Point(_("How long an approval of a channel lasts"), span(policy.channels.review_after)),
        *(Point(_("Security"), one.say(lang)) for one in policy.records.security),
        Point(_("What is still to be done, by whom and until when?")),
    )


def _readers(policy: Policy) -> str:
    roles = [
        str(ROLES[role]).lower()
        for role, held in policy.roles.grants().items()
        if held & policy.content and role != Subject.VISITOR
    ]
    return _("The visitor, and of the workers only: %(roles)s.", roles=", ".join(roles))
