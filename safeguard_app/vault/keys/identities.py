"""A user's identity: 32 secret bytes, seen as an age key pair for sealing and an Ed25519 pair for signing."""

import re
from dataclasses import dataclass

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from safeguard_app.vault.keys import bech32
from safeguard_app.vault.keys.stretching import Cost, stretch
from safeguard_app.vault.problems import WrongRecoveryKey

_AGE_PREFIX = "age-secret-key-"
KEY_BEGINS = _AGE_PREFIX.upper()
"""What every age key begins with."""
_SIGNING_LABEL = b"safeguard-log signing key v1"
_NOT_KEY_LETTERS = re.compile(r"[^A-Z0-9]")
_MISREAD = str.maketrans({"1": "L", "I": "L", "O": "0", "B": "8"})
"""The four signs that never occur after a key's first 1, and what they are misread from."""
_GROUP = 5


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Held in memory from unlock to lock. ``recipient`` and ``verifying`` are public; nothing else is."""

    secret_text: str
    recipient: str
    signing: Ed25519PrivateKey
    verifying: str

    @classmethod
    def from_secret(cls, secret: bytes) -> "Identity":
        """The identity that 32 secret bytes are."""
        return cls.from_text(bech32.encode(_AGE_PREFIX, secret).upper(), secret)

    @classmethod
    def from_text(cls, text: str, signing_seed: bytes | None = None) -> "Identity":
        """The identity that an ``AGE-SECRET-KEY-1`` text is. Raises :class:`WrongRecoveryKey` on anything else."""
        try:
            age = pyrage.x25519.Identity.from_str(text)
        except pyrage.IdentityError:
            raise WrongRecoveryKey from None
        seed = signing_seed if signing_seed is not None else text.encode()
        derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_SIGNING_LABEL).derive(seed)
        signing = Ed25519PrivateKey.from_private_bytes(derived)
        return cls(text, str(age.to_public()), signing, signing.public_key().public_bytes_raw().hex())

    @classmethod
    def generate(cls) -> "Identity":
        """A fresh random identity: a recovery key, or the one-time key of one file."""
        return cls.from_text(str(pyrage.x25519.Identity.generate()))

    @classmethod
    def from_passphrase(
        cls, passphrase: str, salt: bytes, cost: Cost, *, cheap_allowed: bool = False
    ) -> "Identity":
        """The identity a passphrase stretches to. Takes about a second: never on the window's thread."""
        return cls.from_secret(stretch(passphrase, salt, cost, cheap_allowed=cheap_allowed))

    def sign(self, message: bytes) -> str:
        """Ed25519 signature over ``message``, 128 hexadecimal digits."""
        return self.signing.sign(message).hex()


def signature_holds(verifying: str, message: bytes, signature: str) -> None:
    """Raise ValueError unless ``signature`` over ``message`` was made by the holder of ``verifying``."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(verifying)).verify(bytes.fromhex(signature), message)
    except InvalidSignature:
        raise ValueError("signature does not hold") from None


def seal(content: bytes, recipients: tuple[str, ...], *, armoured: bool = False) -> bytes:
    """``content`` as an age file that exactly ``recipients`` can open."""
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    return bytes(pyrage.encrypt(content, keys, armored=armoured))


def unseal(sealed: bytes, secret_text: str) -> bytes:
    """The content of an age file. Raises ValueError when this key does not open it or it is damaged."""
    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret_text)]))
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise ValueError("does not open with this key, or is damaged") from None


def grouped(secret_text: str) -> tuple[str, ...]:
    """The secret part of a recovery key in groups of five for printing and reading aloud."""
    body = secret_text.removeprefix(KEY_BEGINS)
    return tuple(body[start : start + _GROUP] for start in range(0, len(body), _GROUP))


def tidied_recovery_key(typed: str) -> str:
    """What a person typed from the sheet, without spaces and in capitals, with its prefix put back if left out.

    Letters that a key cannot hold are read as the ones they look like; the key's own checksum catches the rest.
    """
    letters = _NOT_KEY_LETTERS.sub("", typed.upper())
    body = letters.removeprefix("AGESECRETKEY")
    return KEY_BEGINS + body[:1] + body[1:].translate(_MISREAD)
