"""The Human Services Data Specification (Open Referral), version 3.1.

A service stands with all that belongs to it in one JSON object. What the standard has no word for
stands under `x_rinnalla`; what a reader of the plain standard needs stands in its own fields too.
"""

from guidance.sources.hsds.reading import read

__all__ = ["read"]
