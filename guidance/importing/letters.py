"""Letters that no database keeps: a zero byte, and half of a pair of surrogates (RFC 8259, 8.2).

JSON can write both, and one of them would end a whole batch of records.
"""

import json
import re

from guidance.importing.cutting import Cut

_PERHAPS = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|\x00")
"""How they look in a file; emoji look so too."""
_ZERO = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def can_be_kept(cut: Cut) -> bool:
    """Whether every text of a record is made of letters that can be kept."""
    if not _PERHAPS.search(cut.raw):
        return True
    said = json.dumps(cut.value, ensure_ascii=False)
    return keepable(said) == said and _ZERO.search(said) is None


def keepable(said: str) -> str:
    """Give a text with a question mark for each letter that cannot be kept."""
    return said.encode(errors="replace").decode().replace("\x00", "?")
