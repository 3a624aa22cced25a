"""A subject-access bundle is whole: every kind of record has its place, and what is in none has a reason."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.away import Away
from safeguard_app.domain.declaration_drives import Asked, DeclarationDrive, Return, ReturnKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.pattern_rules import PatternDismissal
from safeguard_app.domain.people import AdultType, Handle, NumberKind, Person, PersonKind, PersonNumber, Post
from safeguard_app.domain.person_facts import HeldStatus, NotToBeUsed, Professional
from safeguard_app.domain.records import HANGS_ON_INCIDENT, RecordKind
from safeguard_app.domain.relation_questions import RelationAnswer
from safeguard_app.services import (
    access_bundles,
    access_items,
    cases,
    letters,
    names_keys,
    paper,
    people,
    referrals,
    sharing,
)
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.access_kinds import STANDS, Stands
from safeguard_app.services.names_keys import CopyOf, KeyPlace
from safeguard_app.services.paper_views import AccessBundlePaper, AccessLogPaper
from safeguard_app.services.people import ref_of, stored_person
from safeguard_app.services.sharing_views import SharingInput
from tests.services.conftest import MadeSchool, log_incident
from tests.services.scenario_papers import words_of
from tests.services.test_forms_about_children import Lunds
from tests.services.test_scenario_documents import answer

DAILY = Compartment.DAILY


class Freyas(Lunds):
    """What is decided about Freya's records, and the two papers of it."""

    @property
    def person(self) -> Reference:
        assert self.freya.reference is not None
        return self.freya.reference

    def titles(self) -> list[str]:
        return [one.title for one in access_items.items_of(self.session, self.person, DAILY)]

    def decide(self, *left_out: str) -> Reference:
        """Give everything but what is called so."""
        shown = access_bundles.view(self.session, self.person, DAILY)
        items = tuple(
            AccessItem(
                one.found.record,
                one.found.title not in left_out,
                ("harm",) if one.found.title in left_out else (),
                "It may harm her." if one.found.title in left_out else "",
                section=one.found.section,
            )
            for one in shown.items
        )
        return access_bundles.keep(self.session, shown, AccessForm(items))[0]

    def bundle(self, place: Reference) -> str:
        return words_of(paper.issue(self.session, AccessBundlePaper(place)).pdf)

    def log(self, place: Reference) -> str:
        return words_of(paper.issue(self.session, AccessLogPaper(place)).pdf)

    def put(self, content: object) -> None:
        with self.session.vault.daily.write(
            EventKind.ACCESS_DECIDED, self.session.user.id, self.session.now()
        ) as work:
            work.put(new_record_id(), content)


@pytest.fixture
def freyas(made_school: MadeSchool) -> Freyas:
    found = Freyas(made_school)
    found.school.clock.set("2026-10-12 11:00")
    copy = CopyOf(KeyPlace(DAILY, None, found.person.id), Audience.SUBJECT_ACCESS, "access_bundle")
    why = "She asked herself, and has it alone."
    names_keys.put_back(
        found.session, copy, "Erik Lund must not be told about Freya Lund: court order", why, despite=True
    )
    return found


def test_every_kind_of_record_has_its_place() -> None:
    """A new kind fails here until somebody decides where what it says of somebody is given."""
    assert set(STANDS) == set(RecordKind)
    by_itself = {kind for kind in HANGS_ON_INCIDENT if STANDS[kind] is Stands.BY_ITSELF}
    assert by_itself == {
        RecordKind.REFERRAL,
        RecordKind.LETTER,
        RecordKind.SHARING,
        RecordKind.LOGBOOK_ENTRY,
    }, "each has a case in access_further.hung_on"
    never = {kind for kind in HANGS_ON_INCIDENT if STANDS[kind] is Stands.NOT_GIVEN}
    assert never == {RecordKind.DOCUMENT, RecordKind.NAMES_KEY, RecordKind.LINE_MARK}


