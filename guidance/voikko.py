"""Finnish word forms by libvoikko, where the system has it (apt: libvoikko1, voikko-fi).

Spoken to through its C interface: the library is the system's own and is never shipped with the
house.
"""

import ctypes
import re
from functools import lru_cache
from threading import Lock

LIBRARY = "libvoikko.so.1"
_ROOT = re.compile(r"\(([^()]+)\)")
_NOT_A_LETTER = re.compile(r"[^a-zåäöšž]", re.IGNORECASE)

Analysis = tuple[str, tuple[str, ...]]


class Voikko:
    """One dictionary in memory.

    A handle serves one thread at a time, so every word waits for the lock.
    """

    def __init__(self) -> None:
        """Open library and dictionary. Raises `OSError` where the system lacks either."""
        self._lib = _declared(ctypes.CDLL(LIBRARY))
        error = ctypes.c_char_p()
        self._handle = self._lib.voikkoInit(ctypes.byref(error), b"fi", None)
        if not self._handle:
            raise OSError("libvoikko has no Finnish dictionary.")
        self._lock = Lock()

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """Give base form and roots of every reading: rahahuolet is rahahuoli, of raha and huoli."""
        with self._lock:
            return tuple(dict.fromkeys(self._read(word)))

    def _read(self, word: str) -> list[Analysis]:
        found = self._lib.voikkoAnalyzeWordCstr(self._handle, word.encode())
        readings: list[Analysis] = []
        while found and found[len(readings)]:
            one = found[len(readings)]
            readings.append((self._value(one, b"BASEFORM"), roots(self._value(one, b"WORDBASES"))))
        if found:
            self._lib.voikko_free_mor_analysis(found)
        return readings

    def _value(self, analysis: int, key: bytes) -> str:
        pointer = self._lib.voikko_mor_analysis_value_cstr(analysis, key)
        if not pointer:
            return ""
        try:
            return ctypes.string_at(pointer).decode()
        finally:
            self._lib.voikko_free_mor_analysis_value_cstr(pointer)


def roots(word_bases: str) -> tuple[str, ...]:
    """Give the roots in Voikko's "+mielen(mieli)+terve(terve)+ys(+ys)"; (+ys) is an ending."""
    found = (part for part in _ROOT.findall(word_bases) if not part.startswith("+"))
    return tuple(dict.fromkeys(_NOT_A_LETTER.sub("", part) for part in found))


def _declared(lib: ctypes.CDLL) -> ctypes.CDLL:
    text, handle = ctypes.c_char_p, ctypes.c_void_p
    shapes = {
        "voikkoInit": (handle, [ctypes.POINTER(text), text, text]),
        "voikkoAnalyzeWordCstr": (ctypes.POINTER(handle), [handle, text]),
        "voikko_mor_analysis_value_cstr": (handle, [handle, text]),
        "voikko_free_mor_analysis": (None, [handle]),
        "voikko_free_mor_analysis_value_cstr": (None, [handle]),
    }
    for name, (result, arguments) in shapes.items():
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


@lru_cache(maxsize=1)
def voikko() -> Voikko | None:
    """Give the system's Voikko, opened at the first call; None where there is none."""
    try:
        return Voikko()
    except (OSError, AttributeError):
        return None
