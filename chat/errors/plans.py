"""What is refused about plans with somebody who comes often."""

from flask_babel import lazy_gettext as _l

from core.errors import NotFound, Refusal


class TooFewVisits(Refusal):
    """The policy wants more visits before there may be a plan."""

    code = "too_few_visits"
    status = 409
    sentence = _l("A plan is for somebody who comes often. There are too few visits for one.")


class NoSuchPlan(NotFound):
    """There is no plan, or it has been written anew meanwhile."""

    code = "no_such_plan"
    sentence = _l("This plan has been changed or deleted in the meantime. Look at it again.")
