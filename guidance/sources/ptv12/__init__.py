"""The Finnish Service Catalogue, open API version 12.

Texts stand under `languageVersions`, where an empty text is one that is missing; classifications
are bare codes; services, channels and connections are records of their own, and what a general
description says is not repeated in the services that build on it.
"""

from guidance.sources.ptv12.reading import read

__all__ = ["read"]