def test_a_form_is_decided_on_by_itself_and_stands_whole_in_the_bundle(freyas: Freyas) -> None:
    form = freyas.begin()
    answer(freyas.session, form, impact="She is frightened at bedtime.", capacity="Her mother drinks.")
    title = "2026-0001, Referral to children’s social care (MARF)"
    assert freyas.titles().count(title) == 1
    place = freyas.decide()
    given = freyas.bundle(place)
    for said in ("She is frightened at bedtime.", "Her mother drinks.", "How the parents or carers meet"):
        assert said in given, said
    assert "Astrid Lund" not in given and "Tyler" not in given and "07700 900123" not in given
    answer(freyas.session, form, impact="She is frightened all day.")
    with pytest.raises(RuleViolation) as refused:
        freyas.bundle(place)
    assert title in refused.value.fields["items"]
    place = freyas.decide(title)
    given, log = freyas.bundle(place), freyas.log(place)
    assert "frightened" not in given and "drinks" not in given
    assert f"{title}, Mon 12 Oct 2026 Left out Serious harm test" in log and "It may harm her." in log


def test_a_form_is_not_given_without_its_record_nor_with_another_that_is_left_out(freyas: Freyas) -> None:
    session = freyas.session
    told = "Freya came in wet through."
    earlier = log_incident(session, "OTHER", (freyas.freya, "child_of_concern"), account=told)
    form = freyas.begin()
    version = referrals.view(session, form).version
    referrals.tick_earlier(session, form, (earlier,), version=version)
    titles = freyas.titles()
    first, second = (one for one in titles if "Child at the centre" in one)
    with pytest.raises(RuleViolation) as refused:
        freyas.decide(next(one for one in (first, second) if one.startswith("2026-0001")))
    assert list(refused.value.fields.values()) == [access_bundles.FORM_WITHOUT_RECORD]
    assert freyas.bundle(freyas.decide()).count("came in wet") >= 2
    other = next(one for one in (first, second) if one.startswith("2026-0002"))
    given = freyas.bundle(freyas.decide(other))
    assert "came in wet" not in given and "Left out of this copy" in given


def test_a_form_about_another_child_of_the_record_is_decided_on_and_names_nobody(freyas: Freyas) -> None:
    answer(freyas.session, freyas.begin(freyas.tyler), impact="He saw it all.")
    title = "2026-0001, Referral to children’s social care (MARF), about somebody else"
    assert title in freyas.titles()
    log = freyas.log(freyas.decide(title))
    assert "about somebody else" in log and "Tyler" not in log and "Boyle" not in log


def test_letters_and_sharings_stand_in_it_with_what_was_typed(freyas: Freyas) -> None:
    session = freyas.session
    code = next(iter(session.catalogue.letters))
    letters.keep(
        session,
        freyas.incident,
        Letter(
            code, "Ms Astrid Lund", date(2026, 10, 12), "Freya", "Dear Ms Lund", "Freya hides under the desk.",
            "Yours sincerely", "Miss Jo Abbey", "DSL", child="Freya Lund",
        ),
    )  # fmt: skip
    wanted = SharingInput(
        freyas.incident,
        papers=("record",),
        purpose="Strategy discussion about Freya",
        basis="public_task",
        condition="safeguarding",
        recipient="Ms Priya Sandhu",
        organisation="Eastmarch children’s services",
        contact="01632 960 001",
    )
    sharing.prepare(session, wanted)
    titles = freyas.titles()
    shared = "2026-0001, shared outside the school, no. 1"
    assert shared in titles and len(titles) == 5
    given = freyas.bundle(freyas.decide())
    assert "Freya hides under the desk." in given and "Strategy discussion about Freya" in given
    assert "Astrid" not in given
    given = freyas.bundle(freyas.decide(shared))
    assert "Strategy discussion" not in given and "hides under the desk" in given


