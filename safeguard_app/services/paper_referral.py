"""A form on paper, in the order of the form itself: whichever form the catalogue holds, filled in or blank."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from safeguard_app.catalogue.words import Words
from safeguard_app.documents.content import (
    Answer,
    Answered,
    Block,
    Column,
    DataTable,
    Document,
    Field,
    FieldTable,
    NotAnsweredYet,
    NotAsked,
    NotKnown,
    PageFrame,
    Paragraph,
    Passage,
    PassageKind,
    Passages,
    Section,
    Signature,
    Signatures,
    TickBoxes,
    ToTick,
    ToWrite,
    Withheld,
    strong,
)
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import counts
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.school import School
from safeguard_app.services.copy_people import Behind
from safeguard_app.services.form_offers import recipient_and_authority
from safeguard_app.services.form_places import NOT_FOR_FAMILY
from safeguard_app.services.incident_words import account_view
from safeguard_app.services.labels import entered
from safeguard_app.services.of_others import OF_OTHERS, live_of, of_others
from safeguard_app.services.own_forms import form_begun_on
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_incident import paper_account
from safeguard_app.services.paper_prepared import Prepared, entries_of, printable
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.record_clocks import clocks_on
from safeguard_app.services.reference import FieldKind, Form, FormField, FormSection, Packaging
from safeguard_app.services.referral_facts import exhibit_rows
from safeguard_app.services.referral_file import completed_by_file, file_among
from safeguard_app.services.referral_views import FieldView, ReferralView, SectionView
from safeguard_app.services.referrals import about, kept_as, stored_referral, view_of
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.urgent_forms import URGENT_ON_PAPER
from safeguard_app.services.withheld_copies import left_out_of, told_of
from safeguard_app.services.withheld_names import with_named, without_names

_SIGNING = (
    "“Not known” and “Not answered yet” are printed as they stood when this form was made. "
    "Facts stand apart from opinion and from what was told by others."
)
_ONE_FORM = {
    Packaging.ADULT: "One form, one adult.",
    Packaging.CHILD: "One form, one child.",
    Packaging.ADULT_AND_CHILD: "One form, one adult and one child.",
    Packaging.INCIDENT: "One form for the incident.",
}
_BLANK_LINES = {FieldKind.LONG_TEXT: 2, FieldKind.TABLE: 3}
_BLANK_ACCOUNT = 10
"""Lines to write in by hand: few for an answer, many for what happened."""
_ABOUT_ADULT = (Packaging.ADULT, Packaging.ADULT_AND_CHILD)
_FROM_FILE = (
    "Outcome and further referrals as the school’s own file has them. The {lado} completes and corrects them."
)
_ACCOUNT = "incident.account"
_EXHIBITS = "documents.exhibits"
_LONGEST_IN_A_ROW = 24
_IN_WORDS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})


def referral_paper(session: Session, job: ReferralPaper) -> Prepared:
    """A referral form as it stands answered, kept with the record it was begun on."""
    referral = stored_referral(session, job.referral)
    incident = printable(session, about(referral))
    place = incident.reference
    entries = entries_of(session, place)
    left_out = of_others(session, job.audience, (Behind(incident, entries),), job.subjects)
    entries = live_of(entries, left_out)
    view = view_of(session, referral, incident, entries, on_paper=True)
    note_views(session, place, *(one.incident for one in view.earlier if one.ticked))
    form = form_begun_on(session, referral.content)
    kind = kept_as(session, referral)
    frame, copy = page_frame(session, place.compartment, place, kind, incident.content, form.marking)
    document = referral_document(session, view, form, incident, entries, frame, referral.content.subject)
    name = f"{incident.content.case}.pdf"
    named = with_named(session, incident.content, (referral.content.subject,))
    hidden = left_out_of(session, named, place)
    if left_out.entries:
        document = replace(document, standing=(*document.standing, OF_OTHERS))
    made = Prepared(document, place.compartment, place, kind, copy, name, incident.number)
    return replace(made, withheld=hidden, told=told_of(hidden))


def referral_document(
    session: Session,
    view: ReferralView,
    form: Form,
    incident: Stored[Incident],
    entries: Sequence[Stored[Any]],
    frame: PageFrame,
    subject: PersonRef | None,
) -> Document:
    """The form with its answers, its empty fields shown as such, and the agency's own part to write in.

    A copy made once the school has the outcome about ``subject`` says it there too.
    """
    words = session.words(head_is_subject=incident.content.head_is_subject)
    sources = {field.id: field.source for section in form.sections for field in section.fields}
    blocks: list[Block] = [Paragraph(note, small=True) for note in view.printed_notes]
    blocks += [_section(session, section, sources, incident.content, entries) for section in view.sections]
    blocks.append(Section("Signature", (Paragraph(_SIGNING), Signatures(_signatures(session, words, form)))))
    about_adult = form.packaging in _ABOUT_ADULT and subject is not None
    known = completed_by_file(session, file_among(entries, subject) if about_adult and subject else None)
    blocks += [
        _agency_section(words, section, session, known)
        for section in form.sections
        if section.filled_by_agency
    ]
    document = Document(
        title=view.title,
        file_title=f"{view.title} {view.case}",
        frame=frame,
        blocks=tuple(blocks),
        standing=_standing(view, headed=bool(form.agency)),
        head=_form_head(session, form, words, _limit_met(session, form, view, incident, entries)),
    )
    named = with_named(session, incident.content, (subject,))
    return replace(without_names(document, left_out_of(session, named, incident.reference)), frame=frame)


def blank_document(session: Session, form: Form, frame: PageFrame) -> Document:
    """The form with nothing in it, to be filled in by hand on a day without the computer."""
    words, school = session.words(), session.school
    notes = [Paragraph(words.fill(note.text), small=True) for note in form.notes_for(words.nation)]
    sections = [_blank_section(words, section, school) for section in form.sections]
    signatures = tuple(Signature(words.fill(one)) for one in form.signatures)
    return Document(
        title=words.fill(form.title),
        file_title=f"{words.fill(form.title)}, blank",
        frame=frame,
        blocks=(*notes, *(one for one in sections if one is not None), Signatures(signatures)),
        standing=(f"{_ONE_FORM[form.packaging]} Write “not known” or “not asked” rather than nothing.",),
        head=_addressed(session, form, words) if form.agency else (),
    )


def _blank_section(words: Words, section: FormSection, school: School) -> Section | None:
    asked = [field for field in section.fields if field.serves(words.nation)]
    blocks: list[Block] = [Paragraph(words.fill(section.help), small=True)] if section.help else []
    gathered: list[Field] = []
    for field in asked:
        options = tuple((words.fill(one), False) for one in field.allowed)
        if max((len(one) for one, _ in options), default=0) <= _LONGEST_IN_A_ROW:
            gathered.append(Field(words.fill(field.label), _to_fill(field, options, school)))
            continue
        if gathered:
            blocks.append(FieldTable(tuple(gathered)))
            gathered = []
        blocks += [Paragraph((strong(words.fill(field.label)),)), TickBoxes(options)]
    if gathered:
        blocks.append(FieldTable(tuple(gathered)))
    return Section(words.fill(section.title), tuple(blocks)) if asked else None


def _to_fill(field: FormField, options: tuple[tuple[str, bool], ...], school: School) -> Answer:
    """What the school is called and where it lies is printed; everything else is left to be written."""
    printed = {"school.name": school.name, "school.address": school.address, "school.sector": "Education"}
    if known := printed.get(field.source):
        return Answered(known)
    if options:
        return ToTick(options)
    return ToWrite(_BLANK_ACCOUNT if field.source == _ACCOUNT else _BLANK_LINES.get(field.kind, 1))


def _signatures(session: Session, words: Words, form: Form) -> tuple[Signature, ...]:
    """Whoever made the form signs first; the others write their name by hand."""
    first, *others = form.signatures
    made = Signature(words.fill(first), session.user.name, session.user.label)
    return (made, *(Signature(words.fill(one)) for one in others))


def _form_head(session: Session, form: Form, words: Words, limit: str) -> tuple[tuple[str, str], ...]:
    """What heads a form that goes to somebody; nothing for a record that stays in the school's own file."""
    if not form.agency:
        return ()
    user = session.user
    return (
        *_addressed(session, form, words),
        ("Made", entered(session, session.now())),
        ("By", f"{user.name}, {user.label}, {session.school.name}"),
        *((("Time limit", limit),) if limit else ()),
    )


