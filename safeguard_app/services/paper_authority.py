"""An authority's own PDF, filled from the answers of a form, with our sheet behind it for what does not fit.

It is the authority's document and no Content of ours: what is set here is the sheet, and around it the form is filled
in the process apart, read again and looked at before anything is issued. It claims no standard.
"""

from collections.abc import Sequence
from functools import partial

from safeguard_app.documents.content import (
    Answered,
    Block,
    Box,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Paragraph,
    Section,
)
from safeguard_app.documents.page_images import is_ours
from safeguard_app.domain.authority_forms import AuthorityForm
from safeguard_app.domain.date_words import count_words, joined_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services.authority_answers import Answers, Besides
from safeguard_app.services.authority_filling import SheetItem, WorkedOut, work_out
from safeguard_app.services.authority_forms import content_of, stored_form
from safeguard_app.services.own_forms import form_begun_on
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared, entries_of, printable
from safeguard_app.services.paper_views import AuthorityFormPaper
from safeguard_app.services.referral_views import ReferralView
from safeguard_app.services.referrals import about, kept_as, stored_referral, view_of
from safeguard_app.services.session import Session
from safeguard_app.services.urgent_forms import URGENT_ON_PAPER
from safeguard_app.services.withheld_copies import left_out_of, told_of
from safeguard_app.services.withheld_names import with_named

_NAMED = 3
"""Labels that are named one by one, before the rest is counted."""
_SHEET = "This sheet belongs to the form before it."
_NUMBERED = (
    "It holds in full what does not fit a field of that form, and what none of its boxes says. "
    "A field names the item here wherever it has room for that."
)
_FURTHER = "What follows was answered, and that form has no field for it."


class FormNotFilled(KnownProblem):
    """The finished file does not say or show what was written into it."""

    code = "authority_form_not_filled"
    sentence = "The authority’s form does not show what is written into it. Nothing was issued."
    next_step = "Send our own form in its place, and ask the authority for another copy of its form."


class NotLookedAt(KnownProblem):
    """A form was to be issued while what goes into its fields was only proposed, by their names."""

    code = "authority_form_not_looked_at"
    sentence = (
        "Nobody has looked yet at what goes into the fields of this form: it was proposed by their names, and may be"
        " wrong. Nothing was issued."
    )
    next_step = (
        "Look at “Fields” of the form in Settings, and press “This is right”. It is done once. If it cannot wait, send"
        " our own form in its place."
    )


def authority_paper(session: Session, job: AuthorityFormPaper) -> Prepared:
    """The form filled from a referral as it stands answered, kept with the record that was begun on."""
    form = stored_form(session, job.form).content
    referral = stored_referral(session, job.referral)
    incident = printable(session, about(referral))
    place = incident.reference
    view = view_of(session, referral, incident, entries_of(session, place))
    note_views(session, place, *(one.incident for one in view.earlier if one.ticked))
    named = with_named(session, incident.content, (referral.content.subject,))
    hidden = left_out_of(session, named, place)
    answers = Answers(view, hidden, session.catalogue.form_words.never_left)
    worked = work_out(form, answers.given, demo=session.is_demo)
    kind = kept_as(session, referral)
    marking = form_begun_on(session, referral.content).marking
    frame, copy = page_frame(session, place.compartment, place, kind, incident.content, marking)
    title = f"{form.title}, {form.authority}"
    besides = answers.besides()
    sheet = _sheet(form, view, worked.items, besides, frame)
    return Prepared(
        sheet,
        place.compartment,
        place,
        kind,
        copy,
        f"{incident.content.case}.pdf",
        incident.number,
        listed_as=title,
        around=partial(_filled, session, form, worked),
        told="\n".join(filter(None, (*_told(form, view, worked, answers, besides), told_of(hidden)))),
        not_yet=None if form.mapped else NotLookedAt(),
    )


def _sheet(
    form: AuthorityForm,
    view: ReferralView,
    items: Sequence[SheetItem],
    besides: Sequence[Besides],
    frame: PageFrame,
) -> Document:
    """What stands on our own pages behind the form; without blocks there are none."""
    blocks: tuple[Block, ...] = (*(_item(one) for one in items), *(_besides(one) for one in besides))
    if view.urgent_not_checked:
        blocks = (
            Box((URGENT_ON_PAPER,), heavy=True),
            *blocks,
        )
    words = " ".join((_SHEET, *([_NUMBERED] if items else []), *([_FURTHER] if besides else [])))
    return Document(
        title=f"Sheet to the form: {form.title}",
        file_title=f"Sheet to {form.title}",
        frame=frame,
        blocks=blocks,
        standing=(f"Case {view.case}. Form of {form.authority}.", words)
        if items or besides
        else (f"Case {view.case}.",),
        numbered=False,
    )


