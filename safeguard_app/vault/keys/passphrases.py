"""How hard a passphrase is to guess, and suggestions that are hard to guess and easy to type."""

import math
import secrets
from dataclasses import dataclass

from safeguard_app.system.resources import read_resource
from safeguard_app.vault.problems import WeakPassphrase

LEAST_LOG2_GUESSES = 60
"""Below 2^60 guesses a stolen laptop can be opened offline in months (security.md 3.2)."""
_JUDGED_LENGTH = 72
_SUGGESTED_WORDS = 5
LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Strength:
    """``log2_guesses`` as zxcvbn estimates them; ``enough`` says whether the passphrase may be set."""

    log2_guesses: int
    enough: bool
    advice: str


def strength(passphrase: str, own_words: tuple[str, ...] = ()) -> Strength:
    """Judge a passphrase; ``own_words`` are names of the school and the user, which count for nothing."""
    if not passphrase:
        return Strength(0, False, "Type five or more unrelated words.")
    if len(passphrase) > LONGEST:
        return Strength(0, False, f"Use at most {LONGEST:,} characters.")
    from zxcvbn import zxcvbn  # its word lists are large, and only a new passphrase is judged

    judged = zxcvbn(passphrase[:_JUDGED_LENGTH], user_inputs=[word for word in own_words if word])
    bits = int(math.log2(max(1, int(judged["guesses"]))))
    if bits >= LEAST_LOG2_GUESSES:
        return Strength(bits, True, "Hard to guess.")
    warning = str(judged["feedback"]["warning"] or "").strip()
    lead = f"{warning.rstrip('.')}. " if warning else ""
    return Strength(bits, False, f"{lead}Add more unrelated words.")


def require_strong(passphrase: str, own_words: tuple[str, ...] = ()) -> None:
    """Raise :class:`WeakPassphrase` unless the passphrase may be set."""
    judged = strength(passphrase, own_words)
    if not judged.enough:
        raise WeakPassphrase(next_step=judged.advice)


def suggested(count: int = _SUGGESTED_WORDS) -> str:
    """Words drawn at random from the EFF's long list; five of them are about 2^64 guesses."""
    words = read_resource("words/eff_large_wordlist.txt").decode().split()
    return " ".join(secrets.choice(words) for _ in range(count))
