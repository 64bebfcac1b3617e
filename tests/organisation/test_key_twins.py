"""What the demo's seeding makes, the browser's own functions open (`node --test`)."""

import base64
import json
import os
import subprocess
from pathlib import Path

from core.sealing import seal_to
from organisation.key_words import spoken
from organisation.models import Role
from organisation.queries import copies_of, unlocks
from tests.house.tree import ROOT
from tests.people import People
from tests.people_keys import UNDER, with_keys, with_line_key


def test_the_browser_opens_what_python_made(people: People, session, tmp_path: Path, node: str):
    line = people.line()
    aino = with_keys(people, people.worker(Role.RESPONDER, lines=(line,)))
    keyed = with_line_key(line, aino)
    (copy,), (unlock,) = copies_of(session, keyed.row.id), unlocks(session, aino.row.id)
    secret = {
        "under": UNDER.key,
        "unlock": unlock.wrapped,
        "sealing_public": aino.row.sealing_public,
        "signing_public": aino.row.signing_public,
        "sealing_wrapped": aino.row.sealing_wrapped or b"",
        "signing_wrapped": aino.row.signing_wrapped or b"",
        "copy": copy.box,
        "signature": copy.signature,
        "line_public": keyed.row.public,
        "said": seal_to(keyed.row.public, b"terve", b"x"),
    }
    plain = {
        "line": str(line.id),
        "fingerprint": aino.row.fingerprint,
        "spoken": spoken(aino.row.fingerprint),
    }
    written = {name: base64.b64encode(one).decode() for name, one in secret.items()}
    done = _asked(node, tmp_path / "told.json", plain | written)

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "# skipped 0" in done.stdout


def _asked(node: str, file: Path, told: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Let the browser's modules open what they are told."""
    file.write_text(json.dumps(told))
    return subprocess.run(
        [node, "--test", "--test-reporter=tap", "tests/js/keys.test.mjs"],
        cwd=ROOT,
        env={**os.environ, "KEYS_IN": str(file)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
