"""Envelopes to a public key and shares of a secret: here, in the browser's twin, and between them."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from hypothesis import given
from hypothesis import strategies as st

from core.crypto import Sealed, seal
from core.sealing import is_public_key, open_sealed, public_bytes, seal_to
from core.sharing import join, split

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "samples" / "sealed" / "sealing.json"
SECRET = bytes(range(32))


def pair() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def written(held: bytes) -> str:
    return base64.b64encode(held).decode()


def vector(plain: str, about: str) -> dict[str, Any]:
    """Make what the browser's side shall open."""
    key = pair()
    secret = os.urandom(32)
    hashed = hashlib.sha256(public_bytes(key)).hexdigest()[:20]
    return {
        "private": written(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        "public": written(public_bytes(key)),
        "fingerprint": " ".join(hashed[at : at + 4] for at in range(0, 20, 4)),
        "plain": plain,
        "about": about,
        "envelope": written(seal_to(public_bytes(key), plain.encode(), about.encode())),
        "shares": [written(one) for one in split(secret, 3)],
        "box": written(seal(secret, plain.encode(), about.encode())),
    }


def test_what_is_sealed_to_somebody_is_opened_by_them():
    key = pair()

    assert open_sealed(key, seal_to(public_bytes(key), b"here", b"x"), b"x") == b"here"


def test_nobody_else_opens_it_nor_about_something_else_nor_changed():
    key, envelope = pair(), b""
    envelope = seal_to(public_bytes(key), b"here", b"x")

    for reader, held, about in (
        (pair(), envelope, b"x"),
        (key, envelope, b"y"),
        (key, envelope[:-1] + bytes([envelope[-1] ^ 1]), b"x"),
        (key, b"\x04" + bytes(64) + envelope[65:], b"x"),
        (key, envelope[:40], b"x"),
    ):
        with pytest.raises(Sealed):
            open_sealed(reader, held, about)


def test_the_same_words_never_look_the_same():
    public = public_bytes(pair())

    assert seal_to(public, b"here", b"x") != seal_to(public, b"here", b"x")


@pytest.mark.parametrize("wrong", [b"", b"\x04" + bytes(64), b"\x02" + bytes(32), bytes(65)])
def test_what_is_no_point_of_the_curve_is_no_key(wrong: bytes):
    assert not is_public_key(wrong)
    with pytest.raises(ValueError, match=r"."):
        seal_to(wrong, b"here", b"x")


def test_a_public_key_is_known_as_one():
    assert is_public_key(public_bytes(pair()))


@given(secret=st.binary(min_size=1, max_size=40), count=st.integers(2, 12), data=st.data())
def test_any_two_shares_give_the_secret_back(secret: bytes, count: int, data: st.DataObject):
    shares = split(secret, count)

    one, other = data.draw(st.permutations(shares))[:2]

    assert join(one, other) == secret


def test_one_share_tells_nothing():
    # With any first share, every secret is as possible as any other: there is a second share for each.
    first = split(b"\x07", 2)[0]

    assert {join(first, bytes([2, y])) for y in range(256)} == {bytes([s]) for s in range(256)}


@pytest.mark.parametrize("count", [0, 1, 256])
def test_there_are_at_least_two_shares(count: int):
    with pytest.raises(ValueError, match="2 to 255"):
        split(SECRET, count)


def test_one_share_twice_is_refused():
    share = split(SECRET, 2)[0]

    with pytest.raises(ValueError, match="Two different shares"):
        join(share, share)


def test_the_kept_vectors_are_opened():
    kept = json.loads(KEPT.read_text())
    key = load_der_private_key(base64.b64decode(kept["private"]), None)

    assert isinstance(key, ec.EllipticCurvePrivateKey)
    opened = open_sealed(key, base64.b64decode(kept["envelope"]), kept["about"].encode())
    assert opened.decode() == kept["plain"]


def test_python_and_the_browser_open_what_the_other_sealed(tmp_path: Path):
    program = shutil.which("node")
    if program is None:
        pytest.skip("no Node.js here: apt-get install nodejs")
    made = vector("198.51.100.77 ✓", "place|ä")
    told, sealed = tmp_path / "told.json", tmp_path / "sealed.json"
    told.write_text(json.dumps(made))

    done = subprocess.run(
        [program, "--test", "--test-reporter=tap", "tests/js/sealed.test.mjs"],
        cwd=ROOT,
        env={**os.environ, "SEALED_IN": str(told), "SEALED_OUT": str(sealed)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    key = load_der_private_key(base64.b64decode(made["private"]), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    envelopes = [base64.b64decode(one) for one in json.loads(sealed.read_text())]
    opened = [open_sealed(key, one, made["about"].encode()).decode() for one in envelopes]
    assert opened == [made["plain"]] * 3
