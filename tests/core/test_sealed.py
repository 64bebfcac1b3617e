"""`chat-sealed/1`: Python and the browser seal to the same bytes, and every changed bit is noticed."""

import base64
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_private_key
from hypothesis import given, settings
from hypothesis import strategies as st

from core import sealed
from core.crypto import Sealed
from core.sealed import Place

ROOT = Path(__file__).resolve().parents[2]
KEPT = json.loads((ROOT / "tests/samples/sealed/conversation.json").read_text("utf-8"))
CEK = base64.b64decode(KEPT["cek"])
CONVERSATION = KEPT["conversation"]


def held(written: str) -> bytes:
    return base64.b64decode(written)


def place_of(one: dict[str, Any]) -> Place:
    named = ("direction", "number", "epoch", "kind", "client_id", "verdict")
    return Place(CONVERSATION, **{name: one[name] for name in named})


def opened(place: Place, whole: bytes) -> bytes:
    if place.direction == "worker":
        whole = sealed.checked_message(held(KEPT["signing_public"]), place, whole)
    return sealed.open_message(
        sealed.direction_key(CEK, place.direction, place.epoch), place, whole
    )


@pytest.fixture
def kept_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.crypto.secrets.token_bytes", lambda _size: held(KEPT["nonce"]))


@pytest.mark.parametrize(
    "one", KEPT["messages"], ids=lambda one: f"{one['direction']} {one['number']}"
)
def test_the_kept_messages_are_opened_and_sealed_to_the_same_bytes(one, kept_nonce):
    place, whole = place_of(one), held(one["envelope"])

    assert opened(place, whole).decode() == one["text"]

    key = sealed.direction_key(CEK, place.direction, place.epoch)
    assert whole.startswith(sealed.seal_message(key, place, one["text"].encode()))


def test_the_kept_boxes_and_the_kept_phrase_give_the_same_bytes(kept_nonce):
    for one in KEPT["boxes"]:
        key = sealed.box_key(CEK, one["purpose"])
        assert sealed.lock(key, one["plain"].encode(), one["about"].encode()) == held(one["box"])

    told = KEPT["phrase"]
    made = sealed.derive(told["words"], told["salt"])
    assert (made.lookup, made.auth) == (told["lookup"], told["auth"])
    assert sealed.lock(made.wrap, CEK, told["about"].encode()) == held(told["box"])


def test_every_bit_of_a_message_and_every_byte_that_is_cut_off_is_noticed():
    one = KEPT["messages"][0]
    place, whole = place_of(one), held(one["envelope"])

    for at in range(len(whole)):
        with pytest.raises(Sealed):
            opened(place, whole[:at])
        for bit in range(8):
            changed = bytearray(whole)
            changed[at] ^= 1 << bit
            with pytest.raises(Sealed):
                opened(place, bytes(changed))


@settings(max_examples=25)
@given(bit=st.integers(0, len(held(KEPT["messages"][1]["envelope"])) * 8 - 1))
def test_any_bit_of_a_workers_signed_message_is_noticed(bit: int):
    one = KEPT["messages"][1]
    changed = bytearray(held(one["envelope"]))
    changed[bit >> 3] ^= 1 << (bit & 7)

    with pytest.raises(Sealed):
        opened(place_of(one), bytes(changed))


@pytest.mark.parametrize(
    "other",
    [
        {"conversation": CONVERSATION.replace("0", "1")},
        {"direction": "worker"},
        {"number": 2},
        {"epoch": 2},
        {"kind": "agreed"},
        {"client_id": ""},
    ],
    ids=str,
)
def test_a_message_does_not_open_where_it_was_not_said(other):
    one = KEPT["messages"][0]
    place = place_of(one)
    key = sealed.direction_key(CEK, place.direction, place.epoch)

    with pytest.raises(Sealed):
        sealed.open_message(key, replace(place, **other), held(one["envelope"]))


def test_a_signature_of_somebody_else_is_noticed():
    one = KEPT["messages"][1]
    stranger = sealed.public_bytes(ec.generate_private_key(ec.SECP256R1()))

    for public in (stranger, b"\x04" + bytes(64)):
        with pytest.raises(Sealed):
            sealed.checked_message(public, place_of(one), held(one["envelope"]))


@settings(max_examples=30)
@given(plain=st.binary(max_size=600), number=st.integers(1, 2**32 - 1), epoch=st.integers(1, 9))
def test_whatever_is_said_comes_back_and_its_length_is_told_in_steps(plain, number, epoch):
    place = Place(CONVERSATION, "visitor", number, epoch)
    key = sealed.direction_key(CEK, "visitor", epoch)

    envelope = sealed.seal_message(key, place, plain)

    assert sealed.open_message(key, place, envelope) == plain
    assert (len(envelope) - sealed.LEAST_BYTES) % sealed.BLOCK_BYTES == 0


def test_what_a_worker_signs_here_is_known_as_theirs():
    private = load_der_private_key(held(KEPT["signing_private"]), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    place = Place(CONVERSATION, "worker", 3, 1)
    envelope = sealed.seal_message(sealed.direction_key(CEK, "worker", 1), place, b"moi")

    signed = sealed.sign_message(private, place, envelope)

    assert opened(place, signed) == b"moi"


def test_a_fingerprint_is_short_enough_to_read_aloud():
    assert sealed.fingerprint(held(KEPT["signing_public"])) == KEPT["signing_fingerprint"]


def test_the_browsers_module_seals_to_the_same_bytes_and_python_opens_what_it_made(
    node: str, tmp_path: Path
):
    told = tmp_path / "told.json"

    done = subprocess.run(
        [node, "--test", "--test-reporter=tap", "tests/js/talk.test.mjs"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "TALK_OUT": str(told)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    made = {name: held(value) for name, value in json.loads(told.read_text()).items()}
    place = place_of(KEPT["messages"][1])
    envelope = sealed.checked_message(made["public"], place, made["envelope"] + made["signature"])
    key = sealed.direction_key(CEK, place.direction, place.epoch)
    assert sealed.open_message(key, place, envelope).decode() == "takaisin Pythonille ✓"
