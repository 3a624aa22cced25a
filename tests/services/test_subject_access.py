"""Scenario 6: what Reece's mother is given, with Tomasz, his mother and other pupils left out; the exemption log."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.pdf_contents import contents_of
from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.domain.person_facts import FurtherName
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import (
    access_bundles,
    access_items,
    cases,
    entries,
    incidents,
    logbooks,
    names_keys,
    paper,
    people,
    person_notes,
)
from safeguard_app.services.access_bundles import AccessForm, AccessView
from safeguard_app.services.names_keys import CopyOf, KeyPlace
from safeguard_app.services.paper_views import AccessBundlePaper, AccessLogPaper, AudiencePaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.audience_school import Group, group
from tests.services.conftest import SCHOOL, MadeSchool, log_incident, moment
from tests.services.logbook_entries import on, said, who
from tests.services.test_audience_papers import OTHERS
from tests.services.test_requests_for_records import MakeSchool

DAILY, ADULTS = Compartment.DAILY, Compartment.ADULTS


class Asked:
    """Mrs Irwin asked for all records about Reece; the group stands in the daily log, something else apart."""

    def __init__(self, school: MadeSchool) -> None:
        self.school = school
        school.clock.set("2026-11-23 14:00")
        self.session: Session = school.sign_in()
        self.there: Group = group(self.session)
        self.reece = self.there.people["reece"]
        self.entry, _ = logbooks.enter(
            self.session,
            access_items.REQUESTS,
            (
                who("asked_by", self.there.people["joan"]),
                said("capacity", "parent"),
                who("about", self.reece),
                on("received_on", date(2026, 11, 23)),
                said("what", "All records you hold about Reece."),
            ),
        )

    @property
    def person(self) -> Reference:
        assert self.reece.reference is not None
        return self.reece.reference

    def view(self, part: Compartment = DAILY) -> AccessView:
        return access_bundles.view(self.session, self.person, part)

    def decide(self, *left_out: Reference, part: Compartment = DAILY, note: str = "") -> Reference:
        """Give everything but these."""
        shown = self.view(part)
        items = tuple(
            AccessItem(one.found.record, False, ("harm",), "It may harm his brother.")
            if one.found.record in left_out
            else AccessItem(one.found.record, given=True, section=one.found.section)
            for one in shown.items
        )
        asked = shown.requests[0] if shown.requests else None
        form = AccessForm(items, asked.entry if asked else None, asked.asked_by if asked else (), note=note)
        return access_bundles.keep(self.session, shown, form)[0]

    def text(self, job: AccessBundlePaper | AccessLogPaper) -> str:
        made = paper.issue(self.session, job)
        return " ".join(" ".join(text for _, text in contents_of(made.pdf).texts).split())


@pytest.fixture
def asked(make_school: MakeSchool) -> Asked:
    """Derrylough, in Northern Ireland."""
    return Asked(make_school(replace(SCHOOL, nation=Nation.NORTHERN_IRELAND)))


def test_reeces_bundle_names_nobody_else_and_says_nothing_of_other_nations(asked: Asked) -> None:
    bundle = asked.decide()
    words = asked.text(AccessBundlePaper(bundle))
    assert [name for name in OTHERS if name in words] == []
    for stays in ("Reece Irwin", "Mrs Joan Irwin", "Child B told me", "All records you hold about Reece"):
        assert stays in words, stays
    assert "Looked into: the daily log alone." in words and "LADO" not in words
    stored = access_bundles.stored_bundle(asked.session, bundle).content
    assert stored.request == asked.entry and [one.name for one in stored.subjects] == [
        "Reece Irwin",
        "Mrs Joan Irwin",
    ]


def test_what_is_left_out_stands_in_the_log_with_exemption_and_reason_and_not_in_the_bundle(
    asked: Asked,
) -> None:
    second = log_incident(
        asked.session, "OTHER", (asked.reece, "mentioned"), account="He hit his brother hard."
    )
    bundle = asked.decide(second, note="Asked the data protection officer.")
    copy = CopyOf(KeyPlace(DAILY, None, asked.person.id), Audience.SUBJECT_ACCESS, "access_bundle")
    names_keys.leave_out(asked.session, copy, "would not say more", "A confidence.")
    given = asked.text(AccessBundlePaper(bundle))
    assert "hit his brother" not in given and "would not say more" not in given and "2026-0002" not in given
    log = asked.text(AccessLogPaper(bundle))
    for stands in (
        "NOT TO BE SHOWN TO WHOEVER ASKED",
        "2026-0002",
        "Serious harm test",
        "It may harm his brother.",
        "A confidence.",
        "Child B: somebody else’s personal data.",
        "Asked the data protection officer.",
    ):
        assert stands in log, stands
    assert [name for name in ("Tomasz", "Zieli", "Kacper", "would not say more") if name in log] == []
    lines = [one.title for one in _issued(asked.session)]
    assert lines == ["Subject-access bundle, for subject access", "Exemption log"]


def _issued(session: Session) -> list[IssuedDocument]:
    daily = session.vault.daily
    return [one.content for one in reading.of_kind(daily.connection, daily.id, RecordKind.DOCUMENT)]


def test_leaving_out_needs_an_exemption_of_the_nation_and_a_reason(asked: Asked) -> None:
    shown = asked.view()
    record = shown.items[0].found.record
    with pytest.raises(RuleViolation) as refused:
        access_bundles.keep(asked.session, shown, AccessForm((AccessItem(record, given=False),)))
    assert set(refused.value.fields) == {"exemption/0", "reason/0"}
    with pytest.raises(RuleViolation) as refused:
        access_bundles.keep(
            asked.session, shown, AccessForm((AccessItem(record, False, ("no such",), "Why."),))
        )
    assert set(refused.value.fields) == {"exemption/0"}


@pytest.mark.parametrize("nation", Nation)
def test_child_abuse_data_is_no_exemption_in_scotland(make_school: MakeSchool, nation: Nation) -> None:
    asked = Asked(make_school(replace(SCHOOL, nation=nation)))
    codes = [code for code, _, _ in asked.view().exemptions]
    assert ("abuse" in codes) is (nation is not Nation.SCOTLAND)
    assert {"harm", "others", "source", "privilege", "crime", "reference"} <= set(codes)


def test_what_is_found_afterwards_is_decided_on_first(asked: Asked) -> None:
    bundle = asked.decide()
    log_incident(asked.session, "OTHER", (asked.reece, "mentioned"), account="More.")
    for job in (AccessBundlePaper(bundle), AccessLogPaper(bundle)):
        with pytest.raises(RuleViolation) as refused:
            paper.preview(asked.session, job)
        assert "2026-0002" in refused.value.fields["items"]
    again = asked.decide()
    assert again == bundle and asked.view().open == ()
    decisions = access_bundles.stored_bundle(asked.session, bundle).content.decisions
    assert len(decisions) == 2 and [len(one.what) for one in decisions][1] == 1
    assert "More." in asked.text(AccessBundlePaper(bundle))


def test_what_is_added_to_a_record_is_decided_on_before_it_is_given(asked: Asked) -> None:
    bundle = asked.decide()
    written = asked.text(AccessBundlePaper(bundle))
    assert "He was seen at home" not in written
    asked.text(AccessBundlePaper(bundle))  # that it was made, twice by now, is nothing to decide on
    note = Note(NoteKind.NOTE, moment("2026-11-23 13:00"), "He was seen at home.")
    entries.add_note(asked.session, asked.there.incident, note)
    for job in (AccessBundlePaper(bundle), AccessLogPaper(bundle)):
        with pytest.raises(RuleViolation) as refused:
            paper.preview(asked.session, job)
        assert "2026-0001" in refused.value.fields["items"]
    assert [one.record for one in asked.view().open] == [asked.there.incident]
    assert asked.decide() == bundle
    assert "He was seen at home." in asked.text(AccessBundlePaper(bundle))


@pytest.mark.parametrize("given", [True, False])
def test_a_case_says_nothing_of_a_record_that_is_left_out(asked: Asked, *, given: bool) -> None:
    second = log_incident(asked.session, "TR", (asked.reece, "target"), account="Something else.")
    cases.start(asked.session, asked.there.incident, second, "One matter, says Quagga.")
    words = asked.text(AccessBundlePaper(asked.decide(*(() if given else (second,)))))
    number = str(incidents.current(asked.session, second).content.case)
    for told in (number, "One matter, says Quagga", "Case: "):
        assert (told in words) is given, told
    assert ("Left out of this copy: which records belong to it" in words) is not given


def test_each_part_has_a_bundle_of_its_own_and_a_reader_of_one_sees_one(asked: Asked) -> None:
    session = asked.session
    apart = log_incident(
        session,
        "SPC",
        (asked.there.people["lee"], "adult_of_concern"),
        (asked.reece, "child_contacted"),
        account="A lift home that the others do not know of.",
    )
    assert apart.compartment is ADULTS
    assert access_items.parts_with(session, asked.person) == (DAILY, ADULTS)
    daily, adults = asked.decide(), asked.decide(part=ADULTS)
    assert (daily.compartment, adults.compartment) == (DAILY, ADULTS)
    assert "lift home" not in asked.text(AccessBundlePaper(daily))
    theirs = asked.text(AccessBundlePaper(adults))
    assert "lift home" in theirs and "Lee Farrow" not in theirs, "whose conduct it is, is not named"
    deputy = asked.school.sign_in("deputy")
    assert access_items.parts_with(deputy, asked.person) == (DAILY,)
    shown = access_bundles.view(deputy, asked.person, DAILY)
    assert apart.id not in repr(shown)


def test_words_alone_that_name_them_are_found(asked: Asked) -> None:
    other = log_incident(
        asked.session,
        "OTHER",
        (asked.there.people["will"], "mentioned"),
        account="Reece Irwin was there too.",
    )
    assert other in {one.found.record for one in asked.view().items}
    bundle = asked.decide()
    words = asked.text(AccessBundlePaper(bundle))
    assert "was there too" in words and "Will Page" not in words


def test_a_bundle_is_of_nobody_elses_audience_and_each_decision_is_an_event(asked: Asked) -> None:
    bundle = asked.decide()
    job = AudiencePaper(AccessBundlePaper(bundle), Audience.POLICE)
    made = paper.issue(asked.session, job)
    words = " ".join(text for _, text in contents_of(made.pdf).texts)
    assert "Tomasz" not in words and "Kacper" not in words
    events = reading.events_of(asked.session.vault.daily.connection, bundle.id)
    assert EventKind.ACCESS_DECIDED in [one.event.kind for one in events]


@pytest.mark.parametrize(
    "words", ["Lukasz Wojcik was there.", "ŁUKASZ WÓJCIK was there.", "As Lukasz Nowak he was new here."]
)
def test_a_record_is_found_whose_words_have_their_name_without_its_marks_or_one_they_had(
    asked: Asked, words: str
) -> None:
    session = asked.session
    person = Person("Łukasz Wójcik", PersonKind.PUPIL, names=(FurtherName("Łukasz Nowak", "former"),))
    luke, _ = people.add(session, person)
    named = log_incident(session, "OTHER", (asked.reece, "mentioned"), account=words)
    log_incident(session, "OTHER", (asked.reece, "mentioned"), account="Nobody else was there.")
    shown = access_bundles.view(session, luke, DAILY)
    found = [one.found.record for one in shown.items if one.found.kind is RecordKind.INCIDENT]
    assert found == [named]


def test_every_record_whose_words_name_them_is_found_however_many_there_are(asked: Asked) -> None:
    """More than a search shows, and with others in another part of the log that the same words find first."""
    session = asked.session
    will, lee = asked.there.people["will"], asked.there.people["lee"]
    for code, role in (("OTHER", "mentioned"), ("SPC", "adult_of_concern")):
        for number in range(103):
            who = will if code == "OTHER" else lee
            log_incident(session, code, (who, role), account=f"Ella Marsh was there, {number}.")
    ella, _ = people.add(session, Person("Ella Marsh", PersonKind.PUPIL))
    for part in (DAILY, ADULTS):
        found = [
            one.words for one in access_items.items_of(session, ella, part) if one.kind is RecordKind.INCIDENT
        ]
        assert len(found) == 103 and found == sorted(found, key=lambda words: words.split(", ")[1])


def test_what_was_decided_waits_to_be_confirmed_once_a_record_gained_something(asked: Asked) -> None:
    other = log_incident(asked.session, "OTHER", (asked.reece, "mentioned"), account="Of his brother.")
    bundle = asked.decide(other)
    entries.add_note(asked.session, other, Note(NoteKind.NOTE, moment("2026-11-23 13:00"), "He was seen."))
    (item,) = (one for one in asked.view().items if one.found.record == other)
    assert item.decided is None and item.before is not None
    assert (item.before.given, item.before.exemptions, item.before.reason) == (
        False,
        ("harm",),
        "It may harm his brother.",
    )
    keep(asked, but=other)
    assert asked.view().open == (item.found,), "another thing that was kept confirms nothing"
    with pytest.raises(RuleViolation):
        paper.preview(asked.session, AccessBundlePaper(bundle))
    keep(asked)
    assert asked.view().open == () and "harm his brother" in asked.text(AccessLogPaper(bundle))


def keep(asked: Asked, *, but: Reference | None = None) -> None:
    """Confirm everything as it was, with the key of the sheet, but for one record of which nothing is said."""
    shown = asked.view()
    known = [(one.found.record, one.decided or one.before) for one in shown.items]
    items = tuple(one for record, one in known if one is not None and record != but)
    access_bundles.keep(asked.session, shown, AccessForm(items))


def kept_by_the_version_before(asked: Asked, bundle: Reference) -> None:
    """It kept no word of what the records held; that of their entry, which stood in lines, was confirmed since."""
    asked.school.clock.set("2026-11-23 14:05")
    content = access_bundles.stored_bundle(asked.session, bundle).content
    old = replace(
        content,
        items=tuple(one if one.record == asked.person else replace(one, stood="") for one in content.items),
    )
    with asked.session.vault.daily.write(
        EventKind.ACCESS_DECIDED, asked.session.user.id, asked.session.now(), record=bundle.id
    ) as work:
        work.put(RecordId(bundle.id), old)
    asked.school.clock.set("2026-11-23 14:10")


def test_a_decision_that_the_version_before_kept_holds_until_the_record_gains_something(asked: Asked) -> None:
    other = log_incident(asked.session, "OTHER", (asked.reece, "mentioned"), account="Of his brother.")
    bundle = asked.decide(other)
    kept_by_the_version_before(asked, bundle)
    assert asked.view().open == ()
    assert "harm his brother" in asked.text(AccessLogPaper(bundle))
    asked.text(AccessBundlePaper(bundle))
    entries.add_note(asked.session, other, Note(NoteKind.NOTE, moment("2026-11-23 14:08"), "He was seen."))
    person_notes.add(
        asked.session, asked.person, Note(NoteKind.NOTE, moment("2026-11-23 14:08"), "He was seen in town.")
    )
    waiting = [one for one in asked.view().items if one.decided is None]
    assert {one.found.kind for one in waiting} == {RecordKind.INCIDENT, RecordKind.PERSON}
    assert {one.before.reason for one in waiting if one.before} == {"", "It may harm his brother."}
    asked.school.clock.set("2026-11-23 14:15")
    keep(asked, but=other)
    assert [one.record for one in asked.view().open] == [other], "a later decision is none on this"
    for job in (AccessBundlePaper(bundle), AccessLogPaper(bundle)):
        with pytest.raises(RuleViolation):
            paper.preview(asked.session, job)
    keep(asked)
    assert asked.view().open == ()


def test_nothing_of_the_version_before_holds_that_was_written_in_the_same_moment(asked: Asked) -> None:
    bundle = asked.decide()
    kept_by_the_version_before(asked, bundle)
    asked.school.clock.set("2026-11-23 14:05")
    entries.add_note(
        asked.session, asked.there.incident, Note(NoteKind.NOTE, moment("2026-11-23 13:00"), "So.")
    )
    assert [one.record for one in asked.view().open] == [asked.there.incident]
