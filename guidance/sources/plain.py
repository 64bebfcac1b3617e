"""Texts from elsewhere as plain text: tags are taken off, a script refuses its record."""

import html
import re

SCRIPT = "The text carries a script."
TIME = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)(:[0-5]\d)?$"
"""A time of day as both versions of the Service Catalogue write it; 24:00 ends a day."""
LONGEST_TEXT = 20_000
"""Characters that a single text of a record may have; the catalogue itself allows a fraction."""
_SCRIPT = re.compile(
    r"<\s*(?:script|iframe|object|embed|style|svg|form|meta|link|base)\b"
    r"|<[^>]{0,2000}\son[a-z]{3,20}\s*=|(?:javascript|vbscript)\s*:|data\s*:\s*text/html|\x00",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Give a text without its tags, its ends trimmed. Raises `ValueError` when it carries a script.

    What stands in the record stays as it came; this is what is shown. "<3" is no tag.
    """
    if "<" not in text and ":" not in text and "\x00" not in text:
        return text.strip()
    if _SCRIPT.search(html.unescape(text)):
        raise ValueError(SCRIPT)
    return (_untagged(text) if "<" in text else text).strip()


def _untagged(text: str) -> str:
    import nh3  # noqa: PLC0415  1.5 MB, which few processes ever need

    if not nh3.is_html(text):
        return text
    return html.unescape(nh3.clean(_spaced(text), tags=set()))


def _spaced(text: str) -> str:
    """Keep the ends of paragraphs and lines: without them, words would run together."""
    return re.sub(r"<\s*(?:br\s*/?|/p|/li|/h[1-6]|/div)\s*>", "\n", text, flags=re.IGNORECASE)
