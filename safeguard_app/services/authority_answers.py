"""The answers of a referral for an authority's form: what each field takes, and what goes on the sheet without a field.

An authority's form that asks less than ours must not make a child vanish, nor what keeps a child safe: whoever has no
field goes on the sheet whole, and so does what must be answered, is known in part, is withheld, or is never left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_app.domain.authority_forms import FieldSource
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.services.authority_filling import Given
from safeguard_app.services.referral_views import FieldView, ReferralView, SectionView
from safeguard_app.services.withheld_names import Withheld, without_names

_FEW_WORDS = 2
_NO_FIELDS = "The form has no field for them"


@dataclass(frozen=True, slots=True)
class Besides:
    """Answers of one section that no field of the form takes, as labels and words; ``why`` where it takes none."""

    title: str
    why: str
    answers: tuple[tuple[str, str], ...]


class Answers:
    """The answers of a referral by the questions of its form, without the names that were asked to stay out."""

    def __init__(self, view: ReferralView, hidden: Withheld | None, never_left: Sequence[str] = ()) -> None:
        """``never_left``: questions whose answers go on the sheet wherever the form does not ask them."""
        self._sections, self._hidden, self._never_left = view.sections, hidden, frozenset(never_left)
        self._fields: dict[str, list[FieldView]] = {}
        self._taken: set[str] = set()
        self.left: dict[str, str] = {}
        """Answered, and so far in no field nor on the sheet: labels by key."""
        for section in view.sections:
            for one in section.fields:
                self._fields.setdefault(one.key.partition("@")[0], []).append(one)
                if one.state is AnswerState.ANSWERED:
                    self.left[one.key] = _named(section, one)

    def asks(self, question: str) -> bool:
        """Whether the form of ours asks it."""
        return question in self._fields

    def given(self, source: FieldSource) -> Given | None:
        """None where there is no such question, or no such child or parent."""
        found = self._fields.get(source.question, [])[max(0, source.member - 1) :][:1]
        if not found:
            return None
        field = found[0]
        self._taken.add(field.key)
        self.left.pop(field.key, None)
        text = self._printed(field)
        return Given(text, field.state is AnswerState.ANSWERED, field.known, text == field.printed)

    def besides(self) -> tuple[Besides, ...]:
        """What no field took and goes on the sheet; asked once every field has what it takes."""
        found = []
        for section in self._sections:
            whole = "@" in section.id and not any(one.key in self._taken for one in section.fields)
            here = [one for one in section.fields if one.key not in self._taken and self._goes(one, whole)]
            for one in here:
                self.left.pop(one.key, None)
            if here:
                answers = tuple((one.label, self._printed(one)) for one in here)
                found.append(Besides(self._title(section), _NO_FIELDS if whole else "", answers))
        return tuple(found)

    def _goes(self, one: FieldView, whole: bool) -> bool:
        """Whether an answer without a field goes on the sheet; ``whole``: nothing of this child or parent has one."""
        if one.state is AnswerState.EMPTY:
            return False
        always = whole or one.required or one.key.partition("@")[0] in self._never_left
        return always or one.state in (AnswerState.PART, AnswerState.WITHHELD)

    def _printed(self, field: FieldView) -> str:
        return without_names(field.printed, self._hidden)

    def _title(self, section: SectionView) -> str:
        return without_names(section.title, self._hidden)


def _named(section: SectionView, one: FieldView) -> str:
    """What an answer is of, where its label alone does not say so."""
    alone = "@" not in one.key and len(one.label.split()) > _FEW_WORDS
    return one.label if alone else f"{section.title.partition(':')[0]}: {one.label}"
