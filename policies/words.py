"""The policy's closed lists in the reader's language: spans, endings, roles, legal bases."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from policies.duration import Duration
from policies.schema import Basis, Deed, Retention, Start, Subject

_MONTHS_A_YEAR = 12

ROLES: dict[str, Any] = {
    "visitor": _l("Visitor"),
    "responder": _l("Responder"),
    "coordinator": _l("Coordinator"),
    "outreach_worker": _l("Outreach worker"),
    "editor": _l("Editor"),
    "producer": _l("Outside producer"),
    "data_protection_officer": _l("Data protection officer"),
    "administrator": _l("Administrator"),
    "system": _l("The program itself"),
    "console": _l("The command line"),
}

ROOMS: dict[str, Any] = {
    "chat": _l("Chat"),
    "guidance": _l("Services and guidance"),
    "organisation": _l("Organisation and workers"),
    "outreach": _l("Outreach"),
    "policies": _l("Data protection"),
    "scheduling": _l("Duty"),
    "worker": _l("Organisation and workers"),
    "core": _l("Technical"),
}

BASES: dict[Basis, Any] = {
    Basis.CONSENT: _l("consent, GDPR 6(1)(a)"),
    Basis.CONTRACT: _l("contract, GDPR 6(1)(b)"),
    Basis.LEGAL_OBLIGATION: _l("legal obligation, GDPR 6(1)(c)"),
    Basis.VITAL_INTERESTS: _l("vital interests, GDPR 6(1)(d)"),
    Basis.PUBLIC_TASK: _l("public interest or public task, GDPR 6(1)(e)"),
    Basis.LEGITIMATE_INTERESTS: _l("legitimate interests, GDPR 6(1)(f)"),
    Basis.NOT_PERSONAL: _l("no personal data"),
}

SUBJECTS: dict[Subject, Any] = {
    Subject.VISITOR: _l("visitors"),
    Subject.REQUESTER: _l("those who ask for somebody else"),
    Subject.PROCESS_CLIENT: _l("process clients of street and online outreach"),
    Subject.WORKER: _l("workers"),
}

_LATER: dict[Start, Any] = {
    Start.CREATED: _l("Deleted %(span)s after it was made."),
    Start.CLOSED: _l("Deleted %(span)s after the conversation ended."),
    Start.ENDED: _l("Deleted %(span)s after it ended."),
    Start.EXPIRED: _l("Deleted %(span)s after it expired."),
    Start.ACCOUNT_CLOSED: _l("Deleted %(span)s after the account was closed."),
    Start.COUNTED: _l("Deleted %(span)s after the day that was counted."),
}

_AT_ONCE: dict[Start, Any] = {
    Start.CREATED: _l("Deleted the following night."),
    Start.CLOSED: _l("Deleted the night after the conversation ended."),
    Start.ENDED: _l("Deleted the night after it ended."),
    Start.EXPIRED: _l("Deleted the night after it expired."),
    Start.ACCOUNT_CLOSED: _l("Deleted the night after the account was closed."),
    Start.COUNTED: _l("Deleted the night after the day that was counted."),
}


def span(length: Duration) -> str:
    """Say a duration: "7 days", "1 year 6 months"."""
    years, months = divmod(length.months, _MONTHS_A_YEAR)
    parts = [
        ngettext("%(num)d year", "%(num)d years", years) if years else "",
        ngettext("%(num)d month", "%(num)d months", months) if months else "",
        ngettext("%(num)d day", "%(num)d days", length.days) if length.days else "",
        ngettext("%(num)d hour", "%(num)d hours", length.hours) if length.hours else "",
    ]
    return " ".join(part for part in parts if part)


def ending(rule: Retention) -> str:
    """Say when a class of data is deleted, as a sentence."""
    if rule.action is Deed.KEEP or rule.after is None or rule.keep is None:
        return _("Kept while it is needed; it is not about people.")
    length = span(rule.keep)
    return str(_LATER[rule.after]) % {"span": length} if length else str(_AT_ONCE[rule.after])


def backups(rule: Retention) -> str:
    """Say what happens to backups, where something can be said."""
    if rule.action is Deed.SHRED:
        return _("The key is destroyed too, so not even backups can be opened.")
    return ""


def put_off(rule: Retention) -> str:
    """Say by how much a legal hold may put the end off, where the policy allows one."""
    if rule.hold_max is None:
        return ""
    return _(
        "Only if the law requires it, deleting can be put off, by %(span)s at most.",
        span=span(rule.hold_max),
    )