def _limit_met(
    session: Session,
    form: Form,
    view: ReferralView,
    incident: Stored[Incident],
    entries: Sequence[Stored[Any]],
) -> str:
    """The time limit of a form, once it was met: before, it is the school's to keep and no answer to its reader."""
    if view.due is None or view.due.meaning is not StatusMeaning.DONE:
        return ""
    if not form.written_clock:
        return f"{view.due.words}. {view.clock_line}"
    live = [one for one in entries if counts(one.content)]
    for one in clocks_on(session, incident.reference, incident.content, live, on_paper=True).clocks:
        if (one.clock, one.run) == (form.written_clock, view.record.id):
            return f"Due {one.due or 'after the call'}. {one.status.words}."
    return ""


def _addressed(session: Session, form: Form, words: Words) -> tuple[tuple[str, str], ...]:
    to, whose = recipient_and_authority(session, form, words)
    return tuple((label, said) for label, said in (("To", to), ("Authority", whose)) if said)


def _standing(view: ReferralView, *, headed: bool) -> tuple[str, ...]:
    whom = "" if headed else f" To: {view.to}."
    lines = [f"Case {view.case}. {_ONE_FORM[view.packaging]}{whom}"]
    if view.urgent_not_checked:
        lines.append(URGENT_ON_PAPER)
    return tuple(lines)


