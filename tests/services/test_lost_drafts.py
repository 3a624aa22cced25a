"""Drafts that do not open any more: said to their author in words, kept until the author lets go of them."""

from dataclasses import replace

from safeguard_app.services import incidents, lost_drafts, today
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.opening import Computer, recover
from safeguard_app.services.session import Session
from safeguard_app.vault import drafts
from tests.services.conftest import ZONE, MadeSchool

NEW = "copper lantern meadow tide basket"
_SPOIL = "UPDATE draft SET sealed = ? WHERE id = ?"


def _typed(session: Session, words: str = "Told at lunch.") -> IncidentForm:
    form = replace(incidents.new_form(session), account=words)
    incidents.save_draft(session, form)
    return form


def _recovered(school: MadeSchool, who: str = "dsl") -> Session:
    school.close()
    computer = Computer(school.clock, ZONE, school.state, school.catalogue)
    school._open = recover(school.folder, school.recovery, school.users[who], NEW, computer)
    return school._open


def test_a_draft_from_before_a_recovery_says_what_happened_and_what_to_do(made_school: MadeSchool) -> None:
    form = _typed(made_school.sign_in())
    made_school.clock.forward(days=1)
    session = _recovered(made_school)
    (lost,) = lost_drafts.lost_drafts(session)
    assert lost.id == form.id
    assert lost.heading == "Your draft of Mon 7 Sep 2026, 08:00 cannot be opened"
    assert "on Tue 8 Sep 2026 you were given a new one with the recovery key" in lost.text
    assert "It is kept as it was" in lost.text
    assert "open a backup from before that day with it" in lost.text
    assert today.today(session).lost_drafts == (lost,)
    assert incidents.open_drafts(session) == []


def test_a_damaged_draft_is_not_blamed_on_a_recovery(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    form, whole = _typed(session), _typed(session, "Another.")
    session.vault.daily.change_mutable(_SPOIL, (b"age-encryption.org/v1 spoiled", form.id))
    (lost,) = lost_drafts.lost_drafts(session)
    assert lost.id == form.id
    assert "damaged" in lost.text and "recovery key" not in lost.text
    assert [one.id for one in incidents.open_drafts(session)] == [whole.id]


def test_damage_after_an_earlier_recovery_is_damage(made_school: MadeSchool) -> None:
    made_school.sign_in()
    session = _recovered(made_school)
    made_school.clock.forward(days=1)
    form = _typed(session)
    session.vault.daily.change_mutable(_SPOIL, (b"spoiled", form.id))
    assert "damaged" in lost_drafts.lost_drafts(session)[0].text


def test_a_draft_that_opens_and_makes_no_sense_keeps_nobody_from_today(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    form = _typed(session)
    drafts.save(session.vault, form.id, b'{"from": "another program"}')
    assert [one.id for one in today.today(session).lost_drafts] == [form.id]
    assert incidents.open_drafts(session) == []


def test_only_their_author_hears_of_them(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    form = _typed(session)
    session.vault.daily.change_mutable(_SPOIL, (b"spoiled", form.id))
    assert lost_drafts.lost_drafts(made_school.sign_in("head")) == ()


def test_its_author_lets_go_of_it_and_never_of_one_that_opens(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    form, whole = _typed(session), _typed(session, "Another.")
    session.vault.daily.change_mutable(_SPOIL, (b"spoiled", form.id))
    lost_drafts.let_go(session, whole.id)
    assert [one.id for one in incidents.open_drafts(session)] == [whole.id]
    assert lost_drafts.let_go(session, form.id).said.startswith("The draft is gone.")
    assert lost_drafts.lost_drafts(session) == ()
