"""The whole job, walked headless on the demo school: every step is done by the program itself, timed and written down.

It leaves the demo's log, what opens it (a demo's only), the PDFs, pictures of the window, and ``journey.json``.
"""

import argparse
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from safeguard_app import cli
from safeguard_app.demo import pictures, school
from safeguard_app.demo.register import Cast, data
from safeguard_app.demo.school import DemoLog
from safeguard_app.demo.story_clock import StoryClock, end_of_story
from safeguard_app.domain.contact_check import ContactQuestion, ContentSeen, Direction, Extent, Visibility
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Reached
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import about, exactly
from safeguard_app.services import (
    contact_checks,
    declaration_queue,
    evidence,
    form_offers,
    incidents,
    keeping,
    opening,
    paper,
    paper_forms,
    referrals,
)
from safeguard_app.services.declaration_forms import Decided
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.opening import Computer
from safeguard_app.services.paper_views import (
    IncidentPaper,
    PaperJob,
    ReferralPaper,
    RegisterPaper,
    SheetPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.system.atomic_files import make_private_folder, write_whole
from safeguard_app.system.paths import LOG_SUFFIX

_MARK = "DEMO.txt"
_MARK_TEXT = (
    b"The demo of Safeguard Log made this folder. Everybody in it is invented.\n"
    b"The next demo removes what lies here and makes it anew: keep nothing of your own in it.\n"
)

Pictures = Callable[[DemoLog, Computer, Path], list[str]]


@dataclass(slots=True)
class Journey:
    """What was done, in order, with how long each step took."""

    steps: list[dict[str, str | float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, str | float]]:
        """Time one step; what it did is put into the yielded entry's ``did``."""
        entry: dict[str, str | float] = {"step": name, "did": ""}
        started = time.perf_counter()
        yield entry
        entry["seconds"] = round(time.perf_counter() - started, 3)
        self.steps.append(entry)
        sys.stdout.write(f"{len(self.steps):2}. {name}: {entry['did']} ({entry['seconds']} s)\n")
        sys.stdout.flush()


def command(arguments: argparse.Namespace, computer: Computer, take_pictures: Pictures | None = None) -> int:
    """``safeguard-log-cli demo --out FOLDER``: exit 0, or 1 where the check at the end found something."""
    pictures_wanted = None if arguments.without_pictures else take_pictures
    return walk(arguments.out, computer, pictures_wanted)


def walk(out: Path, computer: Computer, take_pictures: Pictures | None) -> int:
    """Walk the whole job, leaving everything in ``out``; 0 when the check at the end found nothing wrong.

    ``out`` is a new or empty folder, or one that an earlier demo made, which is emptied; any other is refused.
    """
    _take_over(out)
    for name in ("documents", "pictures", "backup"):
        make_private_folder(out / name)
    end = end_of_story(computer.clock.now().astimezone(computer.zone))
    here = Computer(computer.clock, computer.zone, out / "state", computer.catalogue)
    journey = Journey()
    with journey.step("Make the log") as done:
        log = school.build(out / f"demo{LOG_SUFFIX}", here)
        done["did"] = "A demo school with people, declarations in every state and incidents of every kind."
    _leave_keys(log, out)
    story = Computer(StoryClock(end), computer.zone, out / "state", computer.catalogue)
    incident = _lead_works(log, story, journey)
    _head_acknowledges(log, story, journey)
    findings = _lead_prints_and_checks(log, story, journey, incident, out)
    if take_pictures is not None:
        with journey.step("Look at the window") as done:
            taken = take_pictures(log, here, out / "pictures")
            done["did"] = f"{len(taken)} pictures of the window."
    write_whole(out / "journey.json", json.dumps(journey.steps, indent=2).encode() + b"\n")
    return 1 if findings else 0


def _take_over(out: Path) -> None:
    """Make ``out`` the demo's own. What somebody else put into a folder is never removed."""
    try:
        holds = any(out.iterdir()) if out.exists() else False
    except OSError:
        holds = True
    if holds and not (out / _MARK).is_file():
        raise KnownProblem(
            "That folder holds things the demo did not make. Nothing was changed.",
            "Choose a new or an empty folder with --out.",
        )
    if holds:
        shutil.rmtree(out)
    make_private_folder(out)
    write_whole(out / _MARK, _MARK_TEXT)


def _leave_keys(log: DemoLog, out: Path) -> None:
    """The demo protects nothing, so what opens it may lie beside it. A real log never leaves such files."""
    write_whole(out / "recovery.txt", f"# DEMO only\n{log.recovery.text}\n".encode())
    lines = [f"{log.names[key]}: {log.passphrases[key]}" for key in log.users]
    write_whole(out / "passphrases.txt", ("# DEMO only\n" + "\n".join(lines) + "\n").encode())


def _lead_works(log: DemoLog, story: Computer, journey: Journey) -> Reference:
    with journey.step("Unlock") as done:
        session = opening.unlock(log.folder, log.users["lead"], log.passphrases["lead"], story)
        done["did"] = f"As {session.user.label}, over {len(session.vault.compartments)} compartments."
    try:
        with journey.step("Log a staff-pupil contact") as done:
            incident = _file(session, log.cast)
            done["did"] = f"Filed as {incidents.case_of(session, incident)}."
        with journey.step("Attach a screenshot") as done:
            done["did"] = _attach(session, incident)
        with journey.step("Check the contact") as done:
            verdict = contact_checks.check(session, _question(session, log.cast))
            contact_checks.keep(session, incident, verdict)
            done["did"] = f"{verdict.title}."
    finally:
        opening.lock(session)
    return incident


def _file(session: Session, cast: Cast) -> Reference:
    now = session.now()
    told = Typed("", exactly(now))
    form = replace(
        incidents.new_form(session, quick=True, category="SPC"),
        danger=Danger.NO,
        danger_asked_at=now,
        account="Ms Finch told me that she wrote to her cousin Mia on Instagram about the family party.",
        told=told,
        happened=Typed("", about(cast.at(8, "19:30", at_school=False), "said by her")),
        participants=(
            Participant(cast.person(session, "finch"), "adult_of_concern"),
            Participant(cast.person(session, "mia"), "child_contacted"),
        ),
        platform="instagram",
    )
    return incidents.file(session, form)[0]


def _attach(session: Session, incident: Reference) -> str:
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    if not isinstance(permit, IntakePermit):
        raise TypeError("the demo’s picture is declared as seen")
    facts = CaptureFacts(
        what="Profile page",
        captured_at=exactly(session.now()),
        captured_by=session.user.name,
        reached=Reached.PUBLIC,
    )
    picture = pictures.draw("profile", session.now())
    taken = evidence.take_in_bytes(session, permit, picture, "profile.png", facts)
    return f"{taken.taken[0].exhibit} sealed, read back and compared."


def _question(session: Session, cast: Cast) -> ContactQuestion:
    return ContactQuestion(
        adult=cast.person(session, "finch"),
        pupil=cast.person(session, "mia"),
        platform="instagram",
        began=about(cast.at(8, "19:30", at_school=False)),
        direction=Direction.ADULT_TO_PUPIL,
        visibility=Visibility.PRIVATE,
        extent=Extent.ONE_OFF,
        how_it_came_to_light="adult_reported",
        came_to_attention=exactly(session.now()),
        content_seen=ContentSeen.NOT_SEEN,
    )


def _head_acknowledges(log: DemoLog, story: Computer, journey: Journey) -> None:
    session = opening.unlock(log.folder, log.users["head"], log.passphrases["head"], story)
    try:
        with journey.step("Acknowledge a declaration, as the Headteacher") as done:
            queue = declaration_queue.awaiting(session)
            waiting = next(
                item for item in queue.items if item.adult == log.cast.person(session, "finch").name
            )
            decided = Decided(
                waiting.reference,
                waiting.version,
                StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
                conditions=("Family group only", "Nothing about school"),
            )
            changes = declaration_queue.acknowledge(session, (decided,), log.passphrases["head"])
            done["did"] = changes.said
    finally:
        opening.lock(session)


def _lead_prints_and_checks(
    log: DemoLog, story: Computer, journey: Journey, incident: Reference, out: Path
) -> int:
    session = opening.unlock(log.folder, log.users["lead"], log.passphrases["lead"], story)
    try:
        with journey.step("Check the contact again") as done:
            verdict = contact_checks.check(session, _question(session, log.cast))
            contact_checks.keep(session, incident, verdict)
            done["did"] = f"{verdict.title}; the first verdict stays."
        with journey.step("Make the documents") as done:
            done["did"] = f"{_documents(log, session, out / 'documents')} PDFs, each kept byte for byte."
        with journey.step("Back up") as done:
            done["did"] = " ".join(keeping.back_up(session, out / "backup").lines)
    finally:
        with journey.step("Lock") as done:
            opening.lock(session)
            done["did"] = "Events signed, databases closed."
    with journey.step("Check everything, by the command") as done:
        found = _verify(log, story)
        done["did"] = f"verify ended with {found}: {'nothing' if found == cli.CLEAN else 'something'} found."
    with journey.step("Open the backup with the recovery key") as done:
        key = log.recovery.text
        restored = keeping.restore_check_with_recovery_key(out / "backup", key, story.catalogue)
        done["did"] = restored.summary
    return found + len(restored.lines)


def _verify(log: DemoLog, story: Computer) -> int:
    """``safeguard-log-cli verify``, its passphrase through a pipe as a script would give it; the exit code."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(log.passphrases["lead"].encode())
    return cli.main(["verify", str(log.folder), "--passphrase-fd", str(reading)], story)


def _documents(log: DemoLog, session: Session, folder: Path) -> int:
    merrin = log.cast.incidents["freya_secrecy"]
    referral, _ = referrals.begin(session, merrin)
    _answer_some(session, referral)
    declaration = next(item.reference for item in declaration_queue.awaiting(session).items)
    jobs: dict[str, PaperJob] = {
        "incident-record-cyberbullying": IncidentPaper(log.cast.incidents["tomasz_bullied"]),
        "incident-record-trolling": IncidentPaper(log.cast.incidents["nandra_first"]),
        "incident-record-prevent": IncidentPaper(log.cast.incidents["leon_essay"]),
        "incident-record-staff-pupil-contact": IncidentPaper(log.cast.incidents["shona"]),
        "incident-record-in-words-only": IncidentPaper(log.cast.incidents["aisha_picture"]),
        "lado-referral": ReferralPaper(referral),
        "acknowledgement-sheet": SheetPaper(declaration),
        "register": RegisterPaper(),
        **_forms(log, session),
    }
    for name, job in jobs.items():
        issued = paper.issue(session, job)
        paper.save_copy(session, issued.document, folder / f"{name}.pdf")
    at, words = session.now().astimezone(session.zone), session.words()
    blanks = {
        "concern-form-blank": paper_forms.concern_form_preview(words, session.school, at, demo=True),
        "acknowledgement-sheet-blank": paper_forms.blank_sheet_preview(words, session.school, at, demo=True),
        "whom-to-ring": paper_forms.contact_sheet_preview(session),
        "handover-form-blank": paper_forms.blank_handover_preview(session),
        "child-referral-blank": paper_forms.blank_form_preview(session, "child_referral"),
        "recovery-sheet": paper_forms.recovery_preview(
            words, session.school, log.recovery.groups, log.recovery.text, at, demo=True
        ),
    }
    for name, preview in blanks.items():
        write_whole(folder / f"{name}.pdf", preview.pdf)
    return len(jobs) + len(blanks)


_FORMS = {
    "child-referral": ("child_referral", "freya_secrecy"),
    "prevent-referral": ("prevent_referral", "leon_essay"),
    "police-report": ("police_report", "tomasz_bullied"),
    "online-report": ("online_report", "freya_secrecy"),
    "concern-form": ("concern_form", "tomasz_bullied"),
    "front-sheet": ("front_sheet", "tomasz_bullied"),
    "serious-breach": ("serious_breach", "nandra_first"),
}
"""Further forms of the story: each with the record it is begun on, filled in as far as that goes."""


def _forms(log: DemoLog, session: Session) -> dict[str, PaperJob]:
    made: dict[str, PaperJob] = {}
    for name, (form, on) in _FORMS.items():
        incident = log.cast.incidents[on]
        offered = form_offers.offers(session, incident).offers
        subject = next(one.subject for one in offered if one.form == form)
        made[name] = ReferralPaper(referrals.begin(session, incident, subject, form, subject)[0])
    return made


def _answer_some(session: Session, referral: Reference) -> None:
    """Answers as a DSL would give them on the afternoon itself; what is left prints as not answered yet."""
    given = data("referral")
    for name, words in given["answers"].items():
        at = _fields(session, referral)
        referrals.answer(session, referral, at.keys[name], words, version=at.version)
    for name, why in given["not_known"].items():
        at = _fields(session, referral)
        referrals.not_known(session, referral, at.keys[name], why, version=at.version)
    for name, why in given["not_asked"].items():
        at = _fields(session, referral)
        referrals.not_asked(session, referral, at.keys[name], why, version=at.version)
    view = referrals.view(session, referral)
    earlier = tuple(concern.incident for concern in view.earlier)
    referrals.tick_earlier(session, referral, earlier, version=view.version)


@dataclass(frozen=True, slots=True)
class _Fields:
    """The version of a form, and the key of each of its fields by its name; the demo's form has one child."""

    version: int
    keys: dict[str, str]


def _fields(session: Session, referral: Reference) -> _Fields:
    view = referrals.view(session, referral)
    keys = [field.key for section in view.sections for field in section.fields]
    return _Fields(view.version, {key.partition("@")[0]: key for key in keys})