def _more_of_freya(freyas: Freyas) -> None:
    stored = stored_person(freyas.session, freyas.person)
    more = replace(
        stored.content,
        note="Cries often.",
        telephone="07700 900777",
        email="freya@example.org",
        handles=(Handle("tiktok", "@freyaparkour", how_known="She said so"),),
        numbers=(PersonNumber(NumberKind.UPN, "A123456789012"),),
        professionals=(Professional("Ms Dana Reed", "Social worker", "Council", "01632 960 777"),),
        statuses=(HeldStatus("looked_after", note="With her aunt."),),
        not_to_be_used=(NotToBeUsed("07700 900999", "He reads it too"),),
    )
    people.correct(freyas.session, freyas.person, more, "Told by the court.", replacing=stored.number)


def test_the_entry_stands_whole_and_who_may_not_be_told_is_decided_on_by_itself(freyas: Freyas) -> None:
    _more_of_freya(freyas)
    answer(freyas.session, freyas.begin(), impact="She is frightened.")
    first, second = freyas.titles()[:2]
    assert (first, second) == (access_items.ON_REGISTER, access_items.TELLING_TITLE)
    whole = (
        "Date of birth Thu 3 Mar 2016",
        "6A, Year 6",
        "A123456789012",
        "07700 900777",
        "freya@example.org",
        "@freyaparkour on TikTok",
        "Looked after child",
        "With her aunt.",
        "Cries often.",
        "Ms Dana Reed",
        "01632 960 777",
        "Parental responsibility. Same household",
    )
    told = ("Must not be told", "court order", "He reads it too", "07700 900999", "Told by the court.")
    given = freyas.bundle(freyas.decide())
    assert [said for said in (*whole, *told) if said not in given] == []
    assert "Erik Lund" not in given and "Astrid" not in given
    place = freyas.decide(access_items.TELLING_TITLE)
    given = freyas.bundle(place)
    assert [said for said in whole if said not in given] == []
    assert [said for said in told if said in given] == [], "not in a form that is filled from it either"
    assert "Their entry: who may be told, and who not Left out Serious harm test" in freyas.log(place)


def test_what_is_added_to_the_entry_is_decided_on_anew(freyas: Freyas) -> None:
    place = freyas.decide()
    _more_of_freya(freyas)
    with pytest.raises(RuleViolation) as refused:
        freyas.bundle(place)
    assert access_items.ON_REGISTER in refused.value.fields["items"]
    assert access_items.TELLING_TITLE in refused.value.fields["items"]


def test_what_names_them_and_has_no_line_of_theirs_is_found_too(freyas: Freyas) -> None:
    session, now = freyas.session, freyas.session.now()
    other = log_incident(session, "OTHER", (freyas.tyler, "child_of_concern"), account="Of the bus.")
    cases.start(session, freyas.incident, other, "Both of them were at the bus stop.")
    jo, _ = people.add(
        session, Person(session.user.name, PersonKind.STAFF, posts=(Post(AdultType.EMPLOYEE, "DSL"),))
    )
    asked = ref_of(session, jo)
    user, at = session.user.id, now
    freyas.put(RelationAnswer(asked, freyas.freya, date(2026, 10, 5), (), at, user, session.user.name))
    freyas.put(
        PatternDismissal("pair", f"{freyas.person.id}", (), "known", at, session.user.name, "Old news.")
    )
    back = Return(ReturnKind.NIL, date(2026, 10, 6), at, user, session.user.name)
    slip = Asked(asked, "K7M4PX", date(2026, 10, 1), (back,))
    freyas.put(DeclarationDrive("Autumn", date(2026, 10, 1), user, session.user.name, (slip,)))
    freyas.put(Away(user, date(2026, 10, 20), date(2026, 10, 21), user, "In hospital."))
    given = freyas.bundle(freyas.decide())
    assert "Both of them were at the bus stop." in given and "2026-0002" not in given
    assert "said no" in given and "Old news." in given and "In hospital." not in given
    theirs = access_items.items_of(session, jo, DAILY)
    said = " ".join(line for one in theirs for line in one.lines)
    for words in ("Nothing to declare", "In hospital.", "said no"):
        assert words in said, words
    assert "Old news." not in said
