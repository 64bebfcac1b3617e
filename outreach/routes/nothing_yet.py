"""The page of figures before a month has ended: what is missing, and when the first ones come."""

from datetime import date, timedelta

from flask import render_template

from core import clock


def has_ended(began_on: date | None) -> bool:
    """Whether a month in which something was counted is over."""
    return began_on is not None and clock.next_month(began_on) <= clock.local_day()


def nothing_yet(title: str, began_on: date | None) -> str:
    """Show when the first figures come; `began_on` is None before anything was counted."""
    comes = clock.next_month(clock.local_day())
    return render_template(
        "outreach/nothing_yet.html",
        title=title,
        has_begun=began_on is not None,
        ends=comes - timedelta(days=1),
        comes=comes,
    )
