"""The files that seal and open in browsers, and their hashes: on a page and in the repository.

Web encryption trusts the script that is served (`docs/threat-model.md`). The recorded hashes let
anybody compare what a server gives out with what was published; `rinnalla doctor` does it too.
Beside the folder in which keys are made and used stand the files that decide to whom a key is
given: a changed one could seal as it should, and to somebody more.
"""

import hashlib
import json
from pathlib import Path

SCRIPTS = Path("js")
FOLDER = SCRIPTS / "sealed"
RECORD = "hashes.json"
MODULE = "sealed.js"
WHO_MAY_READ = (
    "chat/advice.js",
    "chat/desk_key.js",
    "chat/envelope.js",
    "chat/group_key.js",
    "chat/seals.js",
    "chat/visitor_key.js",
    "return/back.js",
    "return/code.js",
)


def module_hash(static: Path) -> str:
    """Give the SHA-256 of the one file in which all is sealed and opened, as it is served."""
    return hashlib.sha256((static / FOLDER / MODULE).read_bytes()).hexdigest()


def hashes(static: Path) -> dict[str, str]:
    """Give the SHA-256 of every file that seals, opens or hands keys on, as it would be served."""
    scripts = static / SCRIPTS
    names = [f"{FOLDER.name}/{one.name}" for one in (static / FOLDER).glob("*.js")]
    return {
        name: hashlib.sha256((scripts / name).read_bytes()).hexdigest()
        for name in sorted([*names, *WHO_MAY_READ])
    }


def recorded(static: Path) -> dict[str, str]:
    """Read what the repository says of them."""
    found: dict[str, str] = json.loads((static / FOLDER / RECORD).read_text())
    return found


def whole(found: dict[str, str]) -> str:
    """Give one hash for all of them: of a line each, as `sha256sum` prints it in `static/js`."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(found.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
