"""What crosses the wire of a plan with somebody who comes often."""

from datetime import date
from uuid import UUID

from chat.schemas.talk import About, Envelope


class NewPlan(About):
    """A plan to keep in place of the one before; looked at again on `review_on`."""

    sealed: Envelope
    review_on: date


class ThisPlan(About):
    """Names the plan that one has read."""

    plan_id: UUID
