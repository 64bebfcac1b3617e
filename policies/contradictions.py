"""What each section of a policy allows alone and the whole does not: refused, with the reason."""

from typing import TYPE_CHECKING

from policies.duration import Duration
from policies.parts import Basis, Deed
from policies.sections import Scope

if TYPE_CHECKING:
    from policies.schema import Policy

WITHOUT_CONTENT = (
    "administrator",
    "coordinator",
    "outreach_worker",
    "editor",
    "producer",
    "data_protection_officer",
    "system",
    "console",
)
"""Roles that never read a conversation, whatever the file says: only its two sides do."""

CONTENT_SCOPE = dict.fromkeys(
    ("chat.desk", "chat.claim", "chat.answer", "chat.moderate", "organisation.let_in"), Scope.LINE
)
"""How far a permission that opens content may reach at most; any other one's own conversations."""

NEVER_APPROVE = (
    "administrator",
    "outreach_worker",
    "editor",
    "producer",
    "responder",
    "visitor",
    "system",
    "console",
)
"""Roles that never approve a policy: who runs the machine does not make its rules."""

LOG, LOCATED = "policies.audit", "chat.located"
ELSEWHERE = {LOG: "audit", LOCATED: "emergency"}
"""Classes whose time stands in a section of their own: a rule said twice could say two things."""

LEAST_KEPT = {LOG: ("audit.keep", Duration(months=12))}
"""What may not be kept for less, and where its time stands: a log that forgets audits nothing."""


def contradictions(policy: "Policy") -> list[str]:
    """Name what each section allows alone and the whole does not."""
    return [
        *_rules_without_class(policy),
        *_too_short(policy),
        *_codes_without_facts(policy),
        *_readers_who_must_not(policy),
        *_content_too_wide(policy),
        *_approvers_who_must_not(policy),
        *_lines_too_loose(policy),
        *_step_ups_for_nothing(policy),
        *_told_of_nothing(policy),
        *_told_of_a_log_that_they_may_not_read(policy),
    ]


def _rules_without_class(policy: "Policy") -> list[str]:
    classes, rules = set(policy.data_classes), set(policy.retention)
    told = [f"retention.{name}: there is no such data class." for name in sorted(rules - classes)]
    told += [f"data_classes.{name}: it has no retention rule." for name in sorted(classes - rules)]
    for name in sorted(classes & rules):
        personal = policy.data_classes[name].basis is not Basis.NOT_PERSONAL
        if personal and policy.retention[name].action is Deed.KEEP:
            told.append(f"retention.{name}: data about people must have an end.")
    return told


def _too_short(policy: "Policy") -> list[str]:
    return [
        f"{place}: it must be at least {least}."
        for name, (place, least) in LEAST_KEPT.items()
        if (rule := policy.retention.get(name)) and (rule.keep is None or rule.keep < least)
    ]


def _codes_without_facts(policy: "Policy") -> list[str]:
    """A return code leads to a conversation: that must not be gone before the code is."""
    kept, lasts = (
        rule.keep if (rule := policy.retention.get(name)) and rule.keep else Duration()
        for name in ("chat.conversation", "chat.return_code")
    )
    if kept >= lasts:
        return []
    return ["retention.chat.conversation: it must be kept as long as chat.return_code."]


def _readers_who_must_not(policy: "Policy") -> list[str]:
    grants = policy.roles.grants()
    return [
        f"roles.{role}: it must not hold {name}, which opens the content of conversations."
        for role in WITHOUT_CONTENT
        for name in sorted(grants[role] & policy.content)
    ]


def _content_too_wide(policy: "Policy") -> list[str]:
    order = list(Scope)
    return [
        f"roles.{role}: {name} must not reach further than :{widest}, for it opens content."
        for role, held in policy.roles.scopes().items()
        if role not in WITHOUT_CONTENT
        for name, scope in sorted(held.items())
        if name in policy.content
        and order.index(scope) > order.index(widest := CONTENT_SCOPE.get(name, Scope.OWN))
    ]


def _approvers_who_must_not(policy: "Policy") -> list[str]:
    grants = policy.roles.grants()
    told = [
        f"roles.{role}: it must not hold policies.approve; who approves rules is a role of its own."
        for role in NEVER_APPROVE
        if "policies.approve" in grants[role]
    ]
    if not any("policies.approve" in held for held in grants.values()):
        told.append("roles: somebody must hold policies.approve, or no policy can be changed.")
    return told


def _lines_too_loose(policy: "Policy") -> list[str]:
    kinds = policy.chat.attachments.kinds
    more = [
        f"lines.{slug}.attachments: a line may not have {kind}, which chat.attachments.kinds lacks."
        for slug, line in policy.lines.items()
        for kind in sorted((line.attachments or frozenset()) - kinds)
    ]
    return more + [
        f"lines.{slug}.k: a line may only be stricter than reports.k, which is {policy.reports.k}."
        for slug, line in policy.lines.items()
        if line.k is not None and line.k < policy.reports.k
    ]


def _step_ups_for_nothing(policy: "Policy") -> list[str]:
    granted = frozenset().union(*policy.roles.grants().values())
    return [
        f"stepup.worker.actions: nobody holds {name}."
        for name in sorted(policy.stepup.worker.actions - granted)
    ]


def _told_of_nothing(policy: "Policy") -> list[str]:
    return [
        f"notice.first: {name} is no data class about visitors."
        for name in policy.notice.first
        if name not in policy.of_visitors()
    ]


def _told_of_a_log_that_they_may_not_read(policy: "Policy") -> list[str]:
    grants = policy.roles.grants()
    return [
        f"audit.told: {role} does not hold {LOG}, so it is not told how the log stands."
        for role in policy.audit.told
        if LOG not in grants[role]
    ]
