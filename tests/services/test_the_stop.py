"""The stop: what must never be kept is not taken in, and what was taken in wrongly is put away (domain.md 5.3, 5.4)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import DirectionKind, IntakeAnswer, Material, Way
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.moments import Moment, exactly, not_known
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    custody,
    disclosures,
    entries,
    evidence,
    evidence_items,
    evidence_showing,
    incident_pages,
    incidents,
    paper,
    quarantine,
    search,
    words_only,
)
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.evidence_views import IntakePermit, MaterialSaid, StopAdvice
from safeguard_app.services.intake_problems import IntakeClosed, NotOwnWords
from safeguard_app.services.paper_views import SchedulePaper
from safeguard_app.services.quarantine import SecondPersonNeeded
from safeguard_app.vault import backup, backup_folder, sealed_files, verifying
from safeguard_app.vault.restore_check import restore_check
from tests.services.conftest import PASSPHRASES, SCHOOL, MadeSchool, log_incident, moment
from tests.services.quarantining import FACTS, TOLD, direct, put_away, with_exhibit
from tests.services.test_evidence import logged, png


class TestRuleOneClosedRecords:
    """Category II, and any record flagged, takes nothing in by any way."""

    @pytest.mark.parametrize("way", list(Way))
    def test_a_flagged_record_takes_nothing_by_any_way(self, made_school: MadeSchool, way: Way) -> None:
        session = made_school.sign_in()
        incident, _ = with_exhibit(session)
        permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
        assert isinstance(permit, IntakePermit)
        words_only.close_to_files(session, incident, "It may show one")

        assert not evidence.intake_state(session, incident).is_open
        with pytest.raises(IntakeClosed):
            evidence.take_in_bytes(session, permit, png(), "a.png", FACTS, way)
        with pytest.raises(IntakeClosed):
            evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
        assert len(evidence.exhibits_of(session, incident)) == 1

    def test_a_flag_set_by_mistake_is_taken_off_with_a_reason(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident, _ = with_exhibit(session)
        words_only.close_to_files(session, incident, "It may show one")
        page = incident_pages.open_record(session, incident)
        assert page.evidence_closed and page.may_allow_files
        with pytest.raises(RuleViolation):
            words_only.open_to_files(session, incident, " ")
        words_only.open_to_files(session, incident, "Meant for another record")
        assert evidence.intake_state(session, incident).is_open
        events = [one.event for one in logged(session) if one.event.kind is EventKind.WORDS_ONLY]
        assert [event.facts["closed"] for event in events] == [0, 1]

    def test_a_category_in_words_only_is_never_opened(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident = log_incident(session, "II", (PersonRef(None, "Tyler Pike"), "depicted"))
        assert not incident_pages.open_record(session, incident).may_allow_files
        with pytest.raises(RuleViolation, match="rule"):
            words_only.open_to_files(session, incident, "Wanted")


class TestRuleTwoTheQuestion:
    """Yes and unseen stop the import, say what to do, open a record in words, and are audited without a name."""

    @pytest.mark.parametrize("nation", list(Nation))
    @pytest.mark.parametrize("answer", [IntakeAnswer.YES_OR_POSSIBLY, IntakeAnswer.NOT_SEEN])
    def test_the_advice_says_what_to_do_whom_to_ring_and_where_copies_may_be(
        self, make_school: Callable[..., MadeSchool], nation: Nation, answer: IntakeAnswer
    ) -> None:
        session = make_school(replace(SCHOOL, nation=nation)).sign_in()
        incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
        advice = evidence.declare(session, incident, answer)

        assert isinstance(advice, StopAdvice) and advice.form is not None
        assert advice.form.category == "II" and advice.form.intake_closed
        assert [one.number for one in advice.ring][:2] == ["999", "01632 960101"]
        words = " ".join((*advice.do_now, *advice.do_not, *advice.copies))
        assert "{" not in words
        for said in (
            "Downloads",
            "clipboard and its history",
            "e-mail",
            "On the device",
            "neither copied nor",
        ):
            assert said in words
        (event,) = [one.event for one in logged(session) if one.event.kind is EventKind.INTAKE_REFUSED]
        assert dict(event.facts) == {"answer": answer.value}

    def test_no_wording_tells_staff_to_capture_everything(self) -> None:
        root = Path(__file__).parents[2]
        places = (*(root / "resources").rglob("*.toml"), *(root / "resources").rglob("*.md"))
        for path in places:
            text = path.read_text("utf-8").lower()
            assert "screenshot everything" not in text and "capture everything" not in text, path.name


class TestRuleThreeQuarantine:
    """Discovered later: hidden, not copied, left out of backups, removed by two people as the police direct."""

    def test_it_is_hidden_from_every_view_and_way_out(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident, item = with_exhibit(session)
        assert search.search(session, "quokka").rows
        put_away(session, item)

        (shown,) = evidence_items.exhibits(session, incident).items
        told = repr(shown)
        assert "quokka" not in told and shown.sha256 == "" and "Miss Jo Abbey" in shown.quarantine
        assert not search.search(session, "quokka").rows
        record = custody.record_of(session, item)
        assert "quokka" not in repr(record) and record.lines[-1].what == "Evidence put in quarantine"
        for act in (evidence_showing.open_file, custody.check_file):
            with pytest.raises(InQuarantine):
                act(session, item)
        with pytest.raises(InQuarantine):
            evidence_items.withdraw(session, item, "No", version=2)
        with pytest.raises(InQuarantine):
            evidence_items.correct_facts(session, item, FACTS, "No", version=2)
        page = incident_pages.open_record(session, incident)
        assert page.evidence_count == 0

    def test_backups_before_are_listed_and_backups_after_leave_it_out(
        self, made_school: MadeSchool, tmp_path: Path
    ) -> None:
        session = made_school.sign_in()
        before, after = tmp_path / "before", tmp_path / "after"
        for place in (before, after):
            place.mkdir()
        _, item = with_exhibit(session)
        backup.back_up(session.vault, before)
        made_school.clock.forward(hours=1)
        put_away(session, item)
        made_school.clock.forward(hours=1)
        report = backup.back_up(session.vault, after)

        view = quarantine.view(session, item)
        assert [one.number for one in view.backups] == [1]
        assert "by Miss Jo Abbey" in view.backups[0].words
        assert (report.files, report.absent) == (0, 0)
        generation = backup_folder.generations(backup_folder.found_at(after))[-1][1]
        named = [one.path for one in backup_folder.read_manifest(generation).files]
        assert not [path for path in named if path.endswith(".age")]
        checked = restore_check(after, PASSPHRASES["dsl"], session.user.id)
        assert checked.findings == ()

    def test_one_person_alone_removes_nothing(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        put_away(session, item)
        with pytest.raises(RuleViolation):
            quarantine.carry_out(session, item, version=2)
        direct(session, item)
        assert not quarantine.view(session, item).may_carry_out
        with pytest.raises(SecondPersonNeeded, match="second_person"):
            quarantine.carry_out(session, item, version=3)
        assert sealed_files.files_apart(session.vault.daily.files)

    def test_a_second_person_removes_it_for_good_and_the_record_stays(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident, item = with_exhibit(session)
        put_away(session, item)
        direct(session, item)
        deputy = made_school.sign_in("deputy")
        view = quarantine.view(deputy, item)
        assert view.may_carry_out and "ST-2214" in view.direction and "PC 3391" in view.direction
        quarantine.carry_out(deputy, item, version=3)

        assert not [path for path in deputy.vault.daily.files.rglob("*") if path.is_file()]
        assert deputy.vault.daily.known_files() == set()
        assert verifying.verify(deputy.vault) == []
        (shown,) = evidence_items.exhibits(deputy, incident).items
        assert shown.title == "Removed" and "ST-2214" in shown.quarantine
        said = [line.what for line in custody.record_of(deputy, item).lines]
        assert said[-3:] == [
            "Evidence put in quarantine",
            "Police direction entered",
            "Evidence removed, as the police directed",
        ]
        with pytest.raises(RuleViolation):
            quarantine.carry_out(deputy, item, version=4)

    def test_the_police_may_say_that_it_can_be_kept(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident, item = with_exhibit(session)
        put_away(session, item)
        direct(session, item, DirectionKind.RELEASE)
        head = made_school.sign_in("head")
        quarantine.carry_out(head, item, version=3)
        (shown,) = evidence_items.exhibits(head, incident).items
        assert shown.quarantine == "" and shown.title == FACTS.what
        assert evidence_showing.open_file(head, item).content == png()

    @pytest.mark.parametrize(
        ("field", "reference", "officer", "told"),
        [
            ("reference", " ", "PC 3391", TOLD),
            ("officer", "ST-2214", "", TOLD),
            ("told_at", "ST-2214", "PC 3391", not_known()),
            ("told_at", "ST-2214", "PC 3391", moment("2031-01-01 09:00")),
        ],
    )
    def test_a_direction_names_its_reference_who_gave_it_and_when(
        self, made_school: MadeSchool, field: str, reference: str, officer: str, told: Moment
    ) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        put_away(session, item)
        with pytest.raises(RuleViolation) as refused:
            quarantine.direct(session, item, DirectionKind.REMOVE, reference, officer, told, version=2)
        assert set(refused.value.fields) == {field}

    def test_a_quarantined_file_that_is_gone_is_found_by_the_check(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        put_away(session, item)
        (file,) = sealed_files.files_apart(session.vault.daily.files)
        sealed_files.apart_path(session.vault.daily.files, file).unlink()
        assert [one.code for one in verifying.verify(session.vault)] == ["quarantined_missing"]

    def test_the_same_content_goes_with_it_and_in_other_records_it_is_named(
        self, made_school: MadeSchool
    ) -> None:
        session = made_school.sign_in()
        incident, item = with_exhibit(session)
        permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
        assert isinstance(permit, IntakePermit)
        twin = evidence.take_in_bytes(session, permit, png(), "again.png", FACTS).taken[0].item
        with_exhibit(session, "TR")
        put_away(session, item)
        assert [one.title for one in evidence_items.exhibits(session, incident).items] == [
            "In quarantine"
        ] * 2
        (elsewhere,) = quarantine.view(session, twin).elsewhere
        assert elsewhere.startswith("Ex1 of 2026-")
        direct(session, item)
        deputy = made_school.sign_in("deputy")
        quarantine.carry_out(deputy, twin, version=3)
        assert [one.title for one in evidence_items.exhibits(deputy, incident).items] == ["Removed"] * 2
        assert verifying.verify(deputy.vault) == []


class TestTerrorismMaterial:
    """On a Prevent record what the material is is asked too (domain.md 5.4, scenario 5)."""

    def test_nothing_is_read_until_what_it_is_was_said(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident = log_incident(session, "PV", (PersonRef(None, "Leon Mould"), "child_of_concern"))
        assert evidence.intake_state(session, incident).asks_material
        for material in (None, Material.FORBIDDEN, Material.NOT_SURE):
            advice = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL, MaterialSaid(material))
            assert isinstance(advice, StopAdvice) and advice.form is None
            assert "section 58" in advice.sentence
            assert {"999", "0800 789 321"} <= {one.number for one in advice.ring}
        assert not evidence.exhibits_of(session, incident)

    def test_a_pupils_own_words_come_in_and_a_document_does_not(
        self, made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = made_school.sign_in()
        incident, item = with_exhibit(session, "PV")
        kept = evidence_showing.stored_item(session, item).content
        assert kept.material is Material.OWN_WORDS
        permit = evidence.declare(
            session, incident, IntakeAnswer.NO_SEEN_ALL, MaterialSaid(Material.OWN_WORDS)
        )
        assert isinstance(permit, IntakePermit)
        path = tmp_path / "essay.png"
        path.write_bytes(b"%PDF-1.7\n" + b"manual " * 200_000)
        written: list[int] = []
        whole = sealed_files._Kept.write

        def counted(to: sealed_files._Kept, part: bytes) -> int:
            written.append(len(part))
            return whole(to, part)

        monkeypatch.setattr(sealed_files._Kept, "write", counted)
        with pytest.raises(NotOwnWords, match="not_own_words"):
            evidence.take_in_file(session, permit, path, FACTS)
        assert sum(written) < 1000, "nothing of it was written, not even sealed"
        assert len(sealed_files.all_files(session.vault.daily.files)) == 1

    def test_what_was_advised_comes_in_with_who_advised_it(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident = log_incident(session, "PV", (PersonRef(None, "Leon Mould"), "child_of_concern"))
        with pytest.raises(RuleViolation):
            evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL, MaterialSaid(Material.ADVISED))
        said = MaterialSaid(Material.ADVISED, "PC 4411, 6 Nov, ref 12")
        permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL, said)
        assert isinstance(permit, IntakePermit)
        taken = evidence.take_in_bytes(session, permit, b"%PDF-1.7\nessay", "essay.pdf", FACTS)
        kept = evidence_showing.stored_item(session, taken.taken[0].item).content
        assert kept.advised_by == "PC 4411, 6 Nov, ref 12"

    @pytest.mark.parametrize(
        ("category", "kept"), [("PV", "hxxps://files[.]example/a"), ("CB", "https://files.example/a")]
    )
    def test_an_address_in_a_note_is_masked_where_nobody_may_open_it(
        self, made_school: MadeSchool, category: str, kept: str
    ) -> None:
        session = made_school.sign_in()
        incident = log_incident(
            session,
            category,
            (PersonRef(None, "Leon Mould"), "child_of_concern" if category == "PV" else "target"),
        )
        entries.add_note(
            session,
            incident,
            Note(NoteKind.NOTE, exactly(session.now()), "A post links to https://files.example/a."),
        )
        (note,) = incident_pages.open_record(session, incident).notes
        assert kept in str(note)

    def test_other_records_do_not_ask(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
        assert not evidence.intake_state(session, incident).asks_material
        assert incident.compartment is Compartment.DAILY

    def test_an_address_is_kept_masked_so_that_nobody_opens_it(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        for category, kept in (
            ("PV", "hxxps://files[.]example/manual.pdf"),
            ("TR", "https://files.example/manual.pdf"),
        ):
            incident = log_incident(
                session,
                category,
                (PersonRef(None, "Leon Mould"), "child_of_concern" if category == "PV" else "target"),
                online_location="https://files.example/manual.pdf",
            )
            assert incidents.current(session, incident).content.online_location == kept


def test_a_document_with_its_picture_is_not_opened_either_and_left_out_of_backups(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    document = paper.issue(session, SchedulePaper(incident, pictures=True)).document
    plain = paper.issue(session, SchedulePaper(incident)).document
    put_away(session, item)
    with pytest.raises(InQuarantine):
        paper.open_issued(session, document)
    assert paper.open_issued(session, plain).pdf
    backup.back_up(session.vault, tmp_path)
    generation = backup_folder.generations(backup_folder.found_at(tmp_path))[-1][1]
    named = [Path(one.path) for one in backup_folder.read_manifest(generation).files]
    other = session.vault.daily.get(plain.id).content.stored.file
    assert [path.stem for path in named if path.suffix == ".age"] == [other]
    assert restore_check(tmp_path, PASSPHRASES["dsl"], session.user.id).findings == ()
    assert verifying.verify(session.vault) == []
    choices = disclosures.choices(session, incident)
    assert "quokka" not in repr(choices) and "cannot go out" in repr(choices)
