"""The Finnish Service Catalogue, open API version 11, which ends in 04/2027.

Texts stand as [{language, value, type}] with `value: null` rows, hours as `serviceHours`; places
have northing and easting as texts, called latitude and longitude.
"""

from guidance.sources.ptv11.reading import read

__all__ = ["read"]
