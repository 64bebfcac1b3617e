"""Passkeys: what the browser is asked, and whether its answer is right (WebAuthn level 3).

A passkey here opens nothing on the server. Its PRF makes a secret in the browser; the ceremony
shows that the same authenticator answered, that its person was there, and that it was our page.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from organisation.errors import PasskeyRefused
from organisation.models import Worker, WorkerUnlock

HOUSE = "Rinnalla"
_REQUIRED = UserVerificationRequirement.REQUIRED


def registration(worker: Worker, origin: str, known: list[WorkerUnlock]) -> dict[str, Any]:
    """Say what a browser is asked that makes a passkey, other than those that are known."""
    asked = generate_registration_options(
        rp_id=_host(origin),
        rp_name=HOUSE,
        user_id=worker.id.bytes,
        user_name=worker.email,
        user_display_name=worker.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=_REQUIRED
        ),
        exclude_credentials=_named(known),
    )
    return dict(options_to_json_dict(asked))


def registered(answer: Any, challenge: str, origin: str) -> VerifiedRegistration:
    """Check the answer to `registration`. Raises `PasskeyRefused`."""
    try:
        return verify_registration_response(
            credential=json.dumps(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as wrong:
        raise PasskeyRefused from wrong


def question(origin: str, known: list[WorkerUnlock]) -> dict[str, Any]:
    """Say what a browser is asked that uses one of the known passkeys."""
    asked = generate_authentication_options(
        rp_id=_host(origin), allow_credentials=_named(known), user_verification=_REQUIRED
    )
    return dict(options_to_json_dict(asked))


def answered(
    answer: Any, challenge: str, origin: str, unlock: WorkerUnlock
) -> VerifiedAuthentication:
    """Check the answer to `question` against the passkey it names. Raises `PasskeyRefused`."""
    if unlock.credential_public is None:
        raise PasskeyRefused
    try:
        return verify_authentication_response(
            credential=json.dumps(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(origin),
            expected_origin=origin,
            credential_public_key=unlock.credential_public,
            credential_current_sign_count=unlock.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as wrong:
        raise PasskeyRefused from wrong


def _named(known: list[WorkerUnlock]) -> list[PublicKeyCredentialDescriptor]:
    ids = [one.credential_id for one in known if one.credential_id is not None]
    return [PublicKeyCredentialDescriptor(id=one) for one in ids]


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""
