"""The forms of steps: what was done, a report to a platform, that it was asked again, and what came of either."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.moments import Moment
from safeguard_app.domain.responses import PlatformReport, PlatformResult, ResponseStep, StepResult
from safeguard_app.services.response_views import LadderView, ResponseChoices, RungLine
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.note_panel import CAPTURE_FIRST
from safeguard_app.ui.incidents.response_form import (
    ResponseForm,
    choice_of,
    lines_of,
    moment_of,
    now_field,
)
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.platform_field import PlatformField
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel


class StepPanel(ResponseForm):
    """A plain step: when, by whom, and of the rest what the catalogue says that it records."""

    def __init__(
        self,
        tools: FormTools,
        ladder: LadderView,
        rung: RungLine,
        choices: ResponseChoices,
        parent: QWidget | None = None,
    ) -> None:
        """Opens with the present moment, and with whom the step is about."""
        super().__init__(rung.name, "Save step", rung.text, parent)
        self._ladder = ladder
        self._rung = rung
        asked = frozenset(field.value for field in rung.records)
        if rung.caution:
            self.fields.addWidget(NoticePanel(Meaning.NOTE, "Before you do", rung.caution))
        self.at = now_field(tools, "When")
        self.by = LineField("Who took this step", limit=200)
        self.by.setText(tools.choices.myself)
        self.with_whom = LineField("With whom", limit=200)
        self.with_whom.setText(rung.towards if "with_whom" in asked else "")
        self.said = TextBox("What was done or said")
        self.answer = TextBox("What they answered")
        self.deadline = tools.day_field("Asked for by", placeholder="today 1700")
        self.result = choice_of("What came of it", choices.results, "Not said yet")
        self.reference = LineField("Reference", limit=200)
        self.add_field("When?", self.at, "at")
        self.add_field("Who took this step?", self.by, "by")
        self._add(asked)
        self.mark_fresh()

    def focus_first(self) -> None:
        """What was said or answered is what has to be typed."""
        boxes = (self.said, self.answer)
        next((box for box in boxes if box.isVisibleTo(self)), self.by).setFocus()

    def step(self) -> ResponseStep:
        """The step as typed."""
        result = str(self.result.value() or "")
        return ResponseStep(
            ladder=self._ladder.code,
            rung=self._rung.code,
            kind=self._rung.kind,
            at=moment_of(self.at),
            by=self.by.text(),
            with_whom=self.with_whom.text(),
            said=self.said.text(),
            answer=self.answer.text(),
            deadline=self.deadline.typed().moment,
            result=StepResult(result) if result else None,
            reference=self.reference.text(),
        )

    def _add(self, asked: frozenset[str]) -> None:
        """The fields that this step records, in their order; the others are kept out of sight."""
        every: tuple[tuple[str, str, QWidget, bool], ...] = (
            ("with_whom", "With whom?", self.with_whom, True),
            ("said", "What was done or said?", self.said, False),
            ("answer", "What did they answer?", self.answer, "said" in asked),
            ("deadline", "By when was it asked for?", self.deadline, True),
            ("result", "What came of it?", self.result, True),
            ("reference", "Reference or minute", self.reference, True),
        )
        for name, label, editor, optional in every:
            if name in asked:
                self.add_field(label, editor, name, optional=optional)
            else:
                editor.setParent(self)
                editor.setAccessibleName("")
                editor.hide()


class PlatformPanel(ResponseForm):
    """A report to a platform: what, where, when, by whom, and its reference."""

    def __init__(
        self,
        tools: FormTools,
        ladder: LadderView,
        rung: RungLine,
        choices: ResponseChoices,
        parent: QWidget | None = None,
    ) -> None:
        """Opens with the platform of the record. Evidence comes first, where there is none."""
        super().__init__(rung.name, "Save report", choices.chase_words, parent)
        self._ladder = ladder
        self._rung = rung
        if rung.says_capture_first:
            self.fields.addWidget(
                NoticePanel(Meaning.DUE, "Nothing is captured on this record yet", CAPTURE_FIRST)
            )
        self.platform = PlatformField(
            "Platform", lines_of(choices.platforms), none_words="Choose the platform"
        )
        self.platform.set_platform(choices.platform)
        self.what = TextBox("What was reported")
        self.link = LineField("Full address", limit=2000)
        self.at = now_field(tools, "When it was reported")
        self.by = LineField("Who reported it", limit=200)
        self.by.setText(tools.choices.myself)
        self.reference = LineField("Reference", limit=200, placeholder="FB-12345")
        self.add_field("Which platform?", self.platform, "platform")
        self.add_field("What was reported, in words?", self.what, "what")
        self.add_field("Its full address", self.link, "link", optional=True)
        self.add_field("When?", self.at, "at")
        self.add_field("Who reported it?", self.by, "by")
        self.add_field("Its reference", self.reference, "reference", optional=True)
        self.mark_fresh()

    def focus_first(self) -> None:
        """What was reported is what has to be typed."""
        self.what.setFocus()

    def step(self) -> ResponseStep:
        """The report as typed."""
        return ResponseStep(
            ladder=self._ladder.code,
            rung=self._rung.code,
            kind=self._rung.kind,
            at=moment_of(self.at),
            by=self.by.text(),
            reference=self.reference.text(),
            platform=PlatformReport(self.platform.platform(), self.what.text(), self.link.text()),
        )


class ResultPanel(ResponseForm):
    """What came of a step that was taken before."""

    def __init__(
        self, tools: FormTools, title: str, choices: ResponseChoices, parent: QWidget | None = None
    ) -> None:
        """``title`` is what the step is called."""
        super().__init__(f"What came of it: {title}", "Save", parent=parent)
        self.result = choice_of("What came of it", choices.results)
        self.answer = TextBox("What they answered")
        self.at = now_field(tools, "When you heard")
        self.add_field("What came of it?", self.result, "result")
        self.add_field("What did they answer?", self.answer, "answer", optional=True)
        self.add_field("When did you hear?", self.at, "result_at")
        self.mark_fresh()

    def given(self) -> tuple[StepResult, str, Moment]:
        """The result, their words, and when it was heard."""
        return StepResult(str(self.result.value())), self.answer.text(), moment_of(self.at)


class ReportResultPanel(ResponseForm):
    """What came of a report to a platform, as somebody told. Staff never look to find out where nobody may."""

    def __init__(
        self, tools: FormTools, title: str, choices: ResponseChoices, parent: QWidget | None = None
    ) -> None:
        """``title`` is what the report is called."""
        super().__init__(f"What came of it: {title}", "Save", choices.report_caution, parent)
        self.result = choice_of("What came of the report", choices.platform_results)
        self.told_by = LineField("Who told you", limit=200, placeholder="The platform, the child, a parent")
        self.said = TextBox("What you heard")
        self.at = now_field(tools, "When you heard")
        self.add_field("What came of it?", self.result, "result")
        self.add_field("Who told you?", self.told_by, "told_by")
        self.add_field("What did you hear?", self.said, "answer", optional=True)
        self.add_field("When?", self.at, "result_at")
        self.mark_fresh()

    def given(self) -> tuple[PlatformResult, str, Moment, str]:
        """The result, who told, when, and the words."""
        result = PlatformResult(str(self.result.value()))
        return result, self.told_by.text(), moment_of(self.at), self.said.text()


class ChasePanel(ResponseForm):
    """The platform was asked again."""

    def __init__(
        self, tools: FormTools, title: str, choices: ResponseChoices, parent: QWidget | None = None
    ) -> None:
        """``title`` is what the report is called."""
        super().__init__(f"Asked again: {title}", "Save", choices.chase_words, parent)
        self.at = now_field(tools, "When it was asked again")
        self.said = TextBox("What was asked or answered")
        self.add_field("When was it asked again?", self.at, "at")
        self.add_field("What was asked, or answered?", self.said, "answer", optional=True)
        self.mark_fresh()

    def given(self) -> tuple[Moment, str]:
        """When, and the words."""
        return moment_of(self.at), self.said.text()
