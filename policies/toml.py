"""Reads a policy, and writes it as canonical TOML: tables in their order, keys sorted, no comments.

Only what a policy holds: tables, lists of tables, lists, texts, whole numbers, yes and no, days.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_LINE = 100
# TOML 1.0 knows \u and \U for what may not stand in a text as it is.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f]")


def read(text: str) -> dict[str, Any]:
    """Read a policy's text. Raises `tomllib.TOMLDecodeError`.

    A start reads the same text six times: as the file, as the version kept of it, for its hash.
    """
    return deepcopy(_read(text))


@lru_cache(maxsize=8)
def _read(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def write(held: Mapping[str, Any]) -> str:
    """Write a parsed file again; what `tomllib` reads from it is equal to `held`."""
    return "\n".join(_table(held, ())).strip("\n") + "\n"


def _table(held: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    for key in sorted(name for name, value in held.items() if not _is_table(value)):
        yield f"{_key(key)} = {_value(held[key])}"
    for key, value in held.items():
        if not _is_table(value):
            continue
        inner = (*path, key)
        name = ".".join(_key(step) for step in inner)
        if isinstance(value, list):
            for one in value:
                yield from ("", f"[[{name}]]", *_table(one, inner))
        else:
            yield from ("", f"[{name}]", *_table(value, inner))


def _is_table(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, dict) for one in value)
    return isinstance(value, dict)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and isfinite(value):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return _list([_value(one) for one in value])
    raise TypeError(f"{type(value).__name__} has no place in a policy.")


def _list(values: list[str]) -> str:
    flat = f"[{', '.join(values)}]"
    if len(flat) <= _LONGEST_LINE:
        return flat
    return "[\n" + "".join(f"  {one},\n" for one in values) + "]"


def _text(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04X}", quoted)
