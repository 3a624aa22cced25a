"""The forms of the register at work: entering a declaration, adding a step, correcting what was declared."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.declarations import Declaration, DeclarationKind, StepKind
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import OfficeKind, PersonKind, PersonRef
from safeguard_app.services import contact_rules, declaration_detail, declarations, people
from safeguard_app.services.declaration_views import DeclarationDetail
from safeguard_app.services.form_drafts import FormDraft, FormName, new_draft
from safeguard_app.services.register_facts import declaration
from safeguard_app.services.session import Session
from safeguard_app.ui.declarations.connection_fields import ConnectionFields
from safeguard_app.ui.declarations.declaration_form_page import DeclarationFormPage
from safeguard_app.ui.declarations.pupil_row import PupilRow
from safeguard_app.ui.declarations.signed_sheet import SignedSheetField, SignedSheetIntake
from safeguard_app.ui.declarations.step_fields import StepFields
from safeguard_app.ui.declarations.step_form_page import StepFormPage, StepOffer
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.register_forms import RegisterForms
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.tasks import TaskRunner

_STALE = "stale_version"
NEWER = "Somebody changed this declaration while you were writing. Your words are still here: look, then keep again."
_ADULTS = frozenset({PersonKind.STAFF})
_PUPILS = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})
_SOUGHT = {
    "adult": _ADULTS,
    "child": _PUPILS,
    DeclarationKind.FAMILY_RELATIONSHIP.value: _PUPILS,
    DeclarationKind.FRIENDSHIP.value: _PUPILS | {PersonKind.PARENT_CARER},
    DeclarationKind.FORMER_PUPIL.value: frozenset({PersonKind.FORMER_PUPIL}),
}
"""Who is looked up for a field; for anything else, everybody."""


@dataclass(frozen=True, slots=True)
class _Correcting:
    """Which declaration is being corrected, and from which version."""

    reference: Reference
    version: int


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a form is opened with, for the words of a draft: as the register stands now."""

    capacities: tuple[tuple[OfficeKind, str], ...] = ()
    offer: StepOffer | None = None
    content: Declaration | None = None
    title: str = ""


