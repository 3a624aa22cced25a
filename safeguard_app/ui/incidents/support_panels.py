"""The forms of support: what was offered to somebody, and what they said when they were asked again."""

from datetime import date

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.services.response_views import OfferLine, ResponseChoices
from safeguard_app.ui.incidents.day_of import day_of
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.response_form import (
    ResponseForm,
    choice_of,
    lines_of,
    moment_of,
    now_field,
)
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.widgets.line_field import LineField

_FOLLOW_UP_HELP = "Today reminds you on that day."


class SupportPanel(ResponseForm):
    """Support offered to one person."""

    def __init__(
        self, tools: FormTools, person: PersonRef, choices: ResponseChoices, parent: QWidget | None = None
    ) -> None:
        """``person`` is who it was offered to."""
        super().__init__(f"Support offered to {person.name}", "Save", parent=parent)
        self._person = person
        self.offered = TickGroup("What was offered", lines_of(choices.support_kinds))
        self.other = LineField("In other words", limit=300)
        self.answer = choice_of("Their answer", choices.support_answers)
        self.note = TextBox("What they said")
        self.by = LineField("Who offered it", limit=200)
        self.by.setText(tools.choices.myself)
        self.at = now_field(tools, "When it was offered")
        self.follow_up = tools.day_field("Ask again on", placeholder="fri")
        self.add_field("What was offered?", self.offered, "offered")
        self.add_field("Something else, or who exactly", self.other, "other", optional=True)
        self.add_field("What did they answer?", self.answer, "answer")
        self.add_field("What did they say?", self.note, "note", optional=True)
        self.add_field("Who offered it?", self.by, "by")
        self.add_field("When?", self.at, "at")
        self.add_field(
            "When do you ask again?", self.follow_up, "follow_up", help_text=_FOLLOW_UP_HELP, optional=True
        )
        self.mark_fresh()

    def has_words(self) -> bool:
        """A tick would be missed as well."""
        return super().has_words() or bool(self.offered.codes())

    def support(self) -> Support:
        """The offer as typed."""
        return Support(
            to=self._person,
            offered=self.offered.codes(),
            by=self.by.text(),
            at=moment_of(self.at),
            answer=SupportAnswer(str(self.answer.value())),
            other=self.other.text(),
            note=self.note.text(),
            follow_up=day_of(self.follow_up.typed()),
        )


class SupportAnswerPanel(ResponseForm):
    """Somebody was asked again."""

    def __init__(
        self,
        tools: FormTools,
        person: PersonRef,
        offer: OfferLine,
        choices: ResponseChoices,
        parent: QWidget | None = None,
    ) -> None:
        """``offer`` is what they were offered before."""
        super().__init__(f"Asked {person.name} again", "Save", f"Offered: {offer.title}.", parent)
        self.answer = choice_of("Their answer", choices.support_answers)
        self.answer.set_value(offer.answer.value)
        self.note = TextBox("What they said")
        self.at = now_field(tools, "When you asked")
        self.follow_up = tools.day_field("Ask again on", placeholder="fri")
        self.add_field("What do they answer now?", self.answer, "answer")
        self.add_field("What did they say?", self.note, "note", optional=True)
        self.add_field("When did you ask?", self.at, "followed_up")
        self.add_field(
            "When do you ask again?", self.follow_up, "follow_up", help_text=_FOLLOW_UP_HELP, optional=True
        )
        self.mark_fresh()

    def given(self) -> tuple[SupportAnswer, str, Moment, date | None]:
        """Their answer, their words, when, and the next day to ask."""
        answer = SupportAnswer(str(self.answer.value()))
        return answer, self.note.text(), moment_of(self.at), day_of(self.follow_up.typed())
