"""The files that seal and open in browsers, and their hashes: on a page and in the repository.

Web encryption trusts the script that is served (`docs/threat-model.md`). The recorded hashes let
anybody compare what a server gives out with what was published; `rinnalla doctor` does it too.
"""

import hashlib
import json
from pathlib import Path

FOLDER = Path("js") / "sealed"
RECORD = "hashes.json"
MODULE = "sealed.js"


def module_hash(static: Path) -> str:
    """Give the SHA-256 of the one file in which all is sealed and opened, as it is served."""
    return hashlib.sha256((static / FOLDER / MODULE).read_bytes()).hexdigest()


def hashes(static: Path) -> dict[str, str]:
    """Give the SHA-256 of every file that seals or opens, as it would be served."""
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted((static / FOLDER).glob("*.js"))
    }


def recorded(static: Path) -> dict[str, str]:
    """Read what the repository says of them."""
    found: dict[str, str] = json.loads((static / FOLDER / RECORD).read_text())
    return found


def whole(found: dict[str, str]) -> str:
    """Give one hash for all of them: of a line each, as `sha256sum *.js` prints it."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(found.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
