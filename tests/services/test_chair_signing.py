"""The Chair's account: signs the Headteacher's own declarations with a passphrase of its own, and opens nothing."""

import json
from datetime import date

import msgspec
import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.declarations import How, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.people import AdultType, OfficeKind
from safeguard_app.domain.standing import StandingCode
from safeguard_app.domain.users import Role
from safeguard_app.services import away, declarations, log_face, opening, users
from safeguard_app.services.chair_signing import (
    NoSigner,
    acknowledge_as_chair,
    awaiting_chair,
    chair_waits,
)
from safeguard_app.services.declaration_forms import Decided
from safeguard_app.services.event_details import fact_lines
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.register_facts import declaration, standing_now
from safeguard_app.services.session import Session
from safeguard_app.vault import key_change, reading, user_keys, verifying
from safeguard_app.vault.keys import stretching, vault_file
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.problems import SignsOnly, StaleVersion, WrongPassphrase
from safeguard_app.vault.unlocking import Surroundings, unlock
from tests.services.conftest import MadeSchool, adult, pupil
from tests.services.test_declarations import declared

CHAIR = "copper lantern meadow tide basket"


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work, with a Chair who has an account."""
    made_school.clock.set("2026-09-09 10:00")
    session = made_school.sign_in()
    users.add(session, PersonWithKey("Mr Paul Strand", (Role.CHAIR,), CHAIR))
    return session


def chair(session: Session) -> UserId:
    """The account."""
    return next(user.id for user in session.roster.users if user.signs_only)


def heads_own(session: Session) -> Decided:
    """The Headteacher's own declaration, decided as the Chair would."""
    head = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    reference = declared(
        session, head, pupil(session, "Archie Denning", _born(), "Reception", "RA"), "2026-09-07 12:00"
    )
    return Decided(reference, 1, StepKind.ACKNOWLEDGED_WITH_CONDITIONS, conditions=("Not in her own class",))


def _born() -> date:
    return date(2022, 3, 3)


def test_it_stands_on_the_roster_reads_nothing_and_is_no_way_in(
    made_school: MadeSchool, session: Session
) -> None:
    line = next(line for line in users.user_lines(session) if line.name == "Mr Paul Strand")
    assert (line.label, line.reads) == ("Chair of Governors", "Nothing: signs acknowledgements")
    assert "Chair of Governors" not in [way.label for way in log_face.face_of(made_school.folder).ways_in]
    assert all(one[0] != line.id for one in away.covers(session)), "nor does it cover for anybody"
    opening.lock(session)
    around = Surroundings(made_school.clock, made_school.state)
    with pytest.raises(SignsOnly):
        unlock(made_school.folder, line.id, CHAIR, around)
    with pytest.raises(SignsOnly):
        user_keys.recover(made_school.folder, made_school.recovery, line.id, CHAIR, around)
    assert made_school.sign_in().vault.notices == [], "and nothing differs"


def test_no_key_is_sealed_to_it(session: Session) -> None:
    for compartment in session.vault:
        sealed = session.vault.file.compartments[compartment.id.value]
        readers = session.vault.roster(compartment.id).content.readers(compartment.id)
        assert all(not user.signs_only for user in readers)
        assert key_change.recipients_of(sealed.key) == len(readers) + 1, "its readers and the recovery key"


def test_an_older_program_is_told_that_it_is_too_old(made_school: MadeSchool, session: Session) -> None:
    kept = json.loads((made_school.folder / vault_file.NAME).read_text())["content"]
    assert kept["format"] == 2 and [slot.get("signs") for slot in kept["slots"]].count(True) == 1
    users.remove(session, chair(session))
    kept = json.loads((made_school.folder / vault_file.NAME).read_text())["content"]
    assert kept["format"] == 1 and all("signs" not in slot for slot in kept["slots"])


def test_what_the_chair_decides_is_the_chairs_and_signed(session: Session) -> None:
    decided = heads_own(session)
    waits = chair_waits(session)
    assert waits is not None and waits.signer == chair(session)
    assert waits.sentence == (
        "1 declaration waits for Mr Paul Strand, Chair of Governors, to read and sign here."
    )
    acknowledge_as_chair(session, chair(session), (decided,), CHAIR)
    content = declaration(session, decided.reference).content
    step = content.steps[-1]
    assert (step.how, step.capacity, step.by.name) == (How.ON_SCREEN, OfficeKind.CHAIR, "Mr Paul Strand")
    assert (step.entered_by, step.entered_by_name) == (chair(session), "Mr Paul Strand")
    assert standing_now(session, content).code is StandingCode.ACKNOWLEDGED_WITH_CONDITIONS
    assert chair_waits(session) is None
    logged = reading.events_of(session.vault.daily.connection, decided.reference.id)[-1]
    assert logged.signed and logged.event.actor == chair(session)
    assert ("At the computer of", "Miss Jo Abbey") in fact_lines(session, logged.event)
    assert verifying.verify(session.vault) == []


