"""Bringing people in from a file, step by step; reading and working out stand in nobody's way."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.import_plan import ImportPlan
from safeguard_app.domain.import_rows import HowRead
from safeguard_app.services import people_import
from safeguard_app.services.people_import import Leavers, Offered, RegisterNow, Understood
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.import_page import ImportPage
from safeguard_app.ui.people.imports_sheet import ImportsList
from safeguard_app.ui.people.list_import import ListImport, ListWords
from safeguard_app.ui.people.people_page import PeoplePage
from safeguard_app.ui.people.register_tools import SchoolTime
from safeguard_app.ui.tasks import TaskControl, TaskRunner, Urgency

_WORDS = ListWords(
    "Lists of people (*.csv *.txt *.tsv *.xml);;All files (*)",
    "Choose a list of people",
    "Leave without bringing anybody in?",
    "Nobody was brought in",
)


@dataclass(slots=True)
class _Under:
    """What is under way with one file."""

    now: RegisterNow | None = None
    how: HowRead | None = None
    plan: ImportPlan | None = None
    answers: dict[int, str] | None = None


class ImportDesk(ListImport):
    """The page at work.

    Signals:
        begun(): the page is in view, and the form is not.
        acts_changed(): what can be done now is different.
    """

    begun = Signal()
    acts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, people: PeoplePage, parent: QObject
    ) -> None:
        """Build the page, within that of ``people``; nothing is read yet."""
        time = SchoolTime(session)
        self.page = ImportPage(DayField("Their last day", time.read, time.say, session.zone, "31/8/2026"))
        super().__init__(
            session, tasks, messages, self.page, _WORDS, people_import.offered, "everybody", parent
        )
        self._people = people
        people.set_import_page(self.page)
        self.imports = ImportsList(session, tasks, messages, people, self)
        self._under = _Under()
        self._connect()

    def begin(self) -> None:
        """A clean page, and the keyboard at the way to a file."""
        self._under = _Under()
        self._clean_page()
        self.begun.emit()
        self._people.show_import()
        self.page.reading.choose_button.setFocus()
        self.acts_changed.emit()

    def _end(self) -> None:
        self._file, self._under = None, _Under()
        self._people.show_work()
        self._people.list_pane.list.setFocus()
        self.acts_changed.emit()
        self.done.emit()

    def _connect(self) -> None:
        self.page.preview.answered.connect(self._answered)
        self.page.preview.marked.connect(self._marked)
        pane = self._people.list_pane
        pane.import_requested.connect(self.begin)
        pane.imports_requested.connect(self.imports.open)
        self._people.first_import_button.clicked.connect(self.begin)
        self.imports.changed.connect(self.changed)

    def _was_read(self, file: object) -> None:
        assert isinstance(file, Offered)
        operation = partial(_understood, self._session, file)
        self._tasks.run(operation, partial(self._was_understood, file), self._not_read, owner=self.page)

    def _was_understood(self, file: Offered, found: object) -> None:
        assert isinstance(found, tuple)
        seen, now = found
        assert isinstance(seen, Understood)
        assert isinstance(now, RegisterNow)
        self._file, self._under = file, _Under(now)
        self.page.set_busy("")
        self.page.reading.show_file(file, seen)
        self.page.reading.fields["everybody"].focus_editor()

    def _look(self) -> None:
        reading = self.page.reading
        self.page.clear_problems()
        how, faults = reading.how(), reading.faults()
        try:
            people_import.check_how(how)
        except RuleViolation as refused:
            faults = {**refused.fields, **faults}
        if faults:
            self.page.errors.show_errors(faults)
            return
        self._under.how = how
        self._under.answers = {}
        self._plan(fresh=True)

    def _plan(self, *, fresh: bool) -> None:
        under = self._under
        assert self._file is not None and under.how is not None and under.now is not None
        operation = partial(
            _planned,
            self._file,
            under.how,
            under.now,
            dict(under.answers or {}),
            self.page.reading.holds_everybody(),
        )
        if fresh:
            self.page.set_busy("Comparing with the register ...")
        self._tasks.run_long(
            operation,
            partial(self._was_planned, fresh),
            self._not_planned,
            owner=self.page,
            urgency=Urgency.WAITED_FOR,
        )

    def _was_planned(self, fresh: bool, plan: object) -> None:
        assert isinstance(plan, ImportPlan)
        under = self._under
        if under.now is None or under.how is None:
            return
        under.plan = plan
        self.page.set_busy("")
        kinds = people_import.WHOLE_SCHOOL[under.how.who]
        ticked = people_import.tick_by_default(plan, under.now, kinds)
        preview = self.page.preview
        if fresh:
            preview.left_on.set_day(under.now.today)
        preview.show_plan(plan, under.now.today, under.answers or {}, ticked=ticked, fresh=fresh)
        self.page.show_preview(_act_words(plan, len(preview.leavers().people)))
        if fresh:
            first = next(iter(preview.questions.values()), None)
            (first or self.page.main_button).setFocus()

    def _marked(self, leavers: int) -> None:
        if self._under.plan is not None:
            self.page.main_button.setText(_act_words(self._under.plan, leavers))

    def _answered(self, row: int, answer: str) -> None:
        if self._under.answers is not None:
            self._under.answers[row] = answer
            self._plan(fresh=False)

    def _bring_in(self) -> None:
        under, preview = self._under, self.page.preview
        assert self._file is not None and under.how is not None and under.plan is not None
        self.page.clear_problems()
        if fault := preview.left_on.fault():
            self.page.preview_errors.show_errors({"on": fault})
            return
        operation = partial(_brought_in, self._session, self._file, under.how, under.plan, preview.leavers())
        self._write(operation)

    def _not_brought_in(self, problem: KnownProblem) -> None:
        if problem.code == "stale_version":
            self.page.set_busy("")
            self._look_again()
        else:
            super()._not_brought_in(problem)

    def _look_again(self) -> None:
        """Somebody on the register was changed meanwhile: what would happen is worked out anew."""
        self.page.show_reading()
        words = "Somebody on the register was corrected meanwhile. Nothing was written."
        self.page.refuse(words, "Look at what would happen again, then bring it in.")
        self._tasks.run(
            partial(people_import.register_now, self._session),
            self._register_read,
            self._messages.show_problem,
            owner=self.page,
        )

    def _register_read(self, now: object) -> None:
        assert isinstance(now, RegisterNow)
        self._under.now = now


def _act_words(plan: ImportPlan, leavers: int) -> str:
    """What pressing the button does: "Add 12, change 3 and mark 2 as left now"."""
    parts = (("add {:,}", len(plan.new)), ("change {:,}", len(plan.changed)), ("mark {:,} as left", leavers))
    words = joined_words([part.format(count) for part, count in parts if count])
    return f"{words[:1].upper()}{words[1:]} now" if words else "Note the list as brought in"


def _understood(session: Session, file: Offered) -> tuple[Understood, RegisterNow]:
    return people_import.understood(session, file), people_import.register_now(session)


def _planned(
    file: Offered,
    how: HowRead,
    now: RegisterNow,
    answers: dict[int, str],
    everybody: bool,
    control: TaskControl,
) -> ImportPlan:
    return people_import.plan_of(file, how, now, answers, everybody=everybody, step=control.step)


def _brought_in(
    session: Session, file: Offered, how: HowRead, plan: ImportPlan, leavers: Leavers, control: TaskControl
) -> Changes:
    return people_import.bring_in(session, file, how, plan, leavers, control.step)[1]
