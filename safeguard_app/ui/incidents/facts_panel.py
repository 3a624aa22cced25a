"""What a reader in court asks about a screenshot: when, by whom, where, whose account, whose device, from whom."""

from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.evidence import CaptureFacts, Reached, TakenWith
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services.file_says import SaysLine
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.known_handles import Asked, TypedWords
from safeguard_app.ui.evidence.file_says_part import FileSaysPart
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.handle_lines import HandleLines, HandleWatch
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.text_label import muted

_NO_PLATFORM = ""
T = TypeVar("T", bound=Enum)


class FactsPanel(EntryPanel):
    """The facts of one exhibit, or of a batch that is about to be taken in. None of them is required."""

    def __init__(
        self,
        tools: FormTools,
        heading: str,
        facts: CaptureFacts,
        *,
        with_reason: bool = False,
        batch: Sequence[str] = (),
        record: RecordId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``with_reason`` corrects an exhibit already kept; ``batch`` names what will be taken in.

        What is known of the account is counted without ``record``, on which they stand.
        """
        hint = "Nothing here is required. What is missing is counted, and can be added later."
        super().__init__(heading, "Save facts" if with_reason else "Take in and seal", hint, parent)
        self._start = facts
        self.file_says = FileSaysPart()
        self.file_says.used.connect(self._use)
        self.fields.addWidget(self.file_says)
        for line in batch:
            self.fields.addWidget(muted(line, wrap=True))
        self.what = _line("What it is", facts.what, "Screenshot of a comment")
        self.child = _line("Which child it shows", facts.child, "Their face, edited into a picture")
        self.captured_at = tools.time_field("When it was captured", placeholder="today 0841")
        self.captured_at.set_typed(Typed("", facts.captured_at))
        self.captured_by = _line("Who captured it", facts.captured_by)
        self.posted = _line(
            "Time as shown on the post", facts.posted_as_shown, "As the screen says it: “2 h ago”"
        )
        self.url = _line("Full address", facts.url, "https://...", 4000)
        self.handle = _line("Account", facts.handle, "@name")
        platforms = [(_NO_PLATFORM, "Not given"), *((one.code, one.label) for one in tools.choices.platforms)]
        if facts.platform and facts.platform not in {code for code, _ in platforms}:
            platforms.append((facts.platform, facts.platform))
        self.platform = ChoiceBox("Platform", platforms)
        self.platform.setMaximumWidth(scaled(320))
        self.platform.set_value(facts.platform or _NO_PLATFORM)
        self.device = _line("Device", facts.device, "Telephone, tablet, computer")
        self.device_owner = _line("Whose device", facts.device_owner)
        self.supplied_by = _line("Who supplied it", facts.supplied_by)
        self.reached = ChoiceBox("How it was reached", _reached(tools))
        self.reached.setMaximumWidth(scaled(420))
        self.reached.set_value(facts.reached)
        self.whole_thread = _line("What came before and after", facts.whole_thread)
        self.original_kept = _line("Where the original is", facts.original_kept)
        self.taken_with = ChoiceBox("What it was taken with", _taken_with(tools))
        self.taken_with.setMaximumWidth(scaled(420))
        self.taken_with.set_value(facts.taken_with)
        self.related = _line("Belongs with", facts.related, "Ex2, Ex4")
        self.copies = _line("Other copies", facts.copies, "On the tutor’s telephone, removed Mon 21 Sep")
        self.known_handles = HandleLines()
        self.reason = LineField("Why the facts are changed", limit=500)
        self._build(with_reason=with_reason)
        self._record = record
        self.handle_watch = self._watch(tools)

    def facts(self) -> CaptureFacts:
        """The facts as typed; what this form does not ask stays as it was."""
        reached, taken_with = self.reached.value(), self.taken_with.value()
        return CaptureFacts(
            what=self.what.text(),
            captured_at=self.captured_at.typed().moment,
            captured_by=self.captured_by.text(),
            posted_as_shown=self.posted.text(),
            url=self.url.text(),
            handle=self.handle.text(),
            platform=str(self.platform.value() or ""),
            device=self.device.text(),
            device_owner=self.device_owner.text(),
            supplied_by=self.supplied_by.text(),
            reached=reached if isinstance(reached, Reached) else Reached.NOT_KNOWN,
            whole_thread=self.whole_thread.text(),
            original_kept=self.original_kept.text(),
            note=self._start.note,
            taken_with=taken_with if isinstance(taken_with, TakenWith) else TakenWith.NOT_KNOWN,
            copies=self.copies.text(),
            related=self.related.text(),
            child=self.child.text(),
        )

    def _use(self, line: object) -> None:
        """Put what the file says into its field, where it can still be changed."""
        assert isinstance(line, SaysLine)
        boxes = {
            "posted_as_shown": self.posted,
            "url": self.url,
            "handle": self.handle,
            "device": self.device,
        }
        if line.fact == "captured_at":
            self.captured_at.set_typed(Typed("", line.moment))
        else:
            boxes[line.fact].setText(line.text)
        self.field(line.fact).focus_editor()

    def _watch(self, tools: FormTools) -> HandleWatch | None:
        if tools.handles is None:
            return None
        watch = tools.handles.watch(self.known_handles, self._account)
        self.handle.textChanged.connect(watch.typed)
        self.handle.editingFinished.connect(watch.look_now)
        self.platform.chosen.connect(watch.typed)
        watch.begin()
        return watch

    def _account(self) -> TypedWords:
        platform = str(self.platform.value() or "")
        return TypedWords(self.handle.text(), Asked.ACCOUNT, platform, self._record)

    def reason_text(self) -> str:
        """Why they are changed."""
        return self.reason.text()

    def _build(self, *, with_reason: bool) -> None:
        self.add_field("What is it?", self.what, "what", optional=True)
        self.add_field(
            "Does it show a child who can be recognised?",
            self.child,
            "child",
            help_text="Which child, and how. It is no indecent image, and is still an image of a child.",
            optional=True,
        )
        self.add_field("When was it captured?", self.captured_at, "captured_at")
        self.add_field("By whom?", self.captured_by, "captured_by")
        self.add_field("Which time does the post itself show?", self.posted, "posted_as_shown")
        self.add_field("Full address", self.url, "url")
        self.add_field("Account shown", self.handle, "handle")
        self.fields.addWidget(self.known_handles)
        self.add_field("Platform", self.platform, "platform")
        self.add_field("On which device?", self.device, "device")
        self.add_field("Whose device?", self.device_owner, "device_owner")
        self.add_field("Who supplied it?", self.supplied_by, "supplied_by")
        self.add_field(
            "How was it reached?",
            self.reached,
            "reached",
            help_text="Nobody logs in as somebody else, sends a request, or asks a child to.",
        )
        self.add_field("What came before and after it?", self.whole_thread, "whole_thread")
        self.add_field("Where is the original?", self.original_kept, "original_kept")
        self.add_field("What was the picture taken with?", self.taken_with, "taken_with")
        self.add_field(
            "Where do other copies remain, and when were they removed?",
            self.copies,
            "copies",
            help_text="An own telephone keeps one, and its cloud perhaps another.",
        )
        self.add_field(
            "Which other exhibits does it belong with?",
            self.related,
            "related",
            help_text="The same post from somebody else, the page before, the page after. Both stay as they are.",
            optional=True,
        )
        if with_reason:
            self.add_field(
                "Why are the facts changed?", self.reason, "reason", help_text="“Completed” is enough."
            )


def _line(label: str, text: str, placeholder: str = "", limit: int = 500) -> LineField:
    made = LineField(label, limit=limit, placeholder=placeholder)
    made.setText(text)
    if text:
        made.setProperty("prefilled", True)
    return made


def _reached(tools: FormTools) -> list[tuple[Reached, str]]:
    known = {one.code: one.label for one in tools.choices.reached}
    return [(one, known.get(one.value, "Not known")) for one in _not_known_first(Reached)]


def _taken_with(tools: FormTools) -> list[tuple[TakenWith, str]]:
    known = {one.code: one.label for one in tools.choices.taken_with}
    return [(one, known.get(one.value, "Not known")) for one in _not_known_first(TakenWith)]


def _not_known_first(kind: type[T]) -> list[T]:
    """So that nothing is answered for anybody."""
    return sorted(kind, key=lambda one: one.value != "not_known")
