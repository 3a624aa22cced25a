"""Whoever must not be told is known by any name of theirs, and on the records of a brother or sister too."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.services import (
    audience_outlook,
    cases,
    entries,
    incidents,
    letters,
    paper,
    people,
    sharing,
)
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
)
from safeguard_app.services.register_facts import known_person, person_on_register
from safeguard_app.services.sharing_views import SharingInput
from safeguard_app.services.who_is_meant import may_mean
from tests.services.conftest import MadeSchool, log_incident, moment
from tests.services.scenario_papers import words_of
from tests.services.test_held_back import RULE, SECRET, Held
from tests.services.test_letters import draft

ORDER = "court order"


@pytest.fixture
def held(made_school: MadeSchool) -> Held:
    return Held(made_school)


def renamed(held: Held, name: str, known_as: str = "", *, of_family: bool = True) -> None:
    """Her father is on the register by another name, or as nobody’s relative."""
    known = person_on_register(held.session, held.erik.id)
    assert known is not None
    family = known.person.family if of_family else ()
    other = replace(known.person, name=name, known_as=known_as, family=family)
    people.correct(held.session, known.reference, other, "By another name.", replacing=1)


def on_record(held: Held, father: PersonRef) -> Reference:
    """Another record, with him on it."""
    people_there = ((held.freya, "child_of_concern"), (father, "parent"))
    at, told = moment("2026-10-09 20:00"), moment("2026-10-12 09:00")
    return log_incident(held.session, "OTHER", *people_there, account="He came.", happened=at, told=told)


def test_a_rule_by_a_name_he_has_besides(held: Held) -> None:
    held.hold(TellingState.TOLD)
    known = known_person(held.session, held.freya)
    assert known is not None
    rules = (TellingRule("Erik Lund", None, may=False, reason=ORDER),)
    by_name = replace(known.person, telling_rules=rules)
    people.correct(held.session, known.reference, by_name, "By name.", replacing=2)
    renamed(held, "Erik Strand", "Erik Lund")
    assert held.said(IncidentPaper(held.incident), PersonRef(held.erik, "Erik Strand"))


@pytest.mark.parametrize("on_register", [True, False])
def test_his_own_copy_where_he_is_nobodys_relative(held: Held, *, on_register: bool) -> None:
    renamed(held, "Erik Lund", of_family=False)
    father = PersonRef(held.erik if on_register else None, "Erik Lund")
    assert RULE in held.said(IncidentPaper(on_record(held, father)), father)


def written_to(held: Held, to: str) -> str:
    letter = replace(draft(held.session, held.incident, "underage_account"), to=to)
    stored = incidents.current(held.session, held.incident)
    there = entries_of(held.session, held.incident)
    return " ".join(letters.what_is_open(held.session, stored.content, there, letter))


def test_a_letter_to_the_name_that_the_register_has_for_him(held: Held) -> None:
    held.hold(TellingState.TOLD)
    renamed(held, "Erik Strand")
    assert RULE in written_to(held, "Mr Erik Strand")
    assert RULE in written_to(held, "The parents of Freya Lund")
    assert RULE not in written_to(held, "Mrs Astrid Lund")


@pytest.mark.parametrize(
    "typed",
    [
        *("ERIK LUND", "Erik Lund (father)", "Freya’s father, Erik Lund", "Mr E. Lund", "E Lund", "Mr Lund"),
        *("Mr and Mrs Lund", "Mr & Mrs E Lund", "Erik and Astrid Lund", "Mrs A Lund and Mr Lund"),
        *("Parents and carers", "The parent/carer of Freya", "The Lund family", "Mum and Dad"),
        *("Mum", "Freya’s mother", "her step-father", "Father of Freya", "Foster carer", "Freya's parent"),
    ],
)
def test_as_he_may_be_written_to(typed: str) -> None:
    assert may_mean(["Erik Lund"], typed, a_parent=True)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Astrid Lund",
            "Mrs Astrid Lund",
            "Ms A Lund",
            "Mr Olaf Lund",
            "Mr Erik Lundgren",
            "Lund City Council",
        ),
        *("Family Support Team", "Family court", "Parent support adviser", "Early help, for the family"),
        *("E Smith and A Lund", "Children’s social care", "Mother and baby unit", "Father Brown"),
    ],
)
def test_who_is_somebody_else(typed: str) -> None:
    assert not may_mean(["Erik Lund"], typed, a_parent=True)
    assert not may_mean(["Mr Lund"], "Mrs Lund")


def test_that_he_was_told_before_lifts_no_hold(held: Held) -> None:
    held.without_rule()
    before = Telling(
        Whom.PARENT, "Erik Lund", TellingState.TOLD, moment("2026-10-12 09:10"), by="Miss Jo Abbey"
    )
    entries.add_telling(held.session, held.incident, before)
    assert held.said(IncidentPaper(held.incident), held.freya)
    held.hold(TellingState.TOLD, "Mr Erik Lund")
    assert not held.said(IncidentPaper(held.incident), held.freya), "with his title he is the same"


def test_that_mrs_lund_was_told_is_not_that_mr_lund_was(held: Held) -> None:
    held.without_rule()
    held.hold(TellingState.TOLD)
    held.hold(TellingState.HELD, "Mr Lund")
    held.hold(TellingState.TOLD, "Mrs Lund")
    assert held.said(IncidentPaper(held.incident), held.freya)


def brother(held: Held, barred: TellingRule) -> Reference:
    held.without_rule()
    held.hold(TellingState.TOLD)
    assert held.freya.reference is not None
    link = FamilyLink(held.freya.reference.id, Relation.SIBLING)
    person = Person("Nils Lund", PersonKind.PUPIL, family=(link,), telling_rules=(barred,))
    return people.add(held.session, person)[0]


def test_a_rule_of_her_brother_about_their_father(held: Held) -> None:
    brother(held, TellingRule("Erik Lund", held.erik.id, may=False, reason=ORDER))
    assert held.said(IncidentPaper(held.incident), held.freya)
    assert not held.said(IncidentPaper(held.incident), held.tyler)


def test_a_rule_that_ended_and_no_responsibility_entered_are_asked_about_once(held: Held) -> None:
    held.without_rule()
    held.hold(TellingState.TOLD)
    known = known_person(held.session, held.freya)
    assert known is not None
    job = IncidentPaper(held.incident)
    before = held.said(job, held.father, held.freya)
    ended = (TellingRule("Erik Lund", held.erik.id, may=False, reason=ORDER, until=date(2026, 10, 9)),)
    links = (
        FamilyLink(held.erik.id, Relation.PARENT),
        FamilyLink(held.astrid.id, Relation.PARENT, parental_responsibility=True),
    )
    changed = replace(known.person, telling_rules=ended, family=links)
    people.correct(held.session, known.reference, changed, "It came.", replacing=3)
    both = "Erik Lund and Freya Lund: "
    responsible = f"{both}no parental responsibility is entered, for somebody else it is"
    assert before == [responsible]
    ended_on = f"{both}a rule against telling ended on Fri 9 Oct 2026"
    assert held.said(job, held.father, held.freya) == [ended_on, responsible]
    assert held.said(job, PersonRef(held.astrid, "Astrid Lund"), held.freya) == []
    assert held.said(job, held.freya) == [], (
        "a child’s copy for whoever comes is asked about by rules that hold"
    )
    holds = replace(changed, telling_rules=(replace(ended[0], until=date(2026, 12, 1)),))
    people.correct(held.session, known.reference, holds, "Made longer.", replacing=4)
    assert not [one for one in held.said(job, held.father, held.freya) if "ended" in one], "it has not ended"


def of_both(held: Held, *, linked: bool) -> Reference:
    """A record of Nils alone, who has the same parents; to Freya he is linked, or nobody entered that."""
    assert held.freya.reference is not None
    family = [FamilyLink(held.erik.id, Relation.PARENT), FamilyLink(held.astrid.id, Relation.PARENT)]
    family += [FamilyLink(held.freya.reference.id, Relation.SIBLING)] if linked else []
    nils = people.add(held.session, Person("Nils Lund", PersonKind.PUPIL, family=tuple(family)))[0]
    child = PersonRef(nils, "Nils Lund")
    at, told = moment("2026-10-09 20:00"), moment("2026-10-12 09:00")
    words = "They live with Mum and Freya now."
    return log_incident(
        held.session, "OTHER", (child, "child_of_concern"), account=words, happened=at, told=told
    )


@pytest.mark.parametrize("linked", [True, False])
def test_her_rule_holds_up_what_is_about_her_brother_alone(held: Held, *, linked: bool) -> None:
    record = of_both(held, linked=linked)
    nils = incidents.current(held.session, record).content.participants[0].person
    assert nils.reference is not None
    lines = ChronologyPaper(nils.reference, record.compartment, everything=True, newest_first=False)
    for job in (IncidentPaper(record), lines):
        assert held.said(job, nils) == [RULE]
    stored = incidents.current(held.session, record)
    letter = replace(draft(held.session, record, "underage_account"), to="Erik Lund")
    assert RULE in " ".join(letters.what_is_open(held.session, stored.content, (), letter))
    basis = ("public_task", "safeguarding")
    given = SharingInput(record, ("record",), "He asked", *basis, "Mr Erik Lund", "At home", "", "authority")
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(held.session, given)
    assert RULE in refused.value.fields["recipient"]


def test_her_rule_about_somebody_who_is_nothing_to_her_half_brother_is_none_of_his(held: Held) -> None:
    family = (FamilyLink(held.astrid.id, Relation.PARENT),)
    per = people.add(held.session, Person("Per Holm", PersonKind.PUPIL, family=family))[0]
    child = PersonRef(per, "Per Holm")
    record = log_incident(held.session, "OTHER", (child, "child_of_concern"), account="He came late.")
    assert held.said(IncidentPaper(record), child) == []
    stored = incidents.current(held.session, record)
    letter = replace(draft(held.session, record, "underage_account"), to="Erik Lund")
    assert RULE not in " ".join(letters.what_is_open(held.session, stored.content, (), letter))


def test_a_rule_of_her_half_brother_about_his_own_father_stops_nothing_of_hers(held: Held) -> None:
    brother(held, TellingRule("Olaf Strand", None, may=False, reason=ORDER))
    assert not held.said(IncidentPaper(held.incident), held.freya)


def test_a_rule_of_her_brother_counts_on_a_record_on_which_he_stands_too(held: Held) -> None:
    """Whoever must not be told about him reads there what happened to both, relative of hers or not."""
    nils = brother(held, TellingRule("Olaf Strand", None, may=False, reason=ORDER))
    both = on_record(held, PersonRef(nils, "Nils Lund"))
    (said,) = held.said(IncidentPaper(both), held.freya)
    assert "Olaf Strand must not be told about Nils Lund" in said


@pytest.mark.parametrize("kind", ["person", "beside", "case"])
def test_a_chronology_for_a_parent_says_who_was_told_and_nothing_of_how(held: Held, kind: str) -> None:
    """Nobody is held back any more, so nothing is asked: what her mother said stands in it all the same."""
    held.without_rule()
    held.hold(TellingState.TOLD)
    other = on_record(held, PersonRef(None, "Jane Other"))
    case = cases.start(held.session, other, held.incident, "One matter.")[0]
    child, friend = held.freya.reference, held.tyler.reference
    assert child is not None and friend is not None
    beside = (friend,) if kind == "beside" else ()
    lines = ChronologyPaper(child, held.incident.compartment, True, False, beside=beside)
    job: PaperJob = CasePaper(case, everything=True) if kind == "case" else lines
    whose = (held.freya, held.tyler) if beside else (held.freya,)
    copy = AudiencePaper(job, Audience.PARENT, whose)
    outlook = audience_outlook.outlook(held.session, copy)
    for line in outlook.found_lines:
        audience_outlook.put_back(held.session, outlook, line.text, "She was told.")
    words = words_of(paper.issue(held.session, copy).pdf)
    assert "Told: Parent or carer, Astrid Lund" in words
    assert not [one for one in (*SECRET, "Held:", "Ground:", "Response:") if one in words]
    assert "07700 900999" in words_of(paper.issue(held.session, AudiencePaper(job, Audience.POLICE)).pdf)
