"""The police pack of scenario 1: one encrypted file, checked with other people’s tools, and its register line."""

import contextlib
import errno
import hashlib
import os
import pty
import re
import shutil
import struct
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pyrage
import pytest
import pyzipper  # type: ignore[import-untyped]

from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.errors import Cancelled, KnownProblem, RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.services import (
    custody,
    disclosures,
    evidence,
    evidence_bag,
    evidence_bundle,
    evidence_items,
    incidents,
    paper,
)
from safeguard_app.services.audit_log import EVERYTHING, page
from safeguard_app.services.disclosures import HandOver, Receiver
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.evidence_views import Offered
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.system.atomic_files import whole_file
from safeguard_app.system.problems import DiskFull
from safeguard_app.vault import sealed_bundle, sealed_files
from safeguard_app.vault.problems import EvidenceDamaged
from tests.services.conftest import MadeSchool, adult, log_incident, moment
from tests.services.test_evidence import logged, permit_for, png

POLICE = Receiver("PC Ann Reed", "Eastmarch Police", "Investigation of threats", "Log 214 of 15 Sep")
NAMES = ("halloway screenshot.png", "ella 2.png", "CON.png", "another parent.png", "text message.txt")
CONTENTS = (png(2, 1), png(3, 1), png(4, 1), png(5, 1), "You will be sorry – 14/9".encode())
PACK = (0, 1, 2, 4)


@dataclass
class Case:
    """Scenario 1 with Ex1 to Ex5."""

    session: Session
    incident: Reference
    items: tuple[Reference, ...]

    def order(self, handed_as: HandedOverAs = HandedOverAs.ZIP, *which: int) -> BundleOrder:
        """An order of the police pack."""
        exhibits = tuple(self.items[place] for place in which or PACK)
        return BundleOrder(self.incident, exhibits, POLICE, handed_as)


@pytest.fixture
def case(session: Session, incident: Reference) -> Case:
    """Five exhibits, each with its facts."""
    facts = CaptureFacts(what="Threat", captured_at=moment("2026-09-12 09:30"), captured_by="Ms Nandra")
    batch = tuple(
        Offered(Way.FILE, replace(facts, what=f"Threat {place}"), content=content, name=name)
        for place, (content, name) in enumerate(zip(CONTENTS, NAMES, strict=True), start=1)
    )
    taken = evidence.take_in(session, permit_for(session, incident), batch).taken
    return Case(session, incident, tuple(one.item for one in taken))


def unzipped(place: Path, passphrase: str) -> dict[str, bytes]:
    """What another program finds in the zip."""
    with pyzipper.AESZipFile(place) as bundle:
        bundle.setpassword(passphrase.encode())
        return {name: bundle.read(name) for name in bundle.namelist()}


def bag_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """The bag by its own paths, after a strict reading (RFC 8493): nothing missing, nothing over, every hash right."""
    assert {name.split("/")[0] for name in files} == {"evidence"}
    bag = {name.removeprefix("evidence/"): content for name, content in files.items()}
    assert bag["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload = _listed(bag["manifest-sha256.txt"])
    assert set(payload) == {name for name in bag if name.startswith("data/")}
    tags = _listed(bag["tagmanifest-sha256.txt"])
    assert set(tags) == {n for n in bag if not n.startswith("data/")} - {"tagmanifest-sha256.txt"}
    for name, sha256 in (payload | tags).items():
        assert hashlib.sha256(bag[name]).hexdigest() == sha256, name
    info = dict(line.split(": ", 1) for line in bag["bag-info.txt"].decode().splitlines())
    octets = sum(len(bag[name]) for name in payload)
    assert info["Payload-Oxum"] == f"{octets}.{len(payload)}"
    return bag


def _listed(manifest: bytes) -> dict[str, str]:
    lines = [line.split("  ", 1) for line in manifest.decode().splitlines()]
    assert all(re.fullmatch("[0-9a-f]{64}", sha256) for sha256, _ in lines)
    assert len({path for _, path in lines}) == len(lines)
    return {path: sha256 for sha256, path in lines}


def pdf_words(pdf: bytes) -> str:
    """All words of a document, as one line."""
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())


