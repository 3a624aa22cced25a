"""Identities: texts that every age tool reads, typed keys that are forgiven, signatures that hold."""

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.vault.keys import bech32
from safeguard_app.vault.keys.identities import (
    Identity,
    grouped,
    seal,
    signature_holds,
    tidied_recovery_key,
    unseal,
)
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.problems import WrongRecoveryKey


@given(st.binary(min_size=32, max_size=32))
def test_any_32_bytes_are_an_identity_that_pyrage_reads(secret: bytes) -> None:
    text = bech32.encode("age-secret-key-", secret).upper()
    assert str(pyrage.x25519.Identity.from_str(text)) == text
    assert Identity.from_secret(secret).recipient == str(pyrage.x25519.Identity.from_str(text).to_public())


def test_bech32_of_bip_173() -> None:
    five_bits_of_zero_to_31 = sum(value << (5 * (31 - value)) for value in range(32)).to_bytes(20, "big")
    assert bech32.encode("abcdef", five_bits_of_zero_to_31) == "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"


@pytest.mark.parametrize("place", [20, 40, 73])
def test_a_mistyped_letter_is_refused(place: int) -> None:
    text = Identity.generate().secret_text
    other = "Q" if text[place] != "Q" else "P"
    with pytest.raises(WrongRecoveryKey):
        Identity.from_text(text[:place] + other + text[place + 1 :])


def test_a_recovery_key_is_forgiven_for_how_it_is_typed() -> None:
    text = Identity.generate().secret_text
    groups = " ".join(grouped(text)).lower()
    assert tidied_recovery_key(groups) == text
    assert tidied_recovery_key("age secret key " + groups) == text
    assert tidied_recovery_key(text.replace("-", "–")) == text
    body = text.removeprefix("AGE-SECRET-KEY-1")
    assert tidied_recovery_key("1" + body.replace("L", "1").replace("0", "O").replace("8", "b")) == text


def test_same_passphrase_and_salt_give_the_same_identity_and_nothing_else_does() -> None:
    one = Identity.from_passphrase("words", bytes(16), CHEAPEST, cheap_allowed=True)
    again = Identity.from_passphrase("words", bytes(16), CHEAPEST, cheap_allowed=True)
    other_salt = Identity.from_passphrase("words", b"s" * 16, CHEAPEST, cheap_allowed=True)
    assert (one.recipient, one.verifying) == (again.recipient, again.verifying)
    assert one.recipient != other_salt.recipient
    assert one.verifying != other_salt.verifying


def test_a_passphrase_means_the_same_however_it_was_composed() -> None:
    composed = Identity.from_passphrase("caf\u00e9", bytes(16), CHEAPEST, cheap_allowed=True)
    loose = Identity.from_passphrase("cafe\u0301", bytes(16), CHEAPEST, cheap_allowed=True)
    assert composed.recipient == loose.recipient


def test_what_is_sealed_opens_for_its_recipients_only() -> None:
    one, other, stranger = (Identity.generate() for _ in range(3))
    sealed = seal(b"words", (one.recipient, other.recipient))
    assert unseal(sealed, one.secret_text) == unseal(sealed, other.secret_text) == b"words"
    with pytest.raises(ValueError, match="does not open"):
        unseal(sealed, stranger.secret_text)


def test_a_signature_holds_for_its_signer_and_its_message_only() -> None:
    signer, other = Identity.generate(), Identity.generate()
    signature = signer.sign(b"message")
    signature_holds(signer.verifying, b"message", signature)
    for verifying, message, given_ in (
        (other.verifying, b"message", signature),
        (signer.verifying, b"messagf", signature),
        (signer.verifying, b"message", "00" * 64),
        (signer.verifying, b"message", "not hex"),
    ):
        with pytest.raises(ValueError, match=r".*"):
            signature_holds(verifying, message, given_)


def test_an_identity_never_shows_its_secret() -> None:
    identity = Identity.generate()
    assert identity.secret_text not in repr(identity)
