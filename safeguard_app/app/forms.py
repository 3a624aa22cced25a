"""Papers that hold nobody's record: the blank concern form from the unlock page, and the recovery sheet."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import School
from safeguard_app.services import paper_forms
from safeguard_app.services.log_face import face_of
from safeguard_app.services.opening import Computer, RecoveryKey
from safeguard_app.services.paper_views import Preview
from safeguard_app.ui.first_run.answers import RecoverySheet
from safeguard_app.ui.messages import Message
from safeguard_app.ui.paper.paper_desk import FormPaper, PaperDesk

if TYPE_CHECKING:
    from safeguard_app.app.program import Program
    from safeguard_app.app.workplace import Workplace


def print_blank_concern_form(program: "Program", folder: Path) -> None:
    """Preview the blank form of the school whose log is locked."""
    _desk(program).preview(FormPaper("Concern form", partial(_concern_form, program.computer, folder)))


def print_recovery_sheet(program: "Program", school: str, nation: Nation, sheet: RecoverySheet) -> None:
    """Preview the sheet with the new recovery key. It can be printed and not saved: it must not lie on a disk."""
    wanted = FormPaper(
        "Recovery key", partial(_recovery_sheet, program.computer, school, nation, sheet), may_save=False
    )
    _desk(program).preview(wanted)


def print_new_recovery_key(place: "Workplace", key: object) -> None:
    """Preview the sheet of a key that is about to replace the present one. As with the first, it is never saved."""
    if not isinstance(key, RecoveryKey):
        raise TypeError("Settings hands back the key it was given")
    session = place.session
    make = partial(
        paper_forms.recovery_preview,
        session.words(),
        session.school,
        key.groups,
        key.text,
        session.now().astimezone(session.zone),
        demo=session.is_demo,
    )
    place.desk.preview(FormPaper("Recovery key", make, may_save=False))


def _desk(program: "Program") -> PaperDesk:
    window = program.window
    desk = PaperDesk(None, program.tasks, window.messages, window)
    desk.said.connect(partial(_say, program))
    return desk


def _say(program: "Program", words: str) -> None:
    """Without an open log there is no status bar: a box says what became of the print."""
    program.window.messages.show(Message("Print", words))


def _concern_form(computer: Computer, folder: Path) -> Preview:
    """A locked log shows its school's name and nation, and nothing else."""
    face = face_of(folder)
    school = School(face.school, face.nation, "")
    words = paper_forms.words_for(computer.catalogue, school)
    return paper_forms.concern_form_preview(words, school, _now(computer), demo=face.demo)


def _recovery_sheet(computer: Computer, name: str, nation: Nation, sheet: RecoverySheet) -> Preview:
    if not isinstance(sheet.key, RecoveryKey):
        raise TypeError("the wizard hands back the key it was given")
    school = School(name or "The school", nation, "")
    words = paper_forms.words_for(computer.catalogue, school)
    return paper_forms.recovery_preview(words, school, sheet.groups, sheet.key.text, _now(computer))


def _now(computer: Computer) -> datetime:
    return computer.clock.now().astimezone(computer.zone)