def _section(
    session: Session,
    section: SectionView,
    sources: dict[str, str],
    incident: Incident,
    entries: Sequence[Stored[Any]],
) -> Section:
    blocks: list[Block] = []
    gathered: list[Field] = []

    def flush() -> None:
        if gathered:
            blocks.append(FieldTable(tuple(gathered)))
            gathered.clear()

    for field in section.fields:
        source = sources.get(field.key.partition("@")[0], "")
        if source == _ACCOUNT and field.from_record:
            flush()
            blocks.append(Paragraph((strong(field.label),), leads=True))
            blocks += _accounts(session, incident)
        elif source == _EXHIBITS and field.from_record:
            flush()
            blocks += [Paragraph((strong(field.label),), leads=True), _exhibits(session, entries)]
        elif _is_verbatim(field) and source not in NOT_FOR_FAMILY:
            flush()
            blocks.append(_in_their_words(field))
        elif _is_ticked_list(field):
            flush()
            blocks += [Paragraph((strong(field.label),), leads=True), TickBoxes(_ticked(field))]
        else:
            gathered.append(Field(field.label, _answer(field), source not in NOT_FOR_FAMILY))
    flush()
    return Section(section.title, tuple(blocks))


def _is_verbatim(field: FieldView) -> bool:
    """Whether words of somebody stand there, and not that they are not known, not asked for or left out."""
    said = field.state is AnswerState.ANSWERED and bool(field.text.strip())
    return field.verbatim and field.kind in _IN_WORDS and said


def _in_their_words(field: FieldView) -> Passages:
    """Words as they were said, behind the bar that own words have on the record; what was asked stands before them."""
    label = field.label if field.label.endswith(("?", ":", ".")) else f"{field.label}."
    return Passages((Passage(PassageKind.OWN_WORDS, field.text, asked=label),))


def _is_ticked_list(field: FieldView) -> bool:
    """Whether the options are sentences, which need a line each."""
    ticked = field.kind is FieldKind.CHOICES and field.state is AnswerState.ANSWERED
    return ticked and max((len(option) for option in field.allowed), default=0) > _LONGEST_IN_A_ROW


def _ticked(field: FieldView) -> tuple[tuple[str, bool], ...]:
    chosen = set(field.text.split("\n"))
    return tuple((option, option in chosen) for option in field.allowed)


def _answer(field: FieldView) -> Answer:
    if field.known and field.state is not AnswerState.PART:
        return Answered(field.printed)
    match field.state:
        case AnswerState.ANSWERED:
            if field.kind is FieldKind.CHOICES and field.allowed:
                return ToTick(_ticked(field))
            return Answered(field.text)
        case AnswerState.NOT_KNOWN:
            return Answered(field.text) if field.text in field.unknown else NotKnown(field.text)
        case AnswerState.NOT_ASKED:
            return NotAsked(field.text)
        case AnswerState.WITHHELD:
            return Withheld(field.text)
        case AnswerState.EMPTY:
            return NotAnsweredYet()
        case AnswerState.PART:
            return NotAnsweredYet(field.known, field.rest)


def _accounts(session: Session, incident: Incident) -> Iterable[Block]:
    for account in incident.accounts:
        shown = paper_account(account_view(session, account))
        yield Paragraph(f"Account of {shown.author}, written {shown.written}.", small=True, leads=True)
        yield Passages(shown.passages)


def _exhibits(session: Session, entries: Sequence[Stored[Any]]) -> Block:
    columns = (Column("Exhibit", 0.7), Column("What it shows", 2.2), Column("SHA-256", 2.6))
    return DataTable(columns, tuple(exhibit_rows(session, entries)), row_headings=True, empty="None.")


def _agency_section(
    words: Words, section: FormSection, session: Session, known: Mapping[str, str]
) -> Section:
    """The part the agency fills in by hand, with what the school's own file says of the outcome by now."""
    fields = tuple(
        Field(words.fill(field.label), _to_complete(words, field, known.get(field.source, "")))
        for field in section.fields
        if field.serves(session.nation)
    )
    table = FieldTable(fields, together=True)
    said = words.fill(_FROM_FILE)
    filled = any(field.source in known for field in section.fields)
    return Section(words.fill(section.title), (table, Paragraph(said, small=True)) if filled else (table,))


def _to_complete(words: Words, field: FormField, known: str) -> Answer:
    if field.allowed:
        return ToTick(tuple((words.fill(one), words.fill(one) == known) for one in field.allowed))
    return Answered(known) if known else ToWrite(1 if field.kind is FieldKind.DATE else 2)
