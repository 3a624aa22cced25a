"""What a record keeps, value by value, in words: codes by the catalogue’s labels, and as they are where it has none.

For the audit, which shows records of every kind and age.
"""

import dataclasses
from datetime import date, datetime
from enum import Enum
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import (
    AllegationTerm,
    DutyState,
    InvestigationOutcome,
    InvestigationState,
    SuspensionState,
)
from safeguard_app.domain.contact_check import (
    ContentSeen,
    Direction,
    Extent,
    Handling,
    HeadToldBy,
    Initiator,
    Protocol,
    Visibility,
)
from safeguard_app.domain.contact_rules import FormerPupilsRule, ParentsRule, ReviewRule
from safeguard_app.domain.contact_sentences import HOW_WORDS, STEP_LABELS
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.declarations import (
    ContactWay,
    DeclarationKind,
    DeclaredPupil,
    Household,
    OtherSide,
    ParentsAware,
    Said,
    Step,
)
from safeguard_app.domain.declared_words import connected_words
from safeguard_app.domain.entries import DecisionKind, NoteKind, Outcome, Whom
from safeguard_app.domain.evidence import Reached, TakenWith
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import (
    Account,
    Attention,
    Incident,
    Participant,
    Place,
    SchoolEquipment,
    Severity,
)
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Handle,
    HandleConfidence,
    Office,
    OfficeKind,
    PersonKind,
    PersonRef,
    Post,
    Relation,
    Withdrawal,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_rules import relation_words
from safeguard_app.domain.responses import BanOutcome, PlatformResult, StepResult
from safeguard_app.domain.support import SupportAnswer
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.labels import (
    category_name,
    entered,
    label,
    office_name,
    platform_name,
    role_label,
    when,
)
from safeguard_app.services.session import Session

_LISTS_OF_FIELDS = {
    "protected_characteristics": ListName.PROTECTED_CHARACTERISTICS,
    "online_risks": ListName.RISK_AREAS,
    "possible_laws": ListName.POSSIBLE_LAWS,
    "limbs": ListName.HARM_THRESHOLD,
    "option": ListName.ALTERNATIVES,
    "ground": ListName.NOT_TELLING_GROUNDS,
    "offered": ListName.SUPPORT_KINDS,
    "agreed_by": ListName.INVESTIGATION_AGREED_BY,
    "instead": ListName.SUSPENSION_ALTERNATIVES,
    "legs": ListName.BARRING_LEGS,
}
_LISTS_OF_TYPES: dict[type[Enum], ListName] = {
    AllegationTerm: ListName.ALLEGATION_OUTCOMES,
    DutyState: ListName.DUTY_STATES,
    InvestigationOutcome: ListName.INVESTIGATION_OUTCOMES,
    InvestigationState: ListName.INVESTIGATION_STATES,
    SuspensionState: ListName.SUSPENSION_STATES,
    AdultType: ListName.ADULT_TYPES,
    ContactWay: ListName.CONTACT_WAYS,
    BanOutcome: ListName.BAN_OUTCOMES,
    ContentSeen: ListName.CONTENT_SEEN,
    DecisionKind: ListName.DECISIONS,
    DeclarationKind: ListName.DECLARATION_KINDS,
    Direction: ListName.CONTACT_DIRECTIONS,
    Extent: ListName.CONTACT_EXTENTS,
    FormerPupilsRule: ListName.FORMER_PUPILS_RULES,
    Handling: ListName.REQUEST_HANDLING,
    HeadToldBy: ListName.HEAD_TOLD_BY,
    Initiator: ListName.INITIATORS,
    ParentsRule: ListName.PARENTS_RULES,
    Protocol: ListName.PROTOCOL_KEPT,
    ReviewRule: ListName.REVIEW_RULES,
    HandleConfidence: ListName.HANDLE_CONFIDENCE,
    Household: ListName.HOUSEHOLDS,
    NoteKind: ListName.NOTE_KINDS,
    OfficeKind: ListName.OFFICES,
    OtherSide: ListName.DECLARED_SIDES,
    Outcome: ListName.CLOSING_OUTCOMES,
    ParentsAware: ListName.PARENTS_AWARE,
    PersonKind: ListName.PERSON_KINDS,
    Place: ListName.PLACES,
    PlatformResult: ListName.PLATFORM_RESULTS,
    Reached: ListName.REACHED,
    TakenWith: ListName.TAKEN_WITH,
    Relation: ListName.RELATIONSHIPS,
    SchoolEquipment: ListName.EQUIPMENT,
    Severity: ListName.SEVERITIES,
    StepResult: ListName.STEP_RESULTS,
    SupportAnswer: ListName.SUPPORT_ANSWERS,
    Visibility: ListName.VISIBILITIES,
    Whom: ListName.WHOM_TOLD,
}
_WORDED = (Moment, Attention, PersonRef, Withdrawal)


