"""The words in which differences between two versions of the policy are told."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.dates import day as day_in_words
from policies.duration import Duration
from policies.words import span

_MONTHS_A_YEAR = 12

_SECTIONS: dict[str, Any] = {
    "meta": _l("Whose policy this is"),
    "roles": _l("Who may do what"),
    "permissions": _l("What the permissions mean"),
    "data_classes": _l("What data there are"),
    "retention": _l("How long data are kept"),
    "reports": _l("Figures that may leave the house"),
    "notice": _l("What a visitor is told"),
    "lines": _l("Lines"),
    "channels": _l("Channels"),
    "channel_request": _l("Channel requests"),
    "worker_identity": _l("As what workers appear"),
    "chat": _l("What may be asked in the chat"),
    "professions": _l("Professions"),
    "stepup": _l("Fresh or strong sign-in"),
    "calls": _l("Calls by voice and video"),
    "groups": _l("Group rooms"),
    "appointments": _l("Appointments"),
    "outreach": _l("Rounds, encounters and processes"),
    "calendars": _l("Workers’ own calendars"),
    "emergency": _l("Emergencies"),
    "embed": _l("Our pages on others' pages"),
    "imports": _l("What is read in from elsewhere"),
    "audit": _l("Audit log"),
    "purge": _l("Purging"),
    "records": _l("Records of processing"),
}

NAMES: dict[str, Any] = {
    "meta.valid_from": _l("Valid from"),
    "meta.controller": _l("Controller"),
    "meta.data_protection_officer": _l("Data protection officer"),
    "meta.approved_by": _l("Approved by"),
    "reports.k": _l("The smallest figure that is shown"),
    "reports.hour_cost": _l("What an hour of duty costs, in euros"),
    "reports.population_source": _l("Where the number of people in an area is asked for"),
    "reports.sensitive_k": _l("The smallest figure that is shown of sensitive topics"),
    "reports.release_least": _l("The smallest protected figure that two people may let out"),
    "reports.sensitive_topics": _l("Sensitive topics"),
    "reports.closed_periods_only": _l("Only periods that are over are told"),
    "reports.min_period": _l("The shortest period that is told"),
    "notice.first": _l("What the short notice speaks of"),
    "channels.review_after": _l("An approval of a channel lasts"),
    "stepup.worker.actions": _l("Actions that need a fresh sign-in"),
    "stepup.worker.max_age": _l("The oldest sign-in that is enough for them"),
    "stepup.visitor.lines": _l("Lines on which a visitor may be asked who they are"),
    "stepup.visitor.claims": _l("What the worker who asks is shown"),
    "stepup.visitor.shown": _l("How long the worker sees it"),
    "calls.lines": _l("Lines with calls"),
    "groups.lines": _l("Lines with group rooms"),
    "outreach.new_encounter": _l("When an encounter is new"),
    "outreach.file_bytes": _l("How large a platform's file may be"),
    "outreach.file_rows": _l("How many rows of a platform's file are read"),
    "outreach.link_hosts": _l("Others' sites to which links may lead"),
    "outreach.late_entry": _l("How long after a round it may be told"),
    "outreach.review_after": _l("After how long a process is looked at again"),
    "groups.most_seats": _l("The most people in a group room"),
    "appointments.ahead": _l("How far ahead appointments are booked"),
    "appointments.hold": _l("How long a chosen time is held"),
    "calls.kinds": _l("Kinds of calls"),
    "calls.addresses": _l("Network addresses in a call"),
    "embed.origins": _l("Sites that may show our pages"),
    "imports.max_bytes": _l("The largest file that is read in, in bytes"),
    "emergency.locator": _l("What is known of where a visitor is (none or sealed)"),
    "emergency.agree_within": _l("How long a second worker may take to agree"),
    "audit.anchor_every": _l("How often the log is vouched for"),
    "audit.told": _l("Who is told every day how the log stands"),
    "scope.own": _l("one's own"),
    "scope.line": _l("one's own lines'"),
    "scope.organisation": _l("the whole organisation's"),
}


def section(name: str) -> str:
    """Name a section of the file."""
    return str(_SECTIONS.get(name, name))


def from_span(length: Duration) -> str:
    """Say a span as what something was: "from 7 days"."""
    years, months = divmod(length.months, _MONTHS_A_YEAR)
    parts = [
        ngettext("from %(num)d year", "from %(num)d years", years) if years else "",
        ngettext("from %(num)d month", "from %(num)d months", months) if months else "",
        ngettext("from %(num)d day", "from %(num)d days", length.days) if length.days else "",
        ngettext("from %(num)d hour", "from %(num)d hours", length.hours) if length.hours else "",
    ]
    return " ".join(part for part in parts if part) or _("from the following night")


def to_span(length: Duration) -> str:
    """Say a span as what something becomes: "to 5 days"."""
    years, months = divmod(length.months, _MONTHS_A_YEAR)
    parts = [
        ngettext("to %(num)d year", "to %(num)d years", years) if years else "",
        ngettext("to %(num)d month", "to %(num)d months", months) if months else "",
        ngettext("to %(num)d day", "to %(num)d days", length.days) if length.days else "",
        ngettext("to %(num)d hour", "to %(num)d hours", length.hours) if length.hours else "",
    ]
    return " ".join(part for part in parts if part) or _("to the following night")


def mended(sentence: str) -> str:
    """Take the full stop off a sentence that is quoted inside another."""
    return sentence.rstrip(".")


def shown(value: Any) -> str:
    """Say a value as people write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, Duration):
        return span(value)
    return _spelt(value) if isinstance(value, str) and value else _listed(value)


def _listed(value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{key}: {shown(one)}" for key, one in value.items()]
        return ", ".join(value)
    if isinstance(value, list):
        return ", ".join(shown(one) for one in value) or _("nothing")
    return str(value) if value else _("nothing")


def _spelt(text: str) -> str:
    try:
        return span(Duration.parse(text)) or text
    except ValueError:
        return text if text.replace(".", "").isdigit() else f"”{text}”"