def test_scenario_1_the_police_pack(case: Case, tmp_path: Path, made_school: MadeSchool) -> None:
    made_school.clock.set("2026-09-15 10:05")
    place = tmp_path / "stick" / "pack.zip"
    place.parent.mkdir()
    made = evidence_bundle.make(case.session, case.order(), place)

    assert made.sha256 == hashlib.sha256(place.read_bytes()).hexdigest()
    assert made.size == place.stat().st_size
    bag = bag_of(unzipped(place, made.passphrase))
    exhibits = {name: bag[name] for name in bag if name.startswith("data/exhibits/")}
    assert exhibits == {
        "data/exhibits/Ex1.png": CONTENTS[0],
        "data/exhibits/Ex2.png": CONTENTS[1],
        "data/exhibits/Ex3.png": CONTENTS[2],
        "data/exhibits/Ex5.txt": CONTENTS[4],
    }
    schedule = pdf_words(bag["data/evidence-schedule.pdf"])
    sealed_hash = hashlib.sha256(CONTENTS[4]).hexdigest()
    for words in ("Threat 5", "halloway screenshot.png", "Ms Nandra", "Sat 12 Sep 2026, 09:30"):
        assert words in schedule
    assert sealed_hash in schedule.replace(" ", "")
    assert "another parent" not in schedule, "Ex4 stays"
    custody_words = pdf_words(bag["data/custody.pdf"])
    assert "Received: sealed, read back and compared" in custody_words and "Ex5, Threat 5" in custody_words
    assert "Ex4" not in custody_words
    assert "This copy" in pdf_words(bag["data/how-this-evidence-was-kept.pdf"])
    read_me = bag["READ ME FIRST.txt"].decode()
    assert "certutil -hashfile" in read_me and "sha256sum -c manifest-sha256.txt" in read_me
    assert all(line.endswith("\r") for line in read_me.split("\n")[:-1])


def test_stock_tools_check_it(case: Case, tmp_path: Path) -> None:
    place = tmp_path / "pack.zip"
    made = evidence_bundle.make(case.session, case.order(), place)
    for name, content in unzipped(place, made.passphrase).items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(content)
    here = tmp_path / "out" / "evidence"
    for listed in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        said = subprocess.run(
            ["sha256sum", "--strict", "-c", listed], cwd=here, capture_output=True, text=True, check=True
        )
        assert set(re.findall(r": (\w+)$", said.stdout, re.MULTILINE)) == {"OK"}


def test_without_the_passphrase_nobody_learns_a_name(case: Case, tmp_path: Path) -> None:
    place = tmp_path / "pack.zip"
    made = evidence_bundle.make(case.session, case.order(), place)
    raw = place.read_bytes()
    with zipfile.ZipFile(place) as listed:
        entries = listed.infolist()
    for word in (*NAMES, "Tan", "Baylis", "Threat", "PC Ann"):
        assert word.encode() not in raw
    assert all(one.CRC == 0 for one in entries), "a checksum of what is inside would tell which file it is"
    assert {raw[one.header_offset + 8 : one.header_offset + 10] for one in entries} == {
        b"\x63\x00"
    }  # WinZip AES
    with pytest.raises(RuntimeError):
        unzipped(place, f"{made.passphrase}x")
    assert len(made.passphrase.split()) == 7 and made.passphrase not in repr(made)


def _aes_field(extra: bytes) -> tuple[int, bytes, int, int]:
    """What an entry says of its encryption (WinZip's field 0x9901): version, vendor, strength, real compression."""
    while extra:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 0x9901:
            version, vendor, strength, method = struct.unpack_from("<H2sBH", extra, 4)
            return version, vendor, strength, method
        extra = extra[4 + length :]
    raise AssertionError("an entry without AES")


def test_every_entry_is_sealed_with_aes_256_in_both_of_its_headers(case: Case, tmp_path: Path) -> None:
    place = tmp_path / "pack.zip"
    evidence_bundle.make(case.session, case.order(), place)
    raw = place.read_bytes()
    with zipfile.ZipFile(place) as listed:
        entries = listed.infolist()
    assert len(entries) == len(PACK) + 8
    for one in entries:
        name, extra = struct.unpack_from("<HH", raw, one.header_offset + 26)
        begins = one.header_offset + 30 + name
        for field in (one.extra, raw[begins : begins + extra]):
            version, vendor, strength, method = _aes_field(field)
            assert (version, vendor, strength, method) == (2, b"AE", 3, zipfile.ZIP_STORED), one.filename
        assert one.flag_bits & 1, "encrypted"