class DeclarationForms(RegisterForms):
    """Drives the two form pages of the register of declarations."""

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        tools: RegisterTools,
        intake: SignedSheetIntake,
        parent: QObject | None = None,
    ) -> None:
        """Build both pages."""
        super().__init__(session, tasks, messages, parent)
        self._intake = intake
        self.form = DeclarationFormPage(tools)
        self.step = StepFormPage(tools)
        self._new_reference: Reference | None = None
        self._correcting: _Correcting | None = None
        self._connect()

    def begin_new(self, adult: PersonRef | None = None, pupil: PersonRef | None = None) -> None:
        """A new declaration, perhaps of people chosen elsewhere. One being filled in is gone on with."""
        if adult is None and self._open is not None:
            self.opened.emit(self._open)
            return
        self._begin_new(adult, pupil, look=adult is None)

    def begin_correction(self, detail: DeclarationDetail) -> None:
        """Correct what was declared."""
        self._run(
            partial(_content_of, self._session, detail.reference),
            partial(self._show_correction, detail),
        )

    def begin_step(self, detail: DeclarationDetail, kind: StepKind | None = None) -> None:
        """Add a step to the declaration in view."""
        self._run(partial(_offer_of, self._session, detail), partial(self._show_step, kind))

    def save(self) -> None:
        """Keep what the form in view holds."""
        if self._open is self.form:
            self._save_declaration()
        elif self._open is self.step:
            self._save_step()

    def _begin_new(self, adult: PersonRef | None, pupil: PersonRef | None = None, *, look: bool) -> None:
        self.keeper.leave()
        draft = new_draft(FormName.DECLARATION)
        self._set_new(draft)
        self.form.show_new(adult, pupil)
        self.keeper.begin(self.form, draft, look=look)
        self._bring(self.form)
        self.form.first_field().setFocus()

    def _opening(self, draft: FormDraft) -> Callable[[], object]:
        return partial(_opening_of, self._session, draft)

    def _begin_fresh(self) -> None:
        self._begin_new(None, look=False)

    def _set_new(self, draft: FormDraft) -> None:
        """A new declaration has the id of its draft: one that is filed never comes back as a draft."""
        self._correcting = None
        self._new_reference = Reference(Compartment.DAILY, draft.id)

    def _connect(self) -> None:
        for page in (self.form, self.step):
            page.save_requested.connect(self.save)
            page.cancel_requested.connect(self._leave_asked)
            page.people_searched.connect(self._look_up)
            page.sheet_asked.connect(self._ask_sheet)
        self.form.adult_chosen.connect(self._adult_chosen)
        self.form.draft_notice.fresh_requested.connect(self._begin_fresh)

    def _show_correction(self, detail: DeclarationDetail, found: object) -> None:
        assert isinstance(found, tuple)
        content, version = found
        self.keeper.leave()
        self._correcting = _Correcting(detail.reference, version)
        self.form.show_correction(content, detail.title)
        draft = new_draft(FormName.DECLARATION, detail.reference, version, detail.title)
        self.keeper.begin(self.form, draft, look=True)
        self._bring(self.form)
        self.form.reason.setFocus()

    def _show_step(self, kind: StepKind | None, offer: object) -> None:
        assert isinstance(offer, StepOffer)
        self.keeper.leave()
        self.step.show_offer(offer, kind)
        draft = new_draft(FormName.STEP, offer.declaration, offer.version, offer.title)
        self.keeper.begin(self.step, draft, look=True)
        self._bring(self.step)
        assert self.step.fields is not None
        (self.step.fields.kind if kind is None else self.step.fields.at).setFocus()

    def _show_draft(self, draft: FormDraft, opening: object, *, found: bool = False) -> None:
        assert isinstance(opening, _Opening)
        if found and self._typed_since():
            return
        self.keeper.leave()
        page: DeclarationFormPage | StepFormPage = self.form
        if opening.offer is not None:
            page = self.step
            page.show_offer(replace(opening.offer, version=draft.version))
        elif opening.content is not None and draft.about is not None:
            self._correcting = _Correcting(draft.about, draft.version)
            self.form.show_correction(opening.content, opening.title)
        else:
            self._set_new(draft)
            self.form.show_new()
            self.form.set_capacities(opening.capacities)
        self.keeper.go_on(page, draft)
        self._bring(page)

    def _adult_chosen(self, adult: object) -> None:
        if isinstance(adult, PersonRef):
            operation = partial(declarations.capacities_offered, self._session, adult)
            self._run(operation, self._capacities_read)

    def _capacities_read(self, found: object) -> None:
        assert isinstance(found, tuple)
        self.form.set_capacities(found)

    def _look_up(self, asker: object, field: str, words: str) -> None:
        kinds = _SOUGHT.get(field, frozenset())
        operation = partial(people.suggest, self._session, words, kinds)
        self._run(operation, partial(_offer_people, asker, field, words))

    def _ask_sheet(self) -> None:
        if self._open is self.step:
            assert self.step.offer is not None
            self._intake.ask(self.step.sheet, self.step.offer.declaration)
            return
        assert self._new_reference is not None
        self._intake.ask(self.form.sheet, self._new_reference)

    def _save_declaration(self) -> None:
        form = self.form
        if not form.save_button.isEnabled():
            return
        if faults := form.faults():
            form.show_errors(faults)
            return
        form.set_busy(True)
        failed = partial(self._not_kept, form, form.sheet)
        if self._correcting is not None:
            reference, version = self._correcting.reference, self._correcting.version
            operation: Callable[[], object] = partial(
                declarations.correct,
                self._session,
                reference,
                form.details(),
                form.reason.text(),
                version=version,
            )
            self._run(operation, partial(self._was_kept, reference), failed)
            return
        entered = form.declaration()
        self._run(
            partial(
                declarations.enter,
                self._session,
                entered,
                sheet=form.sheet.sheet,
                reference=self._new_reference,
            ),
            self._was_entered,
            failed,
        )

    def _save_step(self) -> None:
        page = self.step
        if page.offer is None or not page.save_button.isEnabled():
            return
        if faults := page.faults():
            page.show_errors(faults)
            return
        page.set_busy(True)
        operation = partial(
            declarations.add_step,
            self._session,
            page.offer.declaration,
            page.step(),
            version=page.offer.version,
            sheet=page.sheet.sheet,
        )
        kept = partial(self._was_kept, page.offer.declaration)
        self._run(operation, kept, partial(self._not_kept, page, page.sheet))

    def _not_kept(
        self, page: DeclarationFormPage | StepFormPage, sheet: SignedSheetField, problem: KnownProblem
    ) -> None:
        """Nothing typed is lost, nor a signed sheet that was not read yet."""
        page.set_busy(False)
        sheet.not_kept()
        if isinstance(problem, RuleViolation):
            page.show_errors(problem.fields, problem.sentence)
        elif problem.code == _STALE:
            page.show_errors({"steps": NEWER})
            self._take_newer(page)
        else:
            self._messages.show_problem(problem, "Nothing was kept")

    def _take_newer(self, page: DeclarationFormPage | StepFormPage) -> None:
        """The next try is against the version there is now."""
        if isinstance(page, StepFormPage):
            if page.offer is not None:
                operation = partial(_content_of, self._session, page.offer.declaration)
                self._run(operation, self._newer_for_step)
        elif self._correcting is not None:
            operation = partial(_content_of, self._session, self._correcting.reference)
            self._run(operation, self._newer_for_correction)

    def _newer_for_step(self, found: object) -> None:
        assert isinstance(found, tuple)
        self.step.set_version(found[1])

    def _newer_for_correction(self, found: object) -> None:
        assert isinstance(found, tuple)
        if self._correcting is not None:
            self._correcting = _Correcting(self._correcting.reference, found[1])


def _content_of(session: Session, reference: Reference) -> tuple[Declaration, int]:
    stored = declaration(session, reference)
    return stored.content, stored.number


def _opening_of(session: Session, draft: FormDraft) -> _Opening:
    if draft.about is None:
        adults = draft.filled.people_in("adult")
        return _Opening(declarations.capacities_offered(session, adults[0]) if adults else ())
    detail = declaration_detail.detail(session, draft.about)
    if draft.form_name is FormName.STEP:
        return _Opening(offer=_offer_of(session, detail))
    return _Opening(content=declaration(session, draft.about).content, title=detail.title)


def _offer_of(session: Session, detail: DeclarationDetail) -> StepOffer:
    adult = declaration(session, detail.reference).content.adult
    return StepOffer(
        declaration=detail.reference,
        version=detail.version,
        title=detail.title,
        adult=adult,
        kinds=declarations.steps_offered(session, detail.reference),
        capacities=declarations.capacities_offered(session, adult),
        review_rule=contact_rules.review_rule(session),
    )


def _offer_people(asker: object, field: str, words: str, found: object) -> None:
    assert isinstance(found, list)
    if not isinstance(asker, QWidget) or not isValid(asker):
        return
    if isinstance(asker, DeclarationFormPage):
        asker.offer_adults(found, words)
    elif isinstance(asker, PupilRow | ConnectionFields):
        asker.offer(found, words)
    elif isinstance(asker, StepFields):
        asker.offer(field, found, words)
