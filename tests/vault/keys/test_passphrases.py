"""What may be set as a passphrase: 2^60 guesses and not one less, whatever it is made of."""

import pytest

from safeguard_app.vault.keys import passphrases
from safeguard_app.vault.keys.passphrases import (
    LEAST_LOG2_GUESSES,
    LONGEST,
    require_strong,
    strength,
    suggested,
)
from safeguard_app.vault.problems import WeakPassphrase


def test_the_wall_stands_at_sixty() -> None:
    assert LEAST_LOG2_GUESSES == 60
    weak, strong = strength("crumpet gazebo lantern"), strength("crumpet gazebo lantern ivy quartz")
    assert weak.log2_guesses < 60 <= strong.log2_guesses
    assert (weak.enough, strong.enough) == (False, True)
    require_strong("crumpet gazebo lantern ivy quartz")
    with pytest.raises(WeakPassphrase) as refused:
        require_strong("crumpet gazebo lantern")
    assert "words" in refused.value.next_step


@pytest.mark.parametrize(("bits", "enough"), [(59.5, False), (60, True)])
def test_neither_more_nor_less_is_asked(bits: float, enough: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = {"guesses": int(2**bits), "feedback": {"warning": ""}}
    monkeypatch.setattr("zxcvbn.zxcvbn", lambda *_arguments, **_named: judged)
    assert strength("whatever").enough is enough


def test_what_is_suggested_passes() -> None:
    made = {suggested() for _ in range(20)}
    assert len(made) == 20
    for one in made:
        assert len(one.split()) == passphrases._SUGGESTED_WORDS == 5
        require_strong(one)


def test_names_of_the_school_and_the_user_count_for_nothing() -> None:
    plain = "Wrenfordshire Quillbrook Tansy"
    assert strength(plain, ("Wrenfordshire", "Quillbrook")).log2_guesses < strength(plain).log2_guesses


def test_only_the_first_72_characters_are_judged() -> None:
    """zxcvbn's time grows with the square of the length, and no tail may make a weak beginning count as strong."""
    weak = "a" * 72
    assert strength(weak + "crumpet gazebo lantern ivy quartz").log2_guesses == strength(weak).log2_guesses
    assert not strength(weak + "crumpet gazebo lantern ivy quartz").enough


def test_nothing_and_far_too_much_are_refused() -> None:
    assert not strength("").enough
    assert not strength("a7!" * LONGEST).enough
    assert str(f"{LONGEST:,}") in strength("a7!" * LONGEST).advice
