"""The records of processing (GDPR, article 30), made from the policy: never typed by hand."""

from typing import Any

from flask_babel import gettext as _

from policies.parts import Basis
from policies.schema import DataClass, Policy
from policies.words import BASES, SUBJECTS, backups, ending


def records(policy: Policy, lang: str) -> dict[str, Any]:
    """Give the records in the words of `lang`, which must be the page's language."""
    personal = {n: one for n, one in policy.data_classes.items() if is_personal(one)}
    return {
        "policy": policy.meta.name.say(lang),
        "version": policy.hash,
        "valid_from": policy.meta.valid_from.isoformat(),
        "controller": policy.meta.controller,
        "data_protection_officer": policy.meta.data_protection_officer,
        "recipients": policy.records.recipients.say(lang),
        "transfers": policy.records.transfers.say(lang),
        "security": [one.say(lang) for one in policy.records.security],
        "activities": [_activity(policy, name, lang) for name in personal],
        "not_personal": [
            one.title.say(lang) for one in policy.data_classes.values() if not is_personal(one)
        ],
    }


def is_personal(one: DataClass) -> bool:
    """Whether a class of data is about somebody."""
    return one.basis is not Basis.NOT_PERSONAL


def heads() -> dict[str, str]:
    """Name the columns of an activity."""
    return {
        "class": _("Class of data"),
        "data": _("Categories of personal data"),
        "special": _("Special categories (article 9)"),
        "subjects": _("About whom"),
        "purpose": _("Purpose"),
        "basis": _("By right of"),
        "law": _("Law"),
        "until": _("Until when"),
        "recipients": _("Recipients"),
        "transfers": _("Transfers outside the EU and the EEA"),
    }


def _activity(policy: Policy, name: str, lang: str) -> dict[str, str]:
    one, rule = policy.data_classes[name], policy.retention[name]
    return {
        "class": name,
        "data": one.title.say(lang),
        "special": _("may be among them") if one.special else _("no"),
        "subjects": ", ".join(str(SUBJECTS[subject]) for subject in sorted(one.subjects)),
        "purpose": one.purpose.say(lang),
        "basis": str(BASES[one.basis]),
        "law": one.law,
        "until": " ".join(part for part in (ending(rule), backups(rule)) if part),
        "recipients": policy.records.recipients.say(lang),
        "transfers": policy.records.transfers.say(lang),
    }
