"""The project's own files, as the laws read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("policies", "organisation", "guidance", "scheduling", "chat", "outreach")
PACKAGES = ("core", *ROOMS, "app")
LANGUAGES = ("fi", "sv", "en")
BINARY = frozenset({".png", ".ico", ".woff2", ".webp", ".jpg", ".gz", ".db", ".mo"})


@cache
def committed() -> tuple[Path, ...]:
    """List the files that are, or would be, committed; without git, all but what tools leave."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode == 0:
        paths = [ROOT / name for name in found.stdout.split("\0") if name]
    else:
        paths = [*ROOT.rglob("*")]
    return tuple(one for one in paths if one.is_file() and not _is_made(one))


def _is_made(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(part.startswith(".venv") or part in {"node_modules", "vendor"} for part in parts)


def text_of(path: Path) -> str:
    """Read a committed text file; "" for pictures."""
    return "" if path.suffix in BINARY else path.read_text(encoding="utf-8")


@cache
def modules() -> tuple[Path, ...]:
    """List the product's own modules."""
    return tuple(sorted(one for name in PACKAGES for one in (ROOT / name).rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a module once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Walk through the functions of a module."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def shown(path: Path) -> str:
    """Name a file as people do."""
    return str(path.relative_to(ROOT))
