"""What the daily log says of a hand-in: everything to its readers, nothing to whoever may not know."""

import base64
from collections.abc import Mapping

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, RecordId, new_record_id
from safeguard_app.vault import announcements, drafts, hand_in, reading, user_keys, verifying
from safeguard_app.vault.handed_files import ArrivedFile
from safeguard_app.vault.keys.identities import unseal
from safeguard_app.vault.open_vault import Notice, OpenVault
from tests.vault.made_log import DEPUTY, HEAD, JUNIOR, LEAD, MadeForTest, file_incident

DAILY, ADULTS, NOT_HEAD, NOT_DSL = Compartment
WORDS = b"Concern about an invented person."


def _ended(log: MadeForTest, to: Compartment | None, who: str = JUNIOR) -> RecordId:
    """A draft that ends: handed in, or thrown away where ``to`` is None."""
    vault, draft = log.unlock(who), new_record_id()
    drafts.save(vault, draft, WORDS)
    if to is not None:
        hand_in.hand_in(vault, to, WORDS, draft)
    drafts.end(vault, draft, to)
    log.lock(vault)
    return draft


def _slips(vault: OpenVault) -> list[Mapping[str, str | int]]:
    ended = reading.events_of_kind(vault.daily.connection, EventKind.DRAFT_ENDED)
    assert [one.record for one in ended] == [None] * len(ended)
    return [one.facts for one in ended]


def _taken_in(vault: OpenVault, draft: RecordId | None = None) -> int:
    """What services do: file under the draft's own id, in an event that says it was taken in."""

    def file_one(_author: str, where: Compartment, content: bytes, _files: tuple[ArrivedFile, ...]) -> None:
        assert draft is not None
        file_incident(vault, content.decode(), where, draft, EventKind.TAKEN_IN)

    return hand_in.take_in_waiting(vault, file_one)


def _missing(vault: OpenVault) -> list[Compartment | None]:
    return [one.compartment for one in vault.notices if one.notice is Notice.NEVER_ARRIVED]


def _lose(log: MadeForTest, compartment: Compartment) -> None:
    for path in hand_in.inbox(log.folder, compartment).glob("*.age"):
        path.unlink()


def _opens(slip: str | int, secret: str) -> str:
    """What a slip says to the holder of a secret; nothing where it does not open."""
    try:
        return unseal(base64.b64decode(str(slip)), secret).decode()
    except ValueError:
        return ""


def test_every_end_of_a_draft_looks_the_same_to_whoever_holds_no_key_for_it(log: MadeForTest) -> None:
    for to in (None, NOT_HEAD, ADULTS, NOT_DSL):
        _ended(log, to)
    head = log.unlock(HEAD)
    readers = {place: len(head.roster().content.recipients(place)) for place in (ADULTS, NOT_HEAD, NOT_DSL)}
    ends = _slips(head)
    assert len(ends) == 4
    for facts in ends:
        assert set(facts) == {f"slip_{place}" for place in readers}
        for place, count in readers.items():
            sealed = base64.b64decode(str(facts[f"slip_{place}"]))
            assert sealed.count(b"-> X25519 ") == count
            assert len(sealed.rsplit(b"\n--- ", 1)[1]) == 43 + 1 + 16 + 32 + 16, (
                "the same size, whatever it says"
            )
    about_head = [_opens(facts["slip_c3"], head.identity.secret_text) for facts in ends]
    assert about_head == ["", "", "", ""], "the Headteacher opens none of the slips about the Headteacher"
    nothing = "0" * 32
    said = [_opens(facts["slip_c3"], log.recovery) for facts in ends]
    assert said[0] == said[2] == said[3] == nothing != said[1]


def test_whoever_reads_a_part_never_hands_in_to_it_and_leaves_no_slip_for_it(log: MadeForTest) -> None:
    _ended(log, None, LEAD)
    _ended(log, None, HEAD)
    _ended(log, None, DEPUTY)
    assert [sorted(facts) for facts in _slips(log.unlock())] == [["slip_c4"], ["slip_c3"], []]