def test_an_age_file_opens_with_the_age_command(case: Case, tmp_path: Path) -> None:
    place = tmp_path / "pack.tar.age"
    made = evidence_bundle.make(case.session, case.order(HandedOverAs.AGE), place)
    command = shutil.which("age")
    if command is None:
        packed = pyrage.passphrase.decrypt(place.read_bytes(), made.passphrase)
    else:
        packed = _decrypted_at_a_terminal(command, place, made.passphrase, tmp_path / "plain.tar")
    with tarfile.open(fileobj=BytesIO(packed)) as bundle:
        files = {one.name: bundle.extractfile(one).read() for one in bundle}  # type: ignore[union-attr]
    assert bag_of(files)["data/exhibits/Ex5.txt"] == CONTENTS[4]


def _decrypted_at_a_terminal(command: str, place: Path, passphrase: str, out: Path) -> bytes:
    """``age`` takes a passphrase from a terminal only, so it is given one."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the other process
        os.execv(command, [command, "--decrypt", "-o", str(out), str(place)])  # noqa: S606
    os.read(terminal, 1024)
    os.write(terminal, f"{passphrase}\n".encode())
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0
    return out.read_bytes()


def test_it_stands_in_the_register_in_custody_and_among_documents(
    case: Case, tmp_path: Path, made_school: MadeSchool
) -> None:
    made_school.clock.set("2026-09-15 10:05")
    made = evidence_bundle.make(case.session, case.order(), tmp_path / "pack.zip")
    bag = bag_of(unzipped(tmp_path / "pack.zip", made.passphrase))
    manifest = hashlib.sha256(bag["manifest-sha256.txt"]).hexdigest()

    (line,) = disclosures.register(case.session, case.incident)
    assert (line.title, line.exhibits) == ("No. 1, evidence bundle, encrypted zip", "Ex1, Ex2, Ex3 and Ex5")
    assert line.receiver == "PC Ann Reed, Eastmarch Police"
    assert (line.purpose, line.reference) == ("Investigation of threats", "Log 214 of 15 Sep")
    assert line.when == "Made Tue 15 Sep 2026, 10:05, by Miss Jo Abbey"
    assert (line.sha256, line.manifest_sha256) == (made.sha256, manifest)
    assert line.file_words == f"pack.zip, {made.size:,} bytes"

    mine = [one.what for one in custody.record_of(case.session, case.items[4]).lines]
    assert len(mine) == 2 and mine[1].startswith(
        "Handed over to PC Ann Reed, Eastmarch Police, as an encrypted"
    )
    assert made.sha256 in mine[1].replace(" ", "")
    left = custody.record_of(case.session, case.items[3]).lines
    assert len(left) == 1, "Ex4 went nowhere"

    event = logged(case.session)[0].event
    assert event.kind is EventKind.EVIDENCE_BUNDLED
    assert dict(event.facts) == {"sha256": made.sha256, "manifest": manifest, "exhibits": 4}
    shown = page(case.session, Compartment.DAILY, EVERYTHING).rows[0]
    assert "Evidence bundle made" in shown.what and "Ex5 to Eastmarch Police" in shown.detail
    record = pdf_words(paper.preview(case.session, IncidentPaper(case.incident)).pdf)
    assert "Evidence handed out" in record and "Ex1, Ex2, Ex3 and Ex5: Handed over to PC Ann Reed" in record
    kept = {one.title: one for one in paper.issued(case.session, case.incident)}
    assert set(kept) == {"Evidence schedule", "Custody record", "How this evidence was kept"}
    for title, path in (("Evidence schedule", "evidence-schedule"), ("Custody record", "custody")):
        assert paper.open_issued(case.session, kept[title].document).pdf == bag[f"data/{path}.pdf"]
        with pikepdf.open(BytesIO(bag[f"data/{path}.pdf"])) as opened:
            assert bytes(opened.trailer.ID[0]).hex() == kept[title].document.id


def test_the_passphrase_and_nothing_readable_is_left_anywhere(
    case: Case, tmp_path: Path, made_school: MadeSchool
) -> None:
    (tmp_path / "stick").mkdir()
    made = evidence_bundle.make(case.session, case.order(), tmp_path / "stick" / "pack.zip")
    made_school.close()
    secrets_ = [made.passphrase.encode(), *(CONTENTS[place] for place in PACK), b"%PDF", b"PC Ann Reed"]
    for path in (one for one in tmp_path.rglob("*") if one.is_file()):
        raw = path.read_bytes()
        assert not any(secret in raw for secret in secrets_), path.name
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["pack.zip"]


def test_nothing_is_chosen_by_itself_and_what_was_taken_back_stays(case: Case, tmp_path: Path) -> None:
    teacher = adult(case.session, "Ms Priya Nandra", "Year 5 teacher")
    evidence_items.withdraw(case.session, case.items[1], "Not of this case.", version=1)
    offered = disclosures.choices(case.session, case.incident)
    assert [bool(one.why_not) for one in offered] == [False, True, False, False, False]
    other = log_incident(case.session, "TR", (teacher, "target"))
    wrong = (
        (replace(case.order(), exhibits=()), "exhibits"),
        (case.order(), "exhibits"),
        (replace(case.order(HandedOverAs.ZIP, 0), incident=other), "exhibits"),
        (replace(case.order(HandedOverAs.ZIP, 0), receiver=Receiver()), "recipient"),
        (case.order(HandedOverAs.BY_HAND, 0), "handed_as"),
    )
    for order, at_fault in wrong:
        with pytest.raises(RuleViolation) as found:
            evidence_bundle.make(case.session, order, tmp_path / "pack.zip")
        assert at_fault in found.value.fields
    incidents.enter_in_error(case.session, case.incident, "Typed twice.")
    with pytest.raises(RuleViolation):
        evidence_bundle.make(case.session, case.order(HandedOverAs.ZIP, 0), tmp_path / "pack.zip")
    assert not list(tmp_path.glob("pack*"))


class _HalfwayError(Exception):
    """What a test throws into the middle of it."""


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        ("cancel", HandedOverAs.ZIP),
        ("cancel", HandedOverAs.AGE),
        ("cancel late", HandedOverAs.ZIP),
        ("full", HandedOverAs.ZIP),
        ("damage", HandedOverAs.ZIP),
        ("damage", HandedOverAs.AGE),
        ("log", HandedOverAs.ZIP),
        ("medium", HandedOverAs.ZIP),
        ("medium", HandedOverAs.AGE),
    ],
)
def test_where_any_of_it_fails_nothing_is_there_and_nothing_is_noted(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str, kind: HandedOverAs
) -> None:
    place = tmp_path / "stick" / "pack"
    place.parent.mkdir()
    evidence_items.exhibits(case.session, case.incident)  # the view is an event of its own
    before = case.session.vault.daily.head
    progress = None
    wanted: type[BaseException] = KnownProblem
    if trouble.startswith("cancel"):
        late = trouble == "cancel late"
        progress = lambda done, total: done < (total if late else total // 4)  # noqa: E731
        wanted = Cancelled
    elif trouble == "full":
        monkeypatch.setattr(sealed_bundle, "free_space", lambda _: 1000)
        wanted = DiskFull
    elif trouble == "damage":
        content: EvidenceItem = case.session.vault.get(case.items[4]).content  # type: ignore[assignment]
        sealed = sealed_files.path_of(case.session.vault.daily.files, content.stored.file)
        sealed.write_bytes(sealed.read_bytes()[:-1] + b"\0")
        wanted = EvidenceDamaged
    elif trouble == "log":
        monkeypatch.setattr(sealed_files, "take_in_bytes", _raise(_HalfwayError()))
        wanted = _HalfwayError
    else:
        monkeypatch.setattr(sealed_bundle, "whole_file", _spoiling)
    with pytest.raises(wanted):
        evidence_bundle.make(case.session, case.order(kind), place, progress)
    assert list(place.parent.iterdir()) == []
    assert case.session.vault.daily.head == before
    assert disclosures.register(case.session, case.incident) == ()


def _raise(error: Exception) -> Callable[..., None]:
    def raising(*_: object) -> None:
        raise error

    return raising


@contextlib.contextmanager
def _spoiling(target: Path) -> Iterator[BinaryIO]:
    """A medium that keeps one byte wrong."""
    with whole_file(target) as stream:
        yield stream
    raw = bytearray(target.read_bytes())
    raw[3 if raw.startswith(b"age-") else len(raw) // 2] ^= (
        1  # at the head an age file fails without stretching
    )
    target.write_bytes(raw)


def test_a_full_stick_in_the_middle_of_an_exhibit_is_said_as_such(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _: bytes) -> int:
            raise OSError(errno.ENOSPC, "full")

    content: EvidenceItem = case.session.vault.get(case.items[0]).content  # type: ignore[assignment]
    daily, kept = case.session.vault.daily, content.stored
    secret = daily.file_secret(kept.file)
    assert secret is not None
    with pytest.raises(DiskFull):
        sealed_files.pour(daily.files, kept.file, secret, kept.sha256, Full(), lambda _: True)


def test_age_refuses_what_memory_cannot_take(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_bundle, "MOST_IN_AGE", 1000)
    with pytest.raises(sealed_bundle.TooLargeForAge):
        evidence_bundle.make(case.session, case.order(HandedOverAs.AGE), tmp_path / "pack.age")


def test_handed_over_by_hand_is_a_line_of_custody_with_its_receipt(
    case: Case, made_school: MadeSchool
) -> None:
    made_school.clock.set("2026-09-16 15:00")
    given = HandOver(case.incident, (case.items[0],), POLICE, moment("2026-09-16 14:30"), "Receipt 88/26")
    changes = disclosures.hand_over(case.session, given)
    assert changes.said == "Ex1: noted as handed over."
    last = custody.record_of(case.session, case.items[0]).lines[-1]
    assert last.what == (
        "Handed over on Wed 16 Sep 2026, 14:30 to PC Ann Reed, Eastmarch Police, by hand; for: Investigation of"
        " threats; their reference: Log 214 of 15 Sep; receipt: Receipt 88/26"
    )
    (line,) = disclosures.register(case.session, case.incident)
    assert (line.title, line.receipt, line.sha256) == ("No. 1, handed over by hand", "Receipt 88/26", "")
    for field, wrong in (
        ("handed_at", replace(given, handed_at=moment("2026-09-17 14:30"))),
        ("handed_at", replace(given, handed_at=not_known())),
        ("exhibits", replace(given, exhibits=())),
        ("organisation", replace(given, receiver=replace(POLICE, organisation=" "))),
    ):
        with pytest.raises(RuleViolation) as found:
            disclosures.hand_over(case.session, wrong)
        assert field in found.value.fields
    incidents.enter_in_error(case.session, case.incident, "Typed twice.")
    with pytest.raises(RuleViolation) as gone:
        disclosures.hand_over(case.session, given)
    assert "entered in error" in gone.value.fields["exhibits"]
    assert len(disclosures.register(case.session, case.incident)) == 1


def test_what_was_noted_by_mistake_stays_and_says_so(case: Case, tmp_path: Path) -> None:
    given = HandOver(case.incident, (case.items[0],), POLICE, moment("2026-09-14 08:30"))
    disclosures.hand_over(case.session, given)
    evidence_bundle.make(case.session, case.order(), tmp_path / "pack.zip")
    bundle, hand = disclosures.register(case.session, case.incident)
    assert (bundle.can_be_taken_back, hand.can_be_taken_back) == (False, True)
    assert bundle.title == "No. 2, evidence bundle, encrypted zip"
    with pytest.raises(RuleViolation) as blank:
        disclosures.take_back(case.session, case.incident, hand.record, " \u00a0")
    assert set(blank.value.fields) == {"reason"}
    assert disclosures.register(case.session, case.incident)[1] == hand
    disclosures.take_back(case.session, case.incident, hand.record, "The officer did not come.")
    for record in (bundle.record, hand.record):
        with pytest.raises(RuleViolation):
            disclosures.take_back(case.session, case.incident, record, "Again.")
    hand = disclosures.register(case.session, case.incident)[1]
    assert hand.withdrawn.endswith("by Miss Jo Abbey: The officer did not come.")
    told = [one.what for one in custody.record_of(case.session, case.items[0]).lines]
    assert told[1].startswith("Handed over on Mon 14 Sep 2026, 08:30") and len(told) == 4
    assert told[3] == (
        "Not handed over to PC Ann Reed, Eastmarch Police: entered in error, The officer did not come."
    )
    assert len(custody.record_of(case.session, case.items[1]).lines) == 2


def test_two_exhibits_of_one_number_lie_beside_each_other(case: Case) -> None:
    first: EvidenceItem = case.session.vault.get(case.items[0]).content  # type: ignore[assignment]
    fifth: EvidenceItem = case.session.vault.get(case.items[4]).content  # type: ignore[assignment]
    paths = evidence_bag.exhibit_paths([first, replace(fifth, exhibit=1), first, first])
    assert [path.rpartition("/")[2] for path in paths] == ["Ex1.png", "Ex1.txt", "Ex1-2.png", "Ex1-3.png"]


def test_the_register_moves_with_its_record(case: Case, tmp_path: Path) -> None:
    evidence_bundle.make(case.session, case.order(), tmp_path / "pack.zip")
    moved, _ = incidents.refile(
        case.session, case.incident, Compartment.ADULTS, "About an adult who works here."
    )
    (line,) = disclosures.register(case.session, moved)
    assert line.exhibits == "Ex1, Ex2, Ex3 and Ex5"