def test_another_passphrase_signs_nothing_and_is_an_event(session: Session) -> None:
    decided = heads_own(session)
    with pytest.raises(WrongPassphrase, match="Mr Paul Strand"):
        acknowledge_as_chair(session, chair(session), (decided,), "not the passphrase at all")
    assert declaration(session, decided.reference).number == 1
    connection = session.vault.daily.connection
    logged = reading.events(connection, newest=session.vault.daily.head.number, limit=1)[0]
    assert (logged.event.kind, logged.event.actor) == (EventKind.UNLOCK_FAILED, chair(session))


def test_a_way_in_that_was_put_in_the_chairs_place_signs_nothing(
    made_school: MadeSchool, session: Session
) -> None:
    """Whoever can write the key file can put a passphrase of their own there; the roster knows the Chair's key."""
    decided, signer = heads_own(session), chair(session)
    salt, cost = stretching.new_salt(), stretching.CHEAPEST
    theirs = Identity.from_passphrase("one of their own", salt, cost, cheap_allowed=True)
    content = session.vault.file
    forged = tuple(
        msgspec.structs.replace(slot, salt=salt.hex(), cost=cost, recipient=theirs.recipient)
        if slot.id == signer
        else slot
        for slot in content.slots
    )
    opening.lock(session)
    vault_file.write(made_school.folder, msgspec.structs.replace(content, slots=forged))
    again = made_school.sign_in()
    with pytest.raises(WrongPassphrase):
        acknowledge_as_chair(again, signer, (decided,), "one of their own")
    assert declaration(again, decided.reference).number == 1


def test_one_declaration_decided_twice_at_once_is_refused_before_anything_is_kept(session: Session) -> None:
    decided = heads_own(session)
    with pytest.raises(RuleViolation):
        acknowledge_as_chair(session, chair(session), (decided, decided), CHAIR)
    assert declaration(session, decided.reference).number == 1


def test_what_is_the_heads_to_decide_is_not_the_chairs(session: Session) -> None:
    shona = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", _born(), "Year 4", "4B")
    reference = declared(session, shona, tyler, "2026-09-08 12:00")
    assert chair_waits(session) is None and awaiting_chair(session, chair(session)).items == ()
    with pytest.raises(RuleViolation) as refused:
        acknowledge_as_chair(session, chair(session), (Decided(reference, 1, StepKind.ACKNOWLEDGED),), CHAIR)
    assert refused.value.fields == {"by": "Decided by the Headteacher."}


def test_a_chair_who_declares_and_leads_the_school_decides_nothing_of_their_own(session: Session) -> None:
    both = adult(session, "Mr Paul Strand", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    declared(session, both, pupil(session, "Una Strand", _born(), "Year 4", "4B"), "2026-09-08 12:00")
    assert chair_waits(session) is None


def test_a_mark_over_a_letter_makes_nobody_another_person(session: Session) -> None:
    both = adult(session, "Mr Pàul Strand", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    declared(session, both, pupil(session, "Una Strand", _born(), "Year 4", "4B"), "2026-09-08 12:00")
    assert chair_waits(session) is None


def test_somebody_else_s_account_or_a_removed_one_signs_nothing(session: Session) -> None:
    decided, signer = heads_own(session), chair(session)
    with pytest.raises(NoSigner):
        acknowledge_as_chair(session, session.user.id, (decided,), CHAIR)
    users.remove(session, signer)
    assert chair_waits(session) is None
    with pytest.raises(NoSigner):
        acknowledge_as_chair(session, signer, (decided,), CHAIR)


def test_a_declaration_that_changed_meanwhile_is_read_again(session: Session) -> None:
    decided = heads_own(session)
    declarations.enter_in_error(session, decided.reference, "Twice.", version=1)
    with pytest.raises(StaleVersion):
        acknowledge_as_chair(session, chair(session), (decided,), CHAIR)
