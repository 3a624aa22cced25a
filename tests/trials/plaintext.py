"""Nothing readable on any disk: the vault and the window with markers in every text, every write noted, all searched.

Searched are: every byte the process wrote to any file anywhere (also files that were gone again at the end), every file
under its home, temporary and working folders, and what it said on its error output. Markers are looked for as text in
several encodings. What ``vault.json`` shows on purpose (the school's name, role labels) carries no marker.
"""

import base64
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, new_record_id
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import ContactToRing, School
from safeguard_app.domain.users import Role
from safeguard_app.system.clock import SystemClock
from safeguard_app.system.process_hardening import harden_process
from safeguard_app.vault import (
    backup,
    creation,
    drafts,
    hand_in,
    restore_check,
    sealed_files,
    searching,
    user_keys,
    verifying,
)
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.sealed_bundle import Part, part_of, write_zip
from safeguard_app.vault.sealed_files import SealedFile
from safeguard_app.vault.unlocking import Surroundings, unlock
from tests.evidence_files.samples import MAIL
from tests.trials.handed import filing, hand_in_with_file
from tests.trials.noted_run import compiled, watching
from tests.trials.simulated_disk import Operation, read_notes
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import attach, file_incident

MARKER = "Zebedee-Quartermaine-7731"
"""Stands in every text; long enough that no piece of a sealed file is it by chance."""


def scripted_run(place: Path, *, crash: bool) -> None:
    """In the child: everything the vault can do, with the marker in every text it is given."""
    harden_process()
    clock, around = SystemClock(), Surroundings(SystemClock(), place / "state")
    school = School(
        "Larchmere Test School",
        Nation.ENGLAND,
        MARKER,
        contacts=(ContactToRing("lado", MARKER, MARKER, MARKER),),
        chair_name=MARKER,
        address=MARKER,
        phone=MARKER,
    )
    users = (
        NewUser(f"{MARKER} One", "DSL", (Role.DSL,), f"{MARKER} words"),
        NewUser(
            f"{MARKER} Two", "Deputy", (Role.DEPUTY,), f"{MARKER} other words", reads_adult_concerns=True
        ),
    )
    folder = place / "larchmere.safeguard"
    made = creation.create(folder, school, users, clock, cost=CHEAPEST, demo=True)
    lead, deputy = made.users
    vault = unlock(folder, lead, f"{MARKER} words", around)
    source = place / "source" / f"{MARKER}.png"
    for compartment in vault:
        for number in range(10):
            record = file_incident(vault, f"{MARKER} said {number}. " * 200, compartment.id)
        attach(vault, record, MARKER.encode() * 5000, compartment.id)
        taken = sealed_files.take_in_path(compartment.files, source)
        now = clock.now()
        with compartment.write(EventKind.CORRECTED, lead, now, record=record) as work:
            stored = compartment.get(record)
            work.put(record, stored.content, reason=f"{MARKER} was misspelt", replacing=stored.number)
            work.put_file_key(taken.file, taken.secret)
        searching.search(compartment, MARKER, 50)
        _bundled(compartment.files, taken, place / "stick" / f"{compartment.id}.zip")
    draft = new_record_id()
    for number in range(5):
        drafts.save(vault, draft, f"{MARKER} being typed {number}".encode() * 100)
    if crash:
        os.kill(os.getpid(), signal.SIGABRT)
    drafts.end(vault, draft)
    hand_in_with_file(vault, Compartment.NOT_DSL, f"{MARKER} handed in", MARKER.encode() * 5000)
    user_keys.change_passphrase(vault, f"{MARKER} words", f"{MARKER} new words")
    backup.back_up(vault, place / "stick")
    verifying.verify(vault)
    vault.close(clock.now())
    restore_check.restore_check(place / "stick", made.recovery_key)
    vault = unlock(folder, deputy, f"{MARKER} other words", around)
    hand_in.take_in_waiting(vault, filing(vault))
    user_keys.remove_user(vault, lead)
    vault.close(clock.now())