@dataclasses.dataclass(frozen=True, slots=True)
class KeptWords:
    """Words for one record. ``head_is_subject``: then the nation's words name the Headteacher nowhere."""

    session: Session
    head_is_subject: bool = False

    def of(self, name: str, value: Any) -> str:
        """The value of the field ``name`` in words; empty for nothing."""
        if value is None or value in ((), ""):
            return ""
        if isinstance(value, tuple):
            return "; ".join(self.of(name, one) for one in value)
        if isinstance(value, Enum):
            return self._code(value)
        if isinstance(value, str):
            return self._text(name, value)
        return self._value(value)

    def _code(self, value: Enum) -> str:
        name = _LISTS_OF_TYPES.get(type(value))
        if name is None:
            return str(value.value).replace("_", " ").capitalize()
        return label(self.session, name, str(value.value), head_is_subject=self.head_is_subject)

    def _text(self, name: str, value: str) -> str:
        if name in _LISTS_OF_FIELDS:
            return label(self.session, _LISTS_OF_FIELDS[name], value, head_is_subject=self.head_is_subject)
        if name == "category":
            return category_name(self.session, value)
        if name == "platform":
            return platform_name(self.session, value)
        user = self.session.roster.user(value)
        return user.name if user is not None else visible(value)

    def _value(self, value: Any) -> str:
        match value:
            case bool():
                return "Yes" if value else "No"
            case Moment():
                return when(self.session, value)
            case datetime():
                return entered(self.session, value)
            case date():
                return day_words(value)
            case Reference():
                return self._record(value)
            case _:
                return self._part(value)

    def _record(self, reference: Reference) -> str:
        """Another record: by its case number where it can be read here."""
        found = self.session.vault.find(reference.id)
        if found is None:
            return "A record that is not here"
        content = found.content
        return str(content.case) if isinstance(content, Incident) else found.kind.value.capitalize()

    def _part(self, value: Any) -> str:
        match value:
            case PersonRef():
                return value.name
            case Participant():
                withheld = ", name withheld from copies" if value.name_withheld else ""
                return f"{value.person.name}, {role_label(self.session, value.role).lower()}{withheld}"
            case Attention():
                told = f", to {value.first_told.name}" if value.first_told is not None else ""
                return f"{when(self.session, value.moment)}{told}"
            case Account():
                marks = f" ({len(value.passages)} marked passages)" if value.passages else ""
                return f"{value.author.name}: {visible(value.text)}{marks}"
            case Withdrawal():
                return f"{entered(self.session, value.at)}, {value.by_name}: {value.reason}"
            case _:
                return self._person_part(value)

    def _person_part(self, value: Any) -> str:
        match value:
            case Period():
                start = day_words(value.start) if value.start else "not known"
                end = day_words(value.end) if value.end else "now"
                return f"{start} to {end}"
            case Post():
                return f"{value.title or self._code(value.adult_type)}, {self._person_part(value.period)}"
            case Office():
                return f"{office_name(self.session, value.kind)}, {self._person_part(value.period)}"
            case Handle():
                sure = self._code(value.confidence)
                return f"{value.name} ({platform_name(self.session, value.platform)}, {sure[:1].lower()}{sure[1:]})"
            case FamilyLink():
                return relation_words(value.relation, value.words)
            case _:
                return self._declared_part(value)

    def _declared_part(self, value: Any) -> str:
        match value:
            case Step():
                return self._step(value)
            case DeclaredPupil():
                relation = connected_words(value)
                rest = ("household", "teaches_or_supervises", "parents_aware", *self._said_of(value))
                known = (f"{_LABELS_OF_PUPIL[name]}: {self.of(name, getattr(value, name))}" for name in rest)
                handles = self.of("handles", (*value.adult_handles, *value.pupil_handles))
                parts = (value.pupil.name, relation, *known, handles, visible(value.note))
                return ", ".join(part for part in parts if part)
            case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
                parts_ = (self.of(one.name, getattr(value, one.name)) for one in dataclasses.fields(value))
                return ", ".join(part for part in parts_ if part)
            case _:
                return str(value)

    def _said_of(self, declared: DeclaredPupil) -> list[str]:
        """Which of the later questions of a declaration were answered."""
        asked = ("side", "since", "ways", "before_post", "outside_school", "children", "tuition_paid")
        unsaid = (OtherSide.PUPIL, Said.NOT_KNOWN, "", ())
        return [name for name in (*asked, "tuition_at_school") if getattr(declared, name) not in unsaid]

    def _step(self, step: Step) -> str:
        """A step with who took it and how; when it was entered is the event's own time."""
        office = office_name(self.session, step.capacity)
        parts = (
            STEP_LABELS[step.kind],
            when(self.session, step.at),
            HOW_WORDS[step.how],
            f"by {step.by.name}",
            f"as {office}" if office else "",
            f"with {joined_words([one.name for one in step.present])}" if step.present else "",
            f"on condition: {visible('; '.join(step.conditions))}" if step.conditions else "",
            visible(step.protocol),
            visible(step.note),
            f"review by {day_words(step.review_on)}" if step.review_on is not None else "",
            "signed sheet kept" if step.document is not None else "",
            f"taken back {self._part(step.withdrawn)}" if step.withdrawn is not None else "",
        )
        return ", ".join(part for part in parts if part)


_LABELS_OF_PUPIL = {
    "household": "household",
    "teaches_or_supervises": "teaches or supervises",
    "parents_aware": "parents know",
    "side": "who they are",
    "since": "since",
    "ways": "in touch by",
    "before_post": "before the post",
    "outside_school": "friends apart from the school",
    "children": "children",
    "tuition_paid": "tuition paid",
    "tuition_at_school": "tuition at or through the school",
}


def is_plain(value: object) -> bool:
    """A part of a record that is best shown field by field: capture facts and the like."""
    return dataclasses.is_dataclass(value) and not isinstance(value, (type, *_WORDED))
