"""Blank forms, the recovery sheet and the sheet of whom to ring: previews only, most of them without an open log.

They hold nobody's record. What is printed or saved while a log is open is kept all the same (``paper.issue_form``), so
that every paper that left it is in the audit. The recovery sheet is the key itself: it is printed and sealed, and never
stored or saved.
"""

from datetime import datetime

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.words import Words
from safeguard_app.documents import blank_papers, concern_form, evidence_papers, recovery_sheet
from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.documents.page_images import page_count
from safeguard_app.documents.recovery_sheet import ContactLine, ContactSheet, contact_sheet_document
from safeguard_app.documents.render import render
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import School
from safeguard_app.services.opening import RECOVERY_KEY_BEGINS
from safeguard_app.services.own_forms import form_of, offered_forms
from safeguard_app.services.paper_declaration import blank_sheet_document
from safeguard_app.services.paper_referral import blank_document
from safeguard_app.services.paper_views import Preview
from safeguard_app.services.session import Session

_COMPLETED = "Confidential when completed"
_OPENS = (
    "The daily log: people, declarations, concerns about children and online harm.",
    "Concerns about adults who work here, those about the {head} and the {school_lead} included.",
    "Every piece of evidence and every document kept with them.",
)


def concern_form_preview(words: Words, school: School, at: datetime, *, demo: bool = False) -> Preview:
    """The blank one-page concern form for staff, in the nation's words. Works with no log open."""
    form = concern_form.ConcernForm(
        frame=PageFrame(school.name, marking="Confidential when completed", demo=demo),
        school_lead=words.term("school_lead"),
        headteacher=words.term("head"),
        hand_to=school.dsl_name,
        about_headteacher=f"the {words.term('head_alternate')}",
    )
    return _preview(concern_form.to_document(form), at, "Concern form")


def blank_sheet_preview(words: Words, school: School, at: datetime, *, demo: bool = False) -> Preview:
    """The blank acknowledgement sheet. Works with no log open."""
    frame = PageFrame(school.name, marking="Confidential when completed", demo=demo)
    document = blank_sheet_document(words.term("head"), words.term("chair"), frame)
    return _preview(document, at, "Acknowledgement sheet")


def blank_form_preview(session: Session, form: str) -> Preview:
    """A form of the catalogue with nothing in it, in the nation's words."""
    found = form_of(session, form)
    frame = PageFrame(session.school.name, marking=found.marking.upper(), demo=session.is_demo)
    document = blank_document(session, found, frame)
    return _preview(document, session.now().astimezone(session.zone), document.title)


def blank_handover_preview(session: Session) -> Preview:
    """The form that goes with what is handed over, with nothing on it: exhibits and hands are written in."""
    school = session.school
    form = evidence_papers.Handover(
        frame=_to_complete(session),
        standing=(
            "Nothing leaves the school without this form: one row for each thing, one for each pair of hands.",
        ),
        school=(
            ("School", school.name),
            ("Telephone", school.phone or " "),
            ("Address", school.address or " "),
        ),
        lines=(),
    )
    return _blank(session, evidence_papers.handover_document(form))


def blank_plan_preview(session: Session) -> Preview:
    """A risk and needs assessment with its safety plan, to write on by hand."""
    levels = tuple(one.label for one in session.catalogue.choices(ListName.RISK_LEVELS, session.nation))
    return _blank(session, blank_papers.safety_plan(_to_complete(session), levels))


def device_review_preview(session: Session) -> Preview:
    """The record of looking through a device or a site, to write on by hand: two people sign it (domain.md 3.7)."""
    lead = session.words().fill("the {school_lead}")
    return _blank(session, blank_papers.device_review(_to_complete(session), lead))


def _to_complete(session: Session) -> PageFrame:
    return PageFrame(session.school.name, marking=_COMPLETED, demo=session.is_demo)


def _blank(session: Session, document: Document) -> Preview:
    return _preview(document, session.now().astimezone(session.zone), document.title)


def blank_forms(session: Session) -> tuple[tuple[str, str], ...]:
    """The forms of the nation that can be printed blank: id and title, in the order in which forms are offered."""
    words = session.words()
    return tuple((form.id, words.fill(form.title)) for form in offered_forms(session))


def recovery_preview(
    words: Words, school: School, groups: tuple[str, ...], key: str, at: datetime, *, demo: bool = False
) -> Preview:
    """The recovery key on paper, with where to keep it. The caller prints it and lets go of it."""
    sheet = recovery_sheet.RecoverySheet(
        frame=PageFrame(school.name, marking="Secret", demo=demo),
        begins=RECOVERY_KEY_BEGINS,
        groups=groups,
        qr_payload=key,
        made=f"Made {day_words(at)} for {school.name}.",
        opens=tuple(words.fill(line) for line in _OPENS),
        seal_with=key_keeper(words),
        headteacher=words.term("head"),
    )
    return _preview(recovery_sheet.to_document(sheet), at, "Recovery key")


def key_keeper(words: Words) -> str:
    """Who is given the recovery key to keep: "the Chair of Governors or the trust"; only England has trusts."""
    or_trust = " or the trust" if words.nation is Nation.ENGLAND else ""
    return f"the {words.term('chair')}{or_trust}"


def contact_sheet_preview(session: Session) -> Preview:
    """Whom to ring, to pin beside the telephone: the school's own contacts and the nation's numbers."""
    words = session.words()
    lines = []
    for agency in session.catalogue.nations[session.nation].agencies:
        own = session.school.contact(agency.id)
        number = (own.phone if own is not None else "") or agency.telephone
        if number:
            name = f"{words.fill(agency.name)}{f', {own.name}' if own is not None and own.name else ''}"
            lines.append(
                ContactLine(name, words.fill(agency.when), number, own.note if own is not None else "")
            )
    sheet = ContactSheet(PageFrame(session.school.name, demo=session.is_demo), tuple(lines))
    return _preview(contact_sheet_document(sheet), session.now().astimezone(session.zone), "Whom to ring")


def words_for(catalogue: Catalogue, school: School) -> Words:
    """The nation's words of a school whose log is not open."""
    return catalogue.words(school.nation)


def _preview(document: Document, at: datetime, name: str) -> Preview:
    pdf = render(document, at)
    return Preview(pdf, document.title, page_count(pdf), f"{name}.pdf")
