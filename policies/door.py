"""The one blueprint of the policies room, and the words that all its pages use."""

from typing import Any

from flask import Blueprint

from policies.access import APPROVE, AUDIT, EDIT, PURGE
from policies.words import BASES, ROLES, SUBJECTS, backups, ending, span

bp = Blueprint("policies", __name__)


@bp.context_processor
def _words() -> dict[str, Any]:
    return {
        "ROLES": ROLES,
        "BASES": BASES,
        "SUBJECTS": SUBJECTS,
        "ending": ending,
        "backups": backups,
        "span": span,
        "APPROVE": APPROVE,
        "AUDIT": AUDIT,
        "EDIT": EDIT,
        "PURGE": PURGE,
    }
