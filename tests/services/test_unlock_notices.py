"""Every notice of unlocking has its own words, and none of them is another's."""

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import unlock_notices
from safeguard_app.vault.open_vault import Notice, UnlockNotice

WORDED = tuple(one for one in Notice if one is not Notice.OLDER_COPY)  # that one: see test_older_copy


def _said(notice: Notice) -> tuple[str, str]:
    _, heading, text = unlock_notices._words(
        UnlockNotice(notice, Compartment.DAILY, 3, "Deputy 1"), "the daily log"
    )
    return heading, text


def test_no_two_notices_say_the_same() -> None:
    said = [_said(notice) for notice in WORDED]
    assert len({heading for heading, _ in said}) == len({text for _, text in said}) == len(WORDED)


@pytest.mark.parametrize("notice", WORDED)
def test_each_says_what_to_do(notice: Notice) -> None:
    heading, text = _said(notice)
    assert heading
    assert text.endswith(".")
    assert "!" not in heading + text