def test_what_arrives_is_matched_and_nothing_is_reported(log: MadeForTest) -> None:
    draft = _ended(log, ADULTS)
    lead = log.unlock()
    assert _taken_in(lead, draft) == 1
    assert _missing(lead) == []
    (announced,) = announcements.announced(lead.compartment(ADULTS))
    assert (announced.id, announced.author) == (announcements.id_of(draft), log.users[3])
    assert verifying.verify(lead) == []


@pytest.mark.parametrize(
    ("to", "readers", "others"),
    [(ADULTS, (LEAD, HEAD, DEPUTY), (JUNIOR,)), (NOT_HEAD, (LEAD, DEPUTY), (HEAD, JUNIOR))],
)
def test_what_never_arrives_is_reported_to_its_readers_only(
    log: MadeForTest, to: Compartment, readers: tuple[str, ...], others: tuple[str, ...]
) -> None:
    _ended(log, to)
    _lose(log, to)
    for who in (*others, *readers, *others):
        vault = log.unlock(who)
        assert _taken_in(vault) == 0
        assert _missing(vault) == ([to] if who in readers else [])
        told = [one for one in vault if announcements.announced(one)]
        assert [one.id for one in told] == ([to] if who in readers else [])
        log.lock(vault)


def test_it_is_said_once_in_the_chain_however_many_read_it_and_for_a_month_at_unlock(
    log: MadeForTest,
) -> None:
    _ended(log, ADULTS)
    _lose(log, ADULTS)
    for who in (LEAD, HEAD, LEAD, DEPUTY):
        vault = log.unlock(who)
        assert len(announcements.announced(vault.compartment(ADULTS))) == 1
        log.lock(vault)
    log.clock.forward(minutes=31 * 24 * 60)
    lead = log.unlock()
    assert _taken_in(lead) == 0
    assert _missing(lead) == []
    assert len(announcements.announced(lead.compartment(ADULTS))) == 1


def test_what_waits_damaged_is_not_said_to_be_gone(log: MadeForTest) -> None:
    _ended(log, ADULTS)
    (path,) = hand_in.inbox(log.folder, ADULTS).glob("*.age")
    path.write_bytes(path.read_bytes()[:-1])
    lead = log.unlock()
    assert _taken_in(lead) == 0
    assert _missing(lead) == []
    assert [one.notice for one in lead.notices if one.compartment is ADULTS] == [Notice.WAITING_UNREAD]


def test_a_crash_before_the_draft_ended_still_announces(log: MadeForTest) -> None:
    vault, draft = log.unlock(JUNIOR), new_record_id()
    drafts.save(vault, draft, WORDS)
    hand_in.hand_in(vault, NOT_DSL, WORDS, draft)
    vault.abandon()
    log.lock(log.unlock(JUNIOR))
    _lose(log, NOT_DSL)
    head = log.unlock(HEAD)
    _taken_in(head)
    assert _missing(head) == [NOT_DSL]


def test_an_unlock_that_ended_before_its_intake_loses_no_announcement(log: MadeForTest) -> None:
    """The hand-in still waited at that unlock, and is taken from its inbox before the next."""
    _ended(log, ADULTS)
    log.unlock().abandon()
    _lose(log, ADULTS)
    lead = log.unlock()
    _taken_in(lead)
    assert _missing(lead) == [ADULTS]
    log.lock(lead)
    again = log.unlock()
    assert len(announcements.announced(again.compartment(ADULTS))) == 1


def test_a_lost_passphrase_does_not_lose_what_was_announced(log: MadeForTest) -> None:
    _ended(log, NOT_DSL)
    _lose(log, NOT_DSL)
    user_keys.recover(log.folder, log.recovery, log.users[1], "head again", log.around())
    head = log.unlock("head again", log.users[1])
    _taken_in(head)
    assert _missing(head) == [NOT_DSL]


def test_an_older_daily_log_put_back_is_read_again(log: MadeForTest) -> None:
    old = (log.folder / "c1.db").read_bytes()
    for _ in range(8):
        log.lock(log.unlock())
    (log.folder / "c1.db").write_bytes(old)
    _ended(log, ADULTS)
    _lose(log, ADULTS)
    lead = log.unlock()
    _taken_in(lead)
    assert _missing(lead) == [ADULTS]
