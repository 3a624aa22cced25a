"""The forms of a letter: its words, as plain text to be changed at will, and that it was sent."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Moment
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.response_form import ResponseForm, moment_of, now_field, show_day
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.widgets.line_field import LineField

_HINT = (
    "For the school’s letterhead. What stands in [square brackets] is still to be filled in. No case number, and no"
    " child’s name but their own."
)


class LetterPanel(ResponseForm):
    """One letter. Kept with the record as it stands, gaps and all; it goes out later."""

    def __init__(
        self,
        tools: FormTools,
        title: str,
        letter: Letter,
        *,
        names_other: bool,
        barred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``names_other``: it holds another child's name, so that why it may stay is asked.

        ``barred``: the record keeps whom it is to from being told, so that why it goes to them is asked.
        """
        super().__init__(title, "Keep letter", _HINT, parent)
        self._letter = letter
        self.to = LineField("To", limit=200)
        self.to.setText(letter.to)
        self.address = TextBox("Address")
        self.address.set_text(letter.address)
        self.child = LineField("Their own child", limit=200)
        self.child.setText(letter.child)
        self.day = tools.day_field("Date of the letter", placeholder="today")
        show_day(self.day, letter.day, tools.zone)
        self.greeting = LineField("Greeting", limit=200)
        self.greeting.setText(letter.greeting)
        self.subject = LineField("Subject", limit=200)
        self.subject.setText(letter.subject)
        self.subject.setCursorPosition(0)
        self.body = TextBox("Letter", lines=10)
        self.body.set_text(letter.body)
        self.ending = LineField("Ending", limit=200)
        self.ending.setText(letter.ending)
        self.signed_by = LineField("Signed by", limit=200)
        self.signed_by.setText(letter.signed_by)
        self.signed_as = LineField("As", limit=200)
        self.signed_as.setText(letter.signed_as)
        self.names_kept = LineField("Why the name stays in", limit=300)
        self.names_kept.setText(letter.names_kept)
        self.goes_despite = LineField("Why it goes to them", limit=300)
        self.goes_despite.setText(letter.goes_despite)
        self.goes_despite.setCursorPosition(0)
        self._build(names_other=names_other, barred=barred)
        self.mark_fresh()

    def focus_first(self) -> None:
        """The words of the letter; whom it is to where nobody is named."""
        (self.body if self.to.text().strip() else self.to).setFocus()

    def letter(self) -> Letter:
        """The letter as it stands."""
        return replace(
            self._letter,
            to=self.to.text(),
            address=self.address.text(),
            child=self.child.text(),
            day=day_of(self.day.typed()) or self._letter.day,
            greeting=self.greeting.text(),
            subject=self.subject.text(),
            body=self.body.text(),
            ending=self.ending.text(),
            signed_by=self.signed_by.text(),
            signed_as=self.signed_as.text(),
            names_kept=self.names_kept.text(),
            goes_despite=self.goes_despite.text(),
        )

    def _build(self, *, names_other: bool, barred: bool) -> None:
        self.add_field("To", self.to, "to")
        field = self.add_field(
            "Held back: why does it go to them?",
            self.goes_despite,
            "goes_despite",
            help_text="The record keeps them from being told. Such as: the police agreed.",
            optional=True,
        )
        field.setVisible(barred or bool(self.goes_despite.text()))
        self.add_field("Greeting", self.greeting, "greeting")
        self.add_field("Subject", self.subject, "subject")
        self.add_field("Letter", self.body, "body")
        field = self.add_field(
            "It names another child: why?",
            self.names_kept,
            "names_kept",
            help_text="Take the name out instead, unless the letter cannot be understood without it.",
            optional=True,
        )
        field.setVisible(names_other or bool(self.names_kept.text()))
        self.add_field("Ending", self.ending, "ending")
        self.add_field("Signed by", self.signed_by, "signed_by")
        self.add_field("As", self.signed_as, "signed_as")
        self.add_field("Date of the letter", self.day, "day")
        self.add_field("Address", self.address, "address", optional=True)
        own = "The only child the letter may name."
        self.add_field("Their own child", self.child, "child", help_text=own, optional=True)


class SentPanel(ResponseForm):
    """A letter was sent: when and how."""

    def __init__(self, tools: FormTools, title: str, parent: QWidget | None = None) -> None:
        """``title`` is what the letter is called."""
        super().__init__(
            f"Sent: {title}", "Save", "Printing and copying are not sending. Say what was done.", parent
        )
        self.at = now_field(tools, "When it was sent")
        self.how = LineField("How it was sent", limit=200, placeholder="First class post and by e-mail")
        self.add_field("When?", self.at, "at")
        self.add_field("How?", self.how, "how")
        self.mark_fresh()

    def focus_first(self) -> None:
        """How is what has to be typed."""
        self.how.setFocus()

    def given(self) -> tuple[Moment, str]:
        """When, and how."""
        return moment_of(self.at), self.how.text()
