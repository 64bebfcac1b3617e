"""The form in which a draft of the policy is edited: times, limits, names and texts.

Everything else is edited as a file and uploaded.
"""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from core.choices import SelectChoice
from core.i18n import LANGUAGES, language
from core.web import HouseForm
from policies.contradictions import LOG
from policies.duration import Duration
from policies.schema import Policy

_MONTHS_A_YEAR = 12
_MOST = 36_500
_TEXTS = ("title", "purpose")
UNITS = {"D": _l("days"), "M": _l("months"), "Y": _l("years")}
NEEDED = InputRequired()


class DraftForm(HouseForm):
    """What of a policy can be edited on the page; times and texts of classes are added to it."""

    valid_from = DateField(
        _l("Valid from"),
        [NEEDED],
        description=_l("A day that has passed means: as soon as two people have approved."),
    )
    controller = StringField(_l("Controller"), [NEEDED, Length(max=200)])
    data_protection_officer = StringField(
        _l("Data protection officer"),
        [NEEDED, Length(max=200)],
        description=_l("A title or an address of the office, not a person's name."),
    )
    k = IntegerField(_l("The smallest figure that is shown"), [NEEDED, NumberRange(min=3, max=100)])
    sensitive_k = IntegerField(
        _l("The smallest figure that is shown of sensitive topics"),
        [NEEDED, NumberRange(min=3, max=100)],
    )

    def times(self) -> list[tuple[Any, Any]]:
        """Give the pairs of fields in which times are edited: how many, and of what."""
        names = [name for name in self._fields if name.startswith("keep:")]
        return [(self[name], self[name.replace("keep:", "unit:")]) for name in names]

    def texts(self, policy: Policy) -> list[tuple[str, list[Any]]]:
        """Give the fields of texts, by the class of data that they belong to."""
        return [
            (
                policy.data_classes[name].title.say(language()),
                [self[f"text:{name}:{kind}:{code}"] for kind in _TEXTS for code in LANGUAGES],
            )
            for name in policy.of_visitors()
        ]


def draft_form(policy: Policy, *, sent: bool) -> DraftForm:
    """Make the form for a draft, filled from the request when `sent`, else from the draft."""
    kind: type[DraftForm] = type("DraftFormOfClasses", (DraftForm,), _fields(policy))
    return kind(request.form) if sent else kind(data=_values(policy))


def edited(form: DraftForm, policy: Policy) -> dict[str, Any]:
    """Give the draft's content with what the form changes."""
    raw = policy.raw
    raw.setdefault("audit", {})
    raw["meta"]["valid_from"] = form.valid_from.data
    raw["meta"]["controller"] = form.controller.data
    raw["meta"]["data_protection_officer"] = form.data_protection_officer.data
    raw["reports"]["k"], raw["reports"]["sensitive_k"] = form.k.data, form.sensitive_k.data
    for name in _simple(policy):
        length = f"P{form[f'keep:{name}'].data}{form[f'unit:{name}'].data}"
        if Duration.parse(length) != policy.retention[name].keep:
            place = raw["audit"] if name == LOG else raw["retention"][name]
            place["keep"] = length
    for name in policy.of_visitors():
        for kind in _TEXTS:
            for code in LANGUAGES:
                said = form[f"text:{name}:{kind}:{code}"].data
                raw["data_classes"][name][kind][code] = said.strip()
    return raw


def _fields(policy: Policy) -> dict[str, Any]:
    made: dict[str, Any] = {}
    units = [SelectChoice(value=one, label=str(label)) for one, label in UNITS.items()]
    for name in _simple(policy):
        title = policy.data_classes[name].title.say(language())
        made[f"keep:{name}"] = IntegerField(title, [NEEDED, NumberRange(min=0, max=_MOST)])
        made[f"unit:{name}"] = SelectField(_("%(what)s: unit", what=title), choices=units)
    kinds = {"title": _("Name"), "purpose": _("Purpose")}
    for name in policy.of_visitors():
        for kind in _TEXTS:
            for code, tongue in LANGUAGES.items():
                field = TextAreaField(f"{kinds[kind]} ({tongue})", [NEEDED, Length(max=500)])
                made[f"text:{name}:{kind}:{code}"] = field
    return made


def _values(policy: Policy) -> dict[str, Any]:
    found: dict[str, Any] = {
        "valid_from": policy.meta.valid_from,
        "controller": policy.meta.controller,
        "data_protection_officer": policy.meta.data_protection_officer,
        "k": policy.reports.k,
        "sensitive_k": policy.reports.sensitive_k,
    }
    for name, (number, unit) in _simple(policy).items():
        found[f"keep:{name}"], found[f"unit:{name}"] = number, unit
    for name in policy.of_visitors():
        for kind in _TEXTS:
            words = getattr(policy.data_classes[name], kind)
            found.update({f"text:{name}:{kind}:{code}": words.say(code) for code in LANGUAGES})
    return found


def _simple(policy: Policy) -> dict[str, tuple[int, str]]:
    """Give the times that one number and one unit can say; others are edited in the file."""
    said = {name: _said(rule.keep) for name, rule in policy.retention.items() if rule.keep}
    return {name: one for name, one in said.items() if one}


def _said(length: Duration) -> tuple[int, str] | None:
    if length.hours or length.minutes or (length.months and length.days):
        return None
    if length.months:
        years, months = divmod(length.months, _MONTHS_A_YEAR)
        return (length.months, "M") if months else (years, "Y")
    return length.days, "D"
