"""What somebody said stands in a form as on the record, behind its bar, and not as one answer among others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from safeguard_app.documents.content import Document, Field, Passage, PassageKind
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.forms import FieldKind, FormField
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import paper, referrals
from safeguard_app.services.form_faces import field_face, with_field_face
from safeguard_app.services.form_profiles import EditedForm
from safeguard_app.services.paper_referral import referral_paper
from safeguard_app.services.paper_views import AudiencePaper, ReferralPaper
from safeguard_app.services.session import Session
from tests.documents.reading import structure
from tests.services.conftest import MadeSchool, log_incident, pupil
from tests.services.scenario_papers import words_of
from tests.services.test_scenario_documents import LADO, MARF, PREVENT, answer, begin

WORDS = "Ella Tan: “Rory says I hate him. <b>x</b>”, to Mrs Moss"


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def begun(session: Session, form: str = MARF) -> Reference:
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    rory = pupil(session, "Rory Dale", date(2016, 4, 3), "Year 5", "5N")
    return begin(session, log_incident(session, "CB", (ella, "target"), (rory, "witness")), form, ella)


def parts(block: Any) -> Iterator[Any]:
    yield block
    for one in getattr(block, "blocks", ()) or getattr(block, "passages", ()) or getattr(block, "fields", ()):
        yield from parts(one)


def passages(document: Document) -> list[Passage]:
    return [one for one in parts(document) if isinstance(one, Passage)]


def labels(document: Document) -> list[str]:
    return [one.label for one in parts(document) if isinstance(one, Field)]


def test_exact_words_and_wishes_stand_behind_their_bar_with_what_was_asked(session: Session) -> None:
    form = begun(session)
    answer(session, form, own_words=WORDS, child_wishes="To stay with her aunt.")
    made = referral_paper(session, ReferralPaper(form)).document
    said = {one.asked: one for one in passages(made) if one.asked}
    assert said == {
        "The child’s exact words, and to whom they were said.": Passage(
            PassageKind.OWN_WORDS, WORDS, asked="The child’s exact words, and to whom they were said."
        ),
        "The child’s wishes and feelings.": Passage(
            PassageKind.OWN_WORDS, "To stay with her aunt.", asked="The child’s wishes and feelings."
        ),
    }
    assert not {one.rstrip(".") for one in said} & set(labels(made)), "each is asked once"
    quoted = structure(paper.preview(session, ReferralPaper(form)).pdf).all("BlockQuote")
    assert [" ".join(one.text.split()) for one in quoted] == [
        f"{asked} {one.text}" for asked, one in said.items()
    ]


def test_what_is_not_known_or_still_open_is_no_passage(session: Session) -> None:
    form = begun(session)
    view = referrals.view(session, form)
    keys = {one.key.partition("@")[0]: one.key for part in view.sections for one in part.fields}
    referrals.not_asked(session, form, keys["own_words"], "No question leads her.", version=view.version)
    made = referral_paper(session, ReferralPaper(form)).document
    asked = {one.asked for one in passages(made)}
    assert "The child’s exact words, and to whom they were said." not in asked
    assert "The child’s exact words, and to whom they were said" in labels(made)


def test_another_child_in_the_words_is_left_out_of_a_copy_and_the_question_stays_whole(
    session: Session,
) -> None:
    form = begun(session)
    answer(session, form, own_words=WORDS)
    (child,) = [one for one in (referrals.stored_referral(session, form).content.child,) if one is not None]
    job = AudiencePaper(ReferralPaper(form), Audience.TRANSFER, (child,))
    said = words_of(paper.preview(session, job).pdf)
    assert "Rory" not in said
    assert "The child’s exact words, and to whom they were said. Ella Tan: “Child B says I hate him." in said


def test_the_forms_that_ask_for_words_say_so(session: Session) -> None:
    verbatim = {
        (form.id, field.label)
        for form in session.catalogue.forms.values()
        for section in form.sections
        for field in section.fields
        if field.verbatim
    }
    assert {
        (MARF, "The child’s exact words, and to whom they were said"),
        (MARF, "The child’s wishes and feelings"),
        (PREVENT, "Exact words, to whom, when"),
        (LADO, "The child’s wishes and feelings"),
        ("police_report", "Exact words"),
    } <= verbatim


def test_a_copy_of_the_school_keeps_it_and_one_from_before_reads_as_it_did(session: Session) -> None:
    edited = EditedForm(session.catalogue.forms[MARF], MARF)
    face = field_face(session, edited, "own_words")
    changed = with_field_face(session, edited, replace(face, label="In the child’s words"))
    field = next(one for part in changed.form.sections for one in part.fields if one.id == "own_words")
    assert (field.label, field.verbatim, field.kind) == ("In the child’s words", True, FieldKind.LONG_TEXT)
    older = msgspec.json.decode(b'{"id": "a", "label": "A", "source": "form.a"}', type=FormField)
    assert older.verbatim is False
