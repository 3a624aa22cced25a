"""Whom a record keeps from being told: copies for a family wait for a reason, letters do not go."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from safeguard_app.documents.content import Answered, Document, Field, FieldTable, Section
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    audience_outlook,
    entries,
    incidents,
    letters,
    paper,
    paper_protected,
    people,
    sharing,
    sharing_choices,
)
from safeguard_app.services.held_back import NOT_FOR_FAMILY, without_kept
from safeguard_app.services.name_found import HELD, StillNamed
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AudiencePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
)
from safeguard_app.services.recipient_bars import CopyMadeBefore
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.sharing_views import SharingInput
from tests.documents.samples import FRAME
from tests.services.conftest import MadeSchool, moment
from tests.services.scenario_papers import words_of
from tests.services.test_forms_about_children import Lunds
from tests.services.test_letters import draft
from tests.services.test_scenario_documents import answer

RULE = "Erik Lund must not be told about Freya Lund: court order"
ADVISED = "Erik Lund: held on the advice of PC 3391"
SECRET = ("refuge", "Hidden Lane", "07700 900999", "PC 3391", "court order", "Refer without telling")


class Held(Lunds):
    """The Lunds, with her father held back from being told, and a form that says what he must not know."""

    def __init__(self, school: MadeSchool) -> None:
        super().__init__(school)
        school.clock.set("2026-10-12 11:00")
        self.hold(TellingState.HELD)
        told = Telling(
            Whom.PARENT,
            "Astrid Lund",
            TellingState.TOLD,
            moment("2026-10-12 10:30"),
            by="Miss Jo Abbey",
            response="They are at the refuge.",
            safe_to_contact="07700 900999",
        )
        entries.add_telling(self.session, self.incident, told)
        self.form = self.begin()
        answer(
            self.session,
            self.form,
            keep_from_family="Her father may not learn of the refuge.",
            where_now="With her mother at Hidden Lane",
            safe_to_ring="07700 900999, mother",
        )
        self.father = PersonRef(self.erik, "Erik Lund")

    def hold(self, state: TellingState, name: str = "Erik Lund", whom: Whom = Whom.PARENT) -> None:
        """One entry of who was told or held."""
        held = state is not TellingState.TOLD
        telling = Telling(
            whom,
            name,
            state,
            moment("2026-10-12 10:00"),
            by="Miss Jo Abbey",
            ground="significant_harm" if held else "",
            advised_by="PC 3391" if held else "",
        )
        entries.add_telling(self.session, self.incident, telling)

    def without_rule(self) -> None:
        """The court order is gone from the register, and the form keeps nothing from the family any more."""
        answer(self.session, self.form, keep_from_family="Nothing")
        known = known_person(self.session, self.freya)
        assert known is not None
        lifted = replace(known.person, telling_rules=())
        people.correct(self.session, known.reference, lifted, "The order ended.", replacing=2)

    def said(self, job: PaperJob, *whose: PersonRef, audience: Audience = Audience.PARENT) -> list[str]:
        """What stands against a copy."""
        outlook = audience_outlook.outlook(self.session, AudiencePaper(job, audience, whose))
        return [one.text for one in outlook.found if one.what == HELD]


@pytest.fixture
def held(made_school: MadeSchool) -> Held:
    return Held(made_school)


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS])
def test_a_copy_for_a_family_waits_while_somebody_must_not_be_told(held: Held, audience: Audience) -> None:
    number = incidents.current(held.session, held.incident).content.case
    record, form = IncidentPaper(held.incident), ReferralPaper(held.form)
    alone, both = (held.freya,), (held.father, held.freya)
    for job, many in ((record, (alone, (held.father,), both)), (form, (alone, both))):
        for whose in many:
            against = held.said(job, *whose, audience=audience)
            assert against[0] == RULE and against[1].startswith(f"{number}: {ADVISED}")
            with pytest.raises(StillNamed) as refused:
                paper.issue(held.session, AudiencePaper(job, audience, whose))
            assert RULE in refused.value.sentence
    child = known_person(held.session, held.freya)
    assert child is not None
    lines = ChronologyPaper(child.reference, held.incident.compartment, everything=True, newest_first=False)
    assert RULE in held.said(lines, held.freya, audience=audience)


@pytest.mark.parametrize("audience", [Audience.AUTHORITY, Audience.POLICE, Audience.SCHOOL])
def test_whoever_protects_her_reads_all_of_it(held: Held, audience: Audience) -> None:
    words = words_of(paper.issue(held.session, AudiencePaper(ReferralPaper(held.form), audience)).pdf)
    assert "refuge" in words and "Hidden Lane" in words and "07700 900999" in words
    record = words_of(paper.issue(held.session, AudiencePaper(IncidentPaper(held.incident), audience)).pdf)
    assert "PC 3391" in record and "Timeline" in record


def test_it_goes_with_a_reason_for_these_people_alone_and_says_nothing_of_what_is_kept(held: Held) -> None:
    for job in (IncidentPaper(held.incident), ReferralPaper(held.form)):
        copy = AudiencePaper(job, Audience.PARENT, (held.freya,))
        outlook = audience_outlook.outlook(held.session, copy)
        assert "Say below why it may go out" in outlook.what_to_do
        for line in outlook.found_lines:
            assert line.is_held and line.can_be_put_back
            audience_outlook.put_back(held.session, outlook, line.text, "For Astrid Lund, into her hand.")
        words = words_of(paper.issue(held.session, copy).pdf)
        assert not [one for one in SECRET if one in words]
        assert "must not be told" not in words and "Erik Lund: held" not in words
        father = AudiencePaper(job, Audience.PARENT, (held.father, held.freya))
        assert held.said(job, held.father, held.freya), "a reason holds for those whose copy it was"
        with pytest.raises(StillNamed):
            paper.issue(held.session, father)


def test_a_form_says_that_answers_are_left_out_and_not_which(held: Held) -> None:
    outlook = audience_outlook.outlook(
        held.session, AudiencePaper(ReferralPaper(held.form), Audience.PARENT, (held.freya,))
    )
    for line in outlook.found_lines:
        audience_outlook.put_back(held.session, outlook, line.text, "For her mother.")
    words = words_of(
        paper.issue(held.session, AudiencePaper(ReferralPaper(held.form), Audience.PARENT, (held.freya,))).pdf
    )
    assert NOT_FOR_FAMILY in words
    labels = ("Anything that must be kept", "Who must not be told", "Safe number", "Where is the child now")
    assert not [one for one in labels if one in words]
    assert not [
        one for one in ("They are at the refuge", "parents’ views", "Others of the family") if one in words
    ]
    whole = words_of(paper.issue(held.session, ReferralPaper(held.form)).pdf)
    assert "They are at the refuge" in whole, "the authority reads it"
    assert "Full name" in words and "Astrid Lund" in words


def test_the_record_for_a_parent_says_who_was_told_and_nothing_of_how(held: Held) -> None:
    held.without_rule()
    held.hold(TellingState.TOLD)
    assert held.said(IncidentPaper(held.incident), held.freya) == [], "who was told since is not held back"
    copy = AudiencePaper(IncidentPaper(held.incident), Audience.PARENT, (held.freya,))
    words = words_of(paper.issue(held.session, copy).pdf)
    assert "Astrid Lund" in words and "Told." in words
    assert not [one for one in (*SECRET, "Timeline", "Time limits", "Versions") if one in words]


@pytest.mark.parametrize("kept", ["Her father may not learn of the refuge.", "No", "nothing."])
def test_what_a_form_keeps_from_the_family_holds_up_the_record_itself(held: Held, kept: str) -> None:
    held.without_rule()
    held.hold(TellingState.TOLD)
    answer(held.session, held.form, keep_from_family=kept)
    number = incidents.current(held.session, held.incident).content.case
    said = held.said(IncidentPaper(held.incident), held.freya)
    expected = [f"{number}: a form says what must be kept from the family"] if "father" in kept else []
    assert said == expected
    assert held.said(IncidentPaper(held.incident), held.tyler) == [], "the form is about Freya"


def test_a_hold_that_was_entered_in_error_holds_nothing_up(held: Held) -> None:
    held.without_rule()
    in_error = next(
        one.reference.id
        for one in entries_of(held.session, held.incident)
        if isinstance(one.content, Telling) and one.content.state is TellingState.HELD
    )
    assert held.said(IncidentPaper(held.incident), held.freya)
    entries.withdraw(held.session, held.incident, in_error, "It was another father.")
    assert held.said(IncidentPaper(held.incident), held.freya) == []


def test_a_section_of_which_nothing_is_left_is_gone_with_its_heading() -> None:
    kept = FieldTable((Field("Refuge", Answered("Hidden Lane"), for_family=False),))
    told = FieldTable((Field("Full name", Answered("Freya Lund")), *kept.fields))
    empty = Section("Said before", ())
    blocks = (
        Section("The family", (Section("Where she is", (kept,)), told)),
        empty,
        Section("Secret", (kept,)),
    )
    left = without_kept(Document("Record", "Record", FRAME, blocks))
    assert left.blocks == (Section("The family", (FieldTable(told.fields[:1]),)), empty)
    assert left.standing == (NOT_FOR_FAMILY,)


def test_a_hold_about_another_childs_parent_does_not_stop_this_copy(held: Held) -> None:
    held.without_rule()
    assert held.said(IncidentPaper(held.incident), held.tyler) == [], "her father is nobody of Tyler’s"
    held.hold(TellingState.NOT_TOLD, "Mrs Nobody Knows")
    (unknown,) = held.said(IncidentPaper(held.incident), held.tyler)
    assert "Mrs Nobody Knows: not told" in unknown, "who cannot be placed may be his"
    held.hold(TellingState.HELD, "Tyler Boyle", Whom.CHILD)
    assert len(held.said(IncidentPaper(held.incident), held.tyler)) == 2
    assert not any("Tyler" in one for one in held.said(IncidentPaper(held.incident), held.freya))


def wanted_by(recipient: str, held: Held, audience: str, subject: str = "") -> SharingInput:
    """The record, asked for by Freya’s father."""
    basis = ("public_task", "safeguarding")
    return SharingInput(
        held.incident, ("record",), "He asked for it", *basis, recipient, "Father", "", audience, subject
    )


@pytest.mark.parametrize("audience", ["authority", ""])
def test_nothing_is_shared_with_who_must_not_be_told(held: Held, audience: str) -> None:
    given = wanted_by("Mr Erik Lund", held, audience)
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(held.session, given)
    assert RULE in refused.value.fields["recipient"] and ADVISED in refused.value.fields["recipient"]
    sharing.prepare(held.session, replace(given, recipient="Ms Ada Chen"))


def test_a_parents_copy_is_not_shared_past_it(held: Held) -> None:
    key = next(
        key
        for key, one in sharing_choices.subjects(held.session, held.incident).items()
        if "Erik" in one.words
    )
    given = wanted_by("Erik Lund", held, "parent", key)
    with pytest.raises(StillNamed) as refused:
        sharing.prepare(held.session, given)
    assert RULE in refused.value.sentence


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.AUTHORITY])
def test_a_copy_that_was_issued_before_goes_no_more_once_somebody_must_not_be_told(
    held: Held, audience: Audience, tmp_path: Path
) -> None:
    held.without_rule()
    held.hold(TellingState.TOLD)
    session, family = held.session, audience is not Audience.AUTHORITY
    whose = (held.freya,) if family else ()
    made = paper.issue(session, AudiencePaper(IncidentPaper(held.incident), audience, whose)).document
    paper.printed(session, made, 1)
    held.school.clock.set("2026-10-12 12:00")
    held.hold(TellingState.HELD)
    acts: tuple[Callable[[], object], ...] = (
        lambda: paper.printed(session, made, 1),
        lambda: paper.save_copy(session, made, tmp_path / "copy.pdf"),
        lambda: paper_protected.save_all_protected(session, ((made, tmp_path / "locked.pdf"),)),
    )
    for act in acts:
        if family:
            with pytest.raises(CopyMadeBefore) as refused:
                act()
            assert ADVISED in refused.value.sentence and "Make the copy anew" in refused.value.next_step
        else:
            act()
    written = [one.name for one in tmp_path.glob("*.pdf")]
    assert bool(written) is not family, written


def test_no_letter_goes_to_them_but_with_a_reason(held: Held) -> None:
    letter = replace(draft(held.session, held.incident, "underage_account"), to="Erik Lund")
    stored = incidents.current(held.session, held.incident)
    there = entries_of(held.session, held.incident)
    said = " ".join(letters.what_is_open(held.session, stored.content, there, letter))
    assert RULE in said and ADVISED in said and "Write to somebody else" in said
    reasoned = replace(letter, goes_despite="PC 3391 read it and agreed.")
    assert RULE not in " ".join(letters.what_is_open(held.session, stored.content, there, reasoned))
    other = replace(letter, to="Astrid Lund")
    assert RULE not in " ".join(letters.what_is_open(held.session, stored.content, there, other))