def _bundled(files: Path, taken: SealedFile, target: Path) -> None:
    """An exhibit and a paper with the marker in them go out, encrypted, to somebody outside."""
    pour = partial(sealed_files.pour, files, taken.file, taken.secret, taken.sha256)
    parts = (
        Part("evidence/data/exhibits/Ex1.bin", taken.size, taken.sha256, pour),
        part_of("evidence/bag-info.txt", MARKER.encode() * 5000),
    )
    write_zip(target, parts, "words that nobody is told", SystemClock().now(), lambda _: True)


def run(setting: Setting) -> Tally:
    """Runs of the vault, of the vault crashing, and of the window, in turn."""
    tally = Tally()
    library = compiled(setting.folder)
    for number in range(setting.tries(3, 21)):
        _one(tally, library, setting.folder / f"run{number}", _WAYS[number % 3])
    return tally


_WAYS = ("whole", "crash", "window")


def _one(tally: Tally, library: Path, place: Path, way: str) -> None:
    for name in ("home", "temporary", "working", "stick", "source"):
        (place / name).mkdir(parents=True)
    source = place / "source" / f"{MARKER}.png"
    source.write_bytes(MARKER.encode() * 10_000)
    mail = MAIL.replace(b"Please look at these.", f"{MARKER} looks".encode())
    source.with_suffix(".eml").write_bytes(mail)
    file = place.with_suffix(".notes")
    environment = {
        **watching(library, Path("/"), file),
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "temporary"),
        "SQLITE_TMPDIR": str(place / "temporary"),
        "XDG_CACHE_HOME": str(place / "home" / "cache"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.trials.plaintext", str(place), way]
    child = subprocess.run(
        command, env=environment, cwd=place / "working", capture_output=True, check=False, timeout=300
    )
    expected = -signal.SIGABRT if way == "crash" else 0
    tally.expect(child.returncode == expected, "the run itself failed: " + child.stderr.decode()[-300:])
    notes = read_notes(file.read_bytes(), Path("/"))
    written = [note for note in notes if note.operation is Operation.WRITTEN]
    tally.noted("bytes written", sum(len(note.data) for note in written))
    together: dict[str, bytearray] = {}
    for note in written:
        together.setdefault(note.path, bytearray()).extend(note.data)
    for name, raw in together.items():
        tally.expect(not shows_marker(bytes(raw)), f"a marker was written to {Path(name).name}")
    for path in sorted(one for one in place.rglob("*") if one.is_file() and one.parent != source.parent):
        tally.expect(not shows_marker(path.read_bytes()), f"a marker lies in {path.relative_to(place)}")
        tally.expect(MARKER not in path.name, "a marker is part of a file's name")
    tally.expect(not shows_marker(child.stderr + child.stdout), "a marker was said aloud")
    root = str(place).lstrip("/")
    strangers = [name for name in together if not name.startswith((root, "dev/", "proc/"))]
    tally.expect(not strangers, f"files were written elsewhere: {strangers[:3]}")
    file.unlink()


def shows_marker(raw: bytes) -> bool:
    """Whether the marker stands in ``raw``, in any of the ways in which programs write text."""
    plain = MARKER.encode()
    core = plain[:18]  # whole groups of three, so that its base64 stands by itself wherever it begins
    spellings = [
        plain,
        plain.lower(),
        MARKER.encode("utf-16-le"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        *(base64.b64encode(b"x" * shift + core)[4 if shift else 0 : -4] for shift in range(3)),
    ]
    return any(spelling in raw for spelling in spellings)


if __name__ == "__main__":
    if sys.argv[2] == "window":
        from tests.trials.plaintext_window import walk

        walk(Path(sys.argv[1]), MARKER)
    else:
        scripted_run(Path(sys.argv[1]), crash=sys.argv[2] == "crash")
