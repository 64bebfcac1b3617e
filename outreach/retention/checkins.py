"""How long the monthly check-in is kept: from the month that it tells of."""

from sqlmodel import col

from outreach.models import MonthQuestion, Sheet
from policies.retention import register, rows

register(rows("outreach.monthly_checkin", MonthQuestion, since=col(MonthQuestion.month)))
register(rows("outreach.monthly_checkin", Sheet, since=col(Sheet.month)))
