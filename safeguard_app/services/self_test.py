"""Whether this installation can do its job: tried, not assumed, on a log that is made for it and thrown away."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import replace

from safeguard_app.domain.authority_forms import FormRefusal
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.evidence_files.pixels import NotShown
from safeguard_app.services import evidence, evidence_bundle, incidents, keeping, opening, paper_forms
from safeguard_app.services.disclosures import Receiver
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.incident_lists import IncidentFilter, rows
from safeguard_app.services.opening import Computer, PersonWithKey
from safeguard_app.services.session import Session

_PASSPHRASE = "self test of an invented school"  # noqa: S105 - opens nothing but the throw-away log
_PICTURE = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
"""One black point."""
_PAGE = b"<html><p>1</p></html>"
Try = tuple[str, Callable[[], None]]


def run(computer: Computer) -> tuple[list[str], bool]:
    """Lines to show, and whether every part works. Nothing is left behind."""
    folder = computer.state / f"self-test-{secrets.token_hex(4)}"
    trial = _Trial(replace(computer, state=folder / "state"))
    lines, good = [], True
    try:
        for name, attempt in trial.parts():
            try:
                attempt()
                lines.append(f"well    {name}")
            except KnownProblem as problem:
                lines.append(f"FAILED  {name}: {problem.sentence}")
                good = False
                break
    finally:
        trial.end()
        shutil.rmtree(folder, ignore_errors=True)
    return lines, good


class _Failed(KnownProblem):
    code = "self_test"
    sentence = "The answer was not the expected one."


class _Trial:
    def __init__(self, computer: Computer) -> None:
        self._computer = computer
        self._log = computer.state.parent / "trial.safeguard"
        self._session: Session | None = None
        self._incident: Reference | None = None

    def parts(self) -> tuple[Try, ...]:
        return (
            ("makes and opens an encrypted log", self._open),
            ("files an incident and finds it again", self._file),
            ("checks every row and event", self._check),
            ("makes a document", self._document),
            ("looks into a picture and a document in a process apart", self._look),
            ("hands an exhibit out as an encrypted file", self._hand_out),
        )

    def end(self) -> None:
        if self._session is not None:
            opening.lock(self._session)
            self._session = None

    def _open(self) -> None:
        school = School("Self-test School (invented)", Nation.ENGLAND, "Nowhere (invented)")
        person = PersonWithKey("Pat Example", (Role.DSL, Role.HEAD), _PASSPHRASE)
        made = opening.create_log(
            self._log, school, (person,), opening.new_recovery_key(), self._computer, demo=True
        )
        self._session = opening.unlock(made.folder, made.users[0], _PASSPHRASE, self._computer)

    def _file(self) -> None:
        session = self._opened()
        now = Typed("", exactly(session.now()))
        form = replace(
            incidents.new_form(session),
            danger=Danger.NO,
            account="An invented concern about a zeppelin.",
            told=now,
            happened=now,
            participants=(Participant(PersonRef(None, "Sam Example"), "child_of_concern"),),
        )
        self._incident, _ = incidents.file(session, form)
        if len(rows(session, IncidentFilter(text="zepp"))) != 1:
            raise _Failed

    def _check(self) -> None:
        if keeping.check(self._opened()).lines:
            raise _Failed

    def _document(self) -> None:
        session = self._opened()
        preview = paper_forms.concern_form_preview(session.words(), session.school, session.now())
        if not preview.pdf.startswith(b"%PDF"):
            raise _Failed

    def _look(self) -> None:
        session = self._opened()
        document = paper_forms.concern_form_preview(session.words(), session.school, session.now()).pdf
        try:
            picture = session.looking_in.show(_PICTURE, "image/gif")
            page = session.looking_in.show(document, "application/pdf")
            words = session.looking_in.words(_PAGE, "text/html")
            form = session.looking_in.form_fields(document)
        except NotShown as refused:
            raise _Failed from refused
        if (picture.width, picture.height, page.pages) != (1, 1, 1):
            raise _Failed
        if [one.text for one in words.sections] != ["1"]:
            raise _Failed
        if form.refusal is not FormRefusal.NO_FIELDS:  # a document of ours is printed and written on
            raise _Failed

    def _hand_out(self) -> None:
        session = self._opened()
        if self._incident is None:
            raise _Failed
        permit = evidence.declare(session, self._incident, IntakeAnswer.NO_SEEN_ALL)
        if not isinstance(permit, IntakePermit):
            raise _Failed
        taken = evidence.take_in_bytes(session, permit, _PICTURE, "point.gif", CaptureFacts())
        receiver = Receiver("Pat Example", "Self-test (invented)", "To see whether it works")
        order = BundleOrder(self._incident, (taken.taken[0].item,), receiver)
        evidence_bundle.make(session, order, self._log.with_name("trial.zip"))  # read back and compared there

    def _opened(self) -> Session:
        if self._session is None:
            raise _Failed
        return self._session
