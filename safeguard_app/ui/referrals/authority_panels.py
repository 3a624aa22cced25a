"""The forms about an authority's own PDF: bringing one in, what goes into its fields, taking it back."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from safeguard_app.domain.authority_forms import Differences
from safeguard_app.domain.date_words import count_words, joined_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services.authority_forms import AuthorityFormLine, FormInput, OfferedForm
from safeguard_app.services.authority_mapping import MappingView
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import Describe, Reader
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.referrals.field_mapping import FieldMapping
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NAME, _TITLE = 200, 200
_NAMED = 8
_NO_FILE = "Choose the PDF form first."
_SCRIPTS = "It holds scripts. They are never run, and are not in what is filled."


class FormFilePanel(EntryPanel):
    """Signals:
    file_asked(): choose a file.
    """

    file_asked = Signal()

    def __init__(
        self,
        forms: Sequence[tuple[str, str]],
        reader: Reader,
        describe: Describe,
        zone: tzinfo,
        line: AuthorityFormLine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``forms`` are ours, whose answers it may take; ``line`` is what a later version replaces."""
        super().__init__(
            "Bring in a PDF form" if line is None else f"A later version of {line.title}",
            "Keep this form",
            "The form itself, empty, as the authority gives it out. It is read in a process of its own and nothing of "
            "it runs.",
            parent,
        )
        self.file: OfferedForm | None = None
        self.choose_button = Button("Choose the PDF", "folder-open")
        self.file_label = TextLabel("", wrap=True)
        holder = QWidget()
        holder.setLayout(column(wrapped(self.choose_button), self.file_label, space=4))
        holder.setFocusProxy(self.choose_button)
        self.changes_notice = NoticePanel(Meaning.NOTE, "")
        self.authority_line = LineField("Whose form it is", limit=_NAME, placeholder="Northshire Council")
        self.title_line = LineField("What it is called", limit=_TITLE)
        self.dated = DayField("Date of this version", reader, describe, zone, placeholder="1/4/2026")
        self.form_box = ChoiceBox("Takes the answers of", forms)
        self.add_field("The file", holder, "file")
        self.fields.addWidget(self.changes_notice)
        self.add_field("Whose form it is", self.authority_line, "authority")
        self.add_field("What it is called", self.title_line, "title")
        self.add_field(
            "Date of this version", self.dated, "dated", optional=True, help_text="As printed on it."
        )
        self.add_field(
            "Takes the answers of",
            self.form_box,
            "form",
            help_text="The form here that asks the same. It is begun on a record as before; its answers fill the PDF.",
        )
        if line is not None:
            self.authority_line.setText(line.authority)
            self.title_line.setText(line.title)
            self.form_box.set_value(line.form.form)
        self.file_label.hide()
        self.changes_notice.hide()
        self.choose_button.clicked.connect(self.file_asked)

    def show_file(self, file: OfferedForm, found: Differences | None) -> None:
        """A file was read: what it holds, and how it differs from the version before."""
        self.file = file
        filled = sum(one.sort.is_filled for one in file.reading.fields)
        says = [
            f"{file.file_name}: {count_words(filled, 'field')} to fill on {count_words(file.reading.pages, 'page')}."
        ]
        if file.reading.acts:
            says.append(_SCRIPTS)
        self.file_label.setText(" ".join(says))
        self.file_label.show()
        self.errors.clear()
        if found is not None:
            self.changes_notice.say(Meaning.NOTE, *_changes(found))
            self.changes_notice.show()

    def refuse(self, problem: KnownProblem) -> None:
        """A file was not taken: why, and what to do next, beside where one is chosen."""
        self.file = None
        self.file_label.hide()
        self.show_errors({"file": f"{problem.sentence} {problem.next_step}"}, "The file was not taken.")
        self.choose_button.setFocus()

    def given(self) -> FormInput:
        """What was said of it."""
        form = self.form_box.value()
        return FormInput(self.authority_line.text(), self.title_line.text(), self.dated.day(), str(form))

    def slips(self) -> dict[str, str]:
        """A day that was not understood, and a file that was not chosen yet: a draft keeps none."""
        missing = {} if self.file is not None else {"file": _NO_FILE}
        return {**missing, **super().slips()}


class FormFieldsPanel(EntryPanel):
    """What goes into each field, to be looked at before the form is used, or changed with a reason."""

    def __init__(self, view: MappingView, parent: QWidget | None = None) -> None:
        """Show what was proposed or settled."""
        line = view.line
        hint = (
            "What is there already was found by the names of the fields. Go through them with the arrow keys and look "
            "at each: what is wrong here is wrong in every form that is filled. What stays blank is left to be written "
            "by hand."
        )
        save_words = "Keep the change" if line.form.mapped else "This is right"
        super().__init__(f"Fields of {line.title}", save_words, hint, parent)
        self.mapping = FieldMapping(view)
        self.reason_box = TextBox("Why is it changed?", lines=2)
        self.count_label = muted("", wrap=True)
        if line.vanished:
            gone = NoticePanel(
                Meaning.DUE,
                f"{count_words(len(line.vanished), 'answer has', 'answers have')} no place any more: "
                f"{joined_words(list(line.vanished))}.",
                "The later version of the form has no field of the same name. Look whether another field asks it now.",
            )
            self.fields.addWidget(gone)
        self.fields.addWidget(self.count_label)
        self.add_field("Fields", self.mapping, "fields")
        if line.form.mapped:
            self.add_field("Why is it changed?", self.reason_box, "reason")
        else:
            self.reason_box.hide()
        self.mapping.changed.connect(self._count)
        self._count()

    def _count(self) -> None:
        taken = sum(not one.is_blank for one in self.mapping.sources())
        self.count_label.setText(f"{taken} of {count_words(self.mapping.to_fill, 'field')} are filled.")

    def _boxes(self) -> list[QLineEdit | QTextEdit]:
        """Those of the mapping are kept with it, as a whole."""
        return [one for one in super()._boxes() if not self.mapping.isAncestorOf(one)]


class FormBackPanel(EntryPanel):
    """A form is not used any more."""

    def __init__(self, line: AuthorityFormLine, parent: QWidget | None = None) -> None:
        """Ask why."""
        super().__init__(
            f"Take back {line.title}",
            "Take it back",
            "It is offered for no record any more. Documents that were made with it stay as they are.",
            parent,
        )
        self.reason_box = TextBox("Why?", lines=2)
        self.add_field("Why?", self.reason_box, "reason")


def _changes(found: Differences) -> tuple[str, str]:
    """What a later version has changed, and what that means."""
    told = [
        f"{count_words(len(names), *words)}: {_named(names)}."
        for names, words in (
            (found.new, ("field is new", "fields are new")),
            (found.gone_mapped, ("field that was filled is gone", "fields that were filled are gone")),
            (found.changed, ("field takes something else", "fields take something else")),
        )
        if names
    ]
    if not told:
        return "Its fields are the same as before.", "What goes into them stays."
    return "The fields are not all the same.", " ".join((*told, "What goes into the others stays."))


def _named(names: Sequence[str]) -> str:
    if len(names) <= _NAMED:
        return joined_words(list(names))
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
