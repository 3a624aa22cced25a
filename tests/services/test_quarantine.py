"""Quarantine: where the sealed file lies, what may not come in again, and which exhibits go along."""

from pathlib import Path

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import DirectionKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import evidence, evidence_showing, incidents, quarantine
from safeguard_app.services.intake_problems import InQuarantineBefore
from safeguard_app.system.problems import DiskFault
from safeguard_app.vault import sealed_files, verifying
from safeguard_app.vault.problems import StaleVersion
from safeguard_app.vault.quarantined import Hidden
from tests.services.conftest import MadeSchool
from tests.services.quarantining import (
    again,
    apart,
    as_directed,
    direct,
    on_the_shelf,
    put_away,
    with_exhibit,
)

NOT_YET = " The file itself could not be moved or removed yet: the next unlock tries again."


class TestWhereTheFileLies:
    """Apart while it is in quarantine, as it is; back on its shelf, or gone, as the police direct."""

    def test_it_lies_apart_as_it_is_until_it_is_released(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        files = session.vault.daily.files
        (file,) = on_the_shelf(session)
        sealed = sealed_files.path_of(files, file).read_bytes()

        put_away(session, item)
        assert (on_the_shelf(session), apart(session)) == ([], [file])
        assert sealed_files.apart_path(files, file).read_bytes() == sealed
        assert verifying.verify(session.vault) == []

        direct(session, item, DirectionKind.RELEASE)
        head = made_school.sign_in("head")
        assert apart(head) == [file], "an unlock leaves it there"
        quarantine.carry_out(head, item, version=3)
        assert (on_the_shelf(head), apart(head)) == ([file], [])
        assert sealed_files.path_of(files, file).read_bytes() == sealed
        assert verifying.verify(head.vault) == []

    def test_what_a_disk_did_not_move_is_said_and_moved_by_the_next_unlock(
        self, made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        (file,) = on_the_shelf(session)
        with monkeypatch.context() as disk:
            disk.setattr(sealed_files, "put_apart", _fail)
            said = quarantine.quarantine(session, item, version=1).said
            assert said == f"Ex1 is in quarantine.{NOT_YET}"
            session = made_school.sign_in()
            assert on_the_shelf(session) == [file], "a disk that refuses keeps nobody out"
            assert verifying.verify(session.vault) == []
        session = made_school.sign_in()
        assert (on_the_shelf(session), apart(session)) == ([], [file])

    def test_what_a_disk_did_not_remove_is_said_and_removed_by_the_next_unlock(
        self, made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        put_away(session, item)
        direct(session, item)
        head = made_school.sign_in("head")
        (file,) = apart(head)
        with monkeypatch.context() as disk:
            disk.setattr(sealed_files, "_BETWEEN_TRIES", 0)
            disk.setattr(Path, "unlink", _refuse)
            said = quarantine.carry_out(head, item, version=3).said
        assert said == f"Ex1 is removed for good.{NOT_YET}"
        assert apart(head) == [file] and head.vault.daily.file_secret(file) is None
        head = made_school.sign_in("head")
        assert not [path for path in head.vault.daily.files.rglob("*") if path.is_file()]
        assert verifying.verify(head.vault) == []

    def test_the_check_never_opens_one_and_looks_whether_it_is_there(
        self, made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        (file,) = on_the_shelf(session)
        read: list[str] = []
        check = sealed_files.check

        def noted(folder: Path, file: str, secret: str, sha256: str) -> None:
            read.append(file)
            check(folder, file, secret, sha256)

        monkeypatch.setattr(sealed_files, "check", noted)
        assert verifying.verify(session.vault) == [] and read == [file]
        put_away(session, item)
        assert verifying.verify(session.vault) == [] and read == [file]
        sealed_files.apart_path(session.vault.daily.files, file).unlink()
        assert [one.code for one in verifying.verify(session.vault)] == ["quarantined_missing"]


class TestTheSameContent:
    """What is in quarantine is not kept again anywhere, and what has the same content goes with it."""

    def test_it_is_refused_in_any_record_until_it_is_released(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident, item = with_exhibit(session)
        moved = incidents.refile(session, with_exhibit(session)[0], Compartment.ADULTS, "Of an adult.")[0]
        put_away(session, item)
        for place in (incident, moved):
            before = on_the_shelf(session, place.compartment)
            with pytest.raises(InQuarantineBefore, match="in_quarantine_before"):
                again(session, place)
            assert on_the_shelf(session, place.compartment) == before, "and nothing of it is left"
        assert len(evidence.exhibits_of(session, incident)) == 1
        direct(session, item, DirectionKind.RELEASE)
        head = made_school.sign_in("head")
        quarantine.carry_out(head, item, version=3)
        again(head, incident)
        assert len(evidence.exhibits_of(head, incident)) == 2

    def test_what_was_removed_stays_refused(self, made_school: MadeSchool) -> None:
        incident, item = with_exhibit(made_school.sign_in())
        head = as_directed(made_school, item)
        with pytest.raises(InQuarantineBefore):
            again(head, incident)
        assert (on_the_shelf(head), apart(head)) == ([], [])

    def test_what_was_removed_before_stays_as_it_was_removed(
        self, made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        incident, item = with_exhibit(made_school.sign_in())
        head = as_directed(made_school, item)
        before = evidence_showing.stored_item(head, item)
        made_school.clock.forward(days=1)
        with monkeypatch.context() as let_in:
            let_in.setattr(evidence, "hidden_in", lambda _part: Hidden())
            twin = again(head, incident)
        assert len(on_the_shelf(head)) == 1, "with a file of its own"
        as_directed(made_school, twin, by="deputy")
        session = made_school.sign_in()
        assert evidence_showing.stored_item(session, item) == before
        removed = evidence_showing.stored_item(session, twin).content.removed
        assert removed is not None and removed.by_name == "Mr Tom Reed"
        assert verifying.verify(session.vault) == []

    def test_a_release_is_of_all_of_them_and_ends_the_direction(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        incident, item = with_exhibit(session)
        twin = again(session, incident)
        put_away(session, item)
        direct(session, item, DirectionKind.RELEASE)
        head = made_school.sign_in("head")
        assert quarantine.carry_out(head, twin, version=3).said == "Ex1 and Ex2 are out of quarantine."
        for one in (item, twin):
            stands = evidence_showing.stored_item(head, one).content
            assert (stands.quarantine, stands.direction) == (None, None)
        quarantine.quarantine(head, item, version=4)
        with pytest.raises(RuleViolation) as refused:
            quarantine.carry_out(made_school.sign_in("deputy"), item, version=5)
        assert refused.value.fields == {"item": "Enter what the police directed first."}

    def test_elsewhere_names_what_other_records_keep_and_nothing_that_was_removed(
        self, made_school: MadeSchool
    ) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        near, removed = with_exhibit(session)
        far = incidents.refile(session, with_exhibit(session)[0], Compartment.ADULTS, "Of an adult.")[0]
        put_away(session, item)
        cases = [incidents.case_of(session, one) for one in (near, far)]
        assert quarantine.view(session, item).elsewhere == tuple(f"Ex1 of {case}" for case in cases)
        as_directed(made_school, removed)
        session = made_school.sign_in()
        assert quarantine.view(session, item).elsewhere == (f"Ex1 of {cases[1]}",)
        assert quarantine.view(made_school.sign_in("deputy"), item).elsewhere == ()


class TestWhatIsRefused:
    """Nothing is done twice, on an old version, or after the end."""

    def test_every_act_needs_the_version_that_stands(self, made_school: MadeSchool) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        with pytest.raises(StaleVersion):
            quarantine.quarantine(session, item, version=2)
        put_away(session, item)
        with pytest.raises(RuleViolation) as refused:
            quarantine.quarantine(session, item, version=2)
        assert refused.value.fields == {"item": "This exhibit is in quarantine already."}
        with pytest.raises(StaleVersion):
            direct(session, item, DirectionKind.REMOVE, version=1)
        direct(session, item)
        head = made_school.sign_in("head")
        with pytest.raises(StaleVersion):
            quarantine.carry_out(head, item, version=2)
        assert len(apart(head)) == 1

    def test_nothing_is_directed_or_carried_out_of_what_is_not_in_quarantine(
        self, made_school: MadeSchool
    ) -> None:
        session = made_school.sign_in()
        _, item = with_exhibit(session)
        for act in (
            lambda: direct(session, item, DirectionKind.REMOVE, version=1),
            lambda: quarantine.carry_out(session, item, version=1),
        ):
            with pytest.raises(RuleViolation) as refused:
                act()
            assert refused.value.fields == {"item": "This exhibit is not in quarantine."}
        with pytest.raises(KeyError):
            quarantine.view(session, item)

    def test_a_removal_is_final(self, made_school: MadeSchool) -> None:
        _, item = with_exhibit(made_school.sign_in())
        as_directed(made_school, item)
        session = made_school.sign_in()
        with pytest.raises(RuleViolation) as refused:
            direct(session, item, DirectionKind.RELEASE, version=4)
        assert refused.value.fields == {"item": "The file of this exhibit was removed already."}
        assert quarantine.view(session, item).removed.startswith("Removed Mon 7 Sep 2026, 08:00 by Mrs Carol")


def _fail(*_: object) -> None:
    raise DiskFault


def _refuse(_path: Path, *, missing_ok: bool = False) -> None:
    raise PermissionError(missing_ok)
