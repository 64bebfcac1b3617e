"""The guard's vectors: texts in which ⟦kind|what is found⟧ is marked, read here and in tests/js."""

import json
import re
from pathlib import Path

from policies.guard.kinds import Finding

SAMPLES = Path(__file__).parent / "samples" / "guard"
MARK = re.compile(r"⟦([a-z_]+)\|([^⟧]*)⟧")

Place = tuple[str, int, int]


def vectors(part: str) -> list[tuple[str, list[Place]]]:
    """Give each text of a part ("finds" or "asks") with what is to be found in it."""
    groups = json.loads((SAMPLES / "vectors.json").read_text(encoding="utf-8"))[part]
    return [read(marked) for texts in groups.values() for marked in texts]


def read(marked: str) -> tuple[str, list[Place]]:
    """Take the marks out of a text and say where they were, in characters."""
    text, places, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        places.append((mark[1], len(text), len(text) + len(mark[2])))
        text, at = text + mark[2], mark.end()
    return text + marked[at:], places


def benign() -> list[str]:
    """Give the messages in which there is nothing to find."""
    return (SAMPLES / "benign.txt").read_text(encoding="utf-8").splitlines()


def placed(found: list[Finding]) -> list[Place]:
    """Write finds as vectors do."""
    return sorted((str(one.kind), one.start, one.end) for one in found)
