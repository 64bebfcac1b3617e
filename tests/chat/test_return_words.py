"""The words of the return code: enough of them, told apart, harmless, and the same bytes in Python and JavaScript."""

import base64
import hashlib
import json
import math
import os
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.house.tree import ROOT
from tools import return_words

NO_NODE = "no Node.js here, so the browser's derivation was not compared: apt-get install nodejs"
ROUNDS = 600_000
LANGUAGES = sorted(return_words.VOCABULARY)


def words_of(lang: str) -> list[str]:
    firsts, seconds = return_words.parts_of(lang)
    return [first + second for first, second in product(firsts, seconds)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_six_words_are_72_bits_and_none_is_near_another(lang: str):
    words = words_of(lang)

    assert 6 * math.log2(len(set(words))) == 72
    assert return_words.too_near(words) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_can_be_typed_on_any_keyboard_and_offends_nobody(lang: str):
    crude = return_words.CRUDE[lang].split()

    assert [
        word
        for word in words_of(lang)
        if not set(word) <= return_words.LETTERS
        or not 6 <= len(word) <= 16
        or any(one in word for one in crude)
    ] == []


def test_near_words_would_be_seen():
    assert return_words.too_near(["kultakettu", "kulttakettu", "lumisiili", "lumisilli"]) == [
        ("kultakettu", "kulttakettu"),
        ("lumisiili", "lumisilli"),
    ]


def test_the_browsers_and_the_servers_lists_are_those_that_the_rules_make():
    lists = {lang: return_words.parts_of(lang) for lang in return_words.VOCABULARY}

    assert return_words.TARGET.read_text("utf-8") == return_words.module(lists)
    assert return_words.PYTHON.read_text("utf-8") == return_words.python_module(lists)


def derived(words: list[str], salt: str) -> dict[str, object]:
    """Derive as `static/js/sealed/sealed.js` does, from its description alone."""
    root = hashlib.pbkdf2_hmac("sha256", " ".join(words).encode(), salt.encode(), ROUNDS)
    lookup, auth, wrap = (
        HKDF(hashes.SHA256(), length, salt=b"", info=f"rinnalla/return/{name}/v1".encode()).derive(
            root
        )
        for name, length in (("lookup", 16), ("auth", 32), ("wrap", 32))
    )
    nonce = bytes(12)
    sealed = AESGCM(wrap).encrypt(nonce, b"kept", None)
    kept = {"lookup": lookup, "auth": auth, "nonce": nonce, "sealed": sealed}
    return {"words": words, "salt": salt} | {
        name: base64.urlsafe_b64encode(value).decode().rstrip("=") for name, value in kept.items()
    }


def test_python_and_the_browser_derive_the_same_and_read_what_people_type(tmp_path: Path):
    node = shutil.which("node")
    if node is None:
        pytest.skip(NO_NODE)
    vectors = [derived(words_of("fi")[:6], "a|b|v1"), derived(words_of("sv")[-6:], "ä|ö|v1")]
    same = tmp_path / "same.json"
    same.write_text(json.dumps(vectors), "utf-8")

    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", str(ROOT / "tests" / "js" / "phrase.test.mjs")],
        env={**os.environ, "PHRASE_SAME": str(same)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "# skipped 0" in done.stdout