def _item(one: SheetItem) -> Section:
    """An answer that a field leads to, and which fields it is of: one without room for a word leads nowhere."""
    also = [f"It belongs to “{words}” on page {page} as well." for words, page in one.also]
    where = " ".join((f"Page {one.page} of the form. {one.why}.", *also))
    return Section(f"Item {one.number}. {one.field}", (Paragraph(where, small=True), Paragraph(one.text)))


def _besides(one: Besides) -> Section:
    """Answers that the form has no field for."""
    rows = tuple(Field(label, Answered(text)) for label, text in one.answers)
    why = (Paragraph(f"{one.why}.", small=True),) if one.why else ()
    return Section(one.title, (*why, FieldTable(rows)))


def _filled(session: Session, form: AuthorityForm, worked: WorkedOut, sheet: Document, pages: bytes) -> bytes:
    """The form filled, and read again; the sheet's pages behind it where anything stands on them."""
    content = content_of(session, form)
    behind = pages if sheet.blocks else b""
    said, made = session.looking_in.fill_form(content, worked.drawn, behind, worked.fill)
    wanted = {one.name: one.value for one in worked.fill.fields}
    if said.refusal is not None or dict(said.values) != wanted or is_ours(made):
        raise FormNotFilled  # the process apart may be in a stranger's hands: what it says is never taken for ours
    if said.unseen:
        words = {one.name: one.words for one in form.fields}
        which = _named([words[name] for name in said.unseen if name in words])
        raise FormNotFilled(
            f"The authority’s form does not show what is written into {which}. Nothing was issued.",
            "Let these fields stay blank, or send our own form in its place.",
        )
    return made


def _told(
    form: AuthorityForm, view: ReferralView, worked: WorkedOut, answers: Answers, besides: Sequence[Besides]
) -> list[str]:
    """What somebody should know before it goes out."""
    told = []
    if not form.mapped:
        told.append("Nobody has looked yet at what goes into the fields of this form. Check every page.")
    if worked.items:
        told.append(
            f"{count_words(len(worked.items), 'answer stands', 'answers stand')} in full on the sheet behind the form: "
            f"{_named([one.field for one in worked.items])}."
        )
    if worked.split:
        parts = "; ".join(f"{words}: {part or 'left blank'}" for words, part in worked.split)
        told.append(f"Names were taken apart for this form. Check each: {parts}.")
    if worked.bare:
        told.append(f"No postcode was found in the answer, so this stays blank: {_named(list(worked.bare))}.")
    if view.required:
        told.append(f"{count_words(len(view.required), 'question')} that must be answered still stand open.")
    if besides:
        told.append(
            f"{count_words(sum(len(one.answers) for one in besides), 'answer')} without a field in this form "
            f"{'stands' if sum(len(one.answers) for one in besides) == 1 else 'stand'} on the sheet as well: "
            f"{joined_words([one.title for one in besides])}."
        )
    if answers.left:
        labels = [one.rstrip("?:. ") for one in answers.left.values()]
        told.append(
            f"{count_words(len(labels), 'answer has', 'answers have')} no field in this form, and "
            f"{'goes' if len(labels) == 1 else 'go'} out nowhere: {'; '.join(labels)}."
        )
    gone = [one for one in form.sources if one.question and not answers.asks(one.question)]
    if gone:
        words = {one.name: one.words for one in form.fields}
        told.append(
            f"{count_words(len(gone), 'field stays', 'fields stay')} blank, because our form does not ask that any "
            f"more: {_named([words.get(one.field, one.field) for one in gone])}."
        )
    return told


def _named(labels: Sequence[str]) -> str:
    """The first few by name, the rest counted."""
    labels = [one.rstrip("?:. ") for one in labels]
    if len(labels) <= _NAMED:
        return joined_words(list(labels))
    return f"{', '.join(labels[:_NAMED])} and {len(labels) - _NAMED} more"
