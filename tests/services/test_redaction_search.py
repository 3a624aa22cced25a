"""The search of a finished copy goes red for whatever was planted in it, wherever in the file it stands."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from safeguard_app.documents.content import (
    Document,
    Field,
    FieldTable,
    Figure,
    NotKnown,
    Paragraph,
    Picture,
    Run,
    Section,
)
from safeguard_app.documents.render import render
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.names_keys import Choice
from safeguard_app.domain.people import Handle, Person, PersonKind
from safeguard_app.services import audience_outlook, names_in_text, names_keys, paper, people
from safeguard_app.services.name_found import StillNamed
from safeguard_app.services.names_in_text import Called
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from safeguard_app.services.redaction import Redacted, texts_of
from safeguard_app.services.redaction_search import _Watch, findings
from safeguard_app.services.session import Session
from tests.services.audience_school import Group, group
from tests.services.conftest import log_incident, pupil

TELEPHONE = "07700 900123"
AS_WRITTEN = "Lukasz did it, Lukaszs phone. His file was LukaszWojcik.png."
AS_WRITTEN += " Ring her on 07700900123. He was born 2016-05-06."
GREY = Picture(2, 2, bytes(4), grey=True)


class Copy:
    """A parent's copy of the record, ready, and as a file."""

    def __init__(self, there: Group) -> None:
        self.session = there.session
        self.job = AudiencePaper(IncidentPaper(there.incident), Audience.PARENT, (there.people["reece"],))
        self.made = BUILDERS[AudiencePaper](self.session, self.job)

    def pdf(self, document: Document | None = None) -> bytes:
        return render(document or self.made.document, self.session.now())

    def with_block(self, block: object) -> Prepared:
        blocks = (*self.made.document.blocks, block)
        return replace(self.made, document=replace(self.made.document, blocks=blocks))  # type: ignore[arg-type]


@pytest.fixture
def copy(session: Session) -> Copy:
    """As it would be issued."""
    return Copy(group(session))


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file with something put into it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def test_the_copy_itself_holds_nothing(copy: Copy) -> None:
    assert findings(copy.made, copy.pdf()) == ()


def watched(text: str, *allowed: Called) -> list[str]:
    """What is found in a text of somebody from the register who may not be named."""
    luke = Called("Child B", ("Łukasz Wójcik",), numbers=("07700 900123", "Fri 6 May 2016", "2016-05-06"))
    watch = _Watch(Redacted(None, None, forbidden=(luke,), theirs=allowed))  # type: ignore[arg-type]
    return [one.text for one in watch.within(text, "here")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("tomasz zielinski was there", "the name"),
        ("It was Kacper.", "the name"),
        ("Ask TOMMO", "the name"),
        ("T. Z. was there", "the initials"),
        ("It was T.Z who cried", "the initials"),
        ("Ask T. Z", "the initials"),
        ("Then TZ left", "the initials"),
        ("TN’s bag", "the initials"),
        ("Then Will left", "the name"),
        ("Then, on 4 May, Page’s bag was found", "the name"),
        ("from @kacper_the_king", "the account"),
        ("write to aneta.z@mail.example", "the address or number"),
        ("born Tue 3 Feb 2015", "the address or number"),
        ("born 3rd February 2015", "the address or number"),
        ("Mia laughed", "the name"),
    ],
)
def test_in_the_content(copy: Copy, text: str, what: str) -> None:
    made = copy.with_block(Section("More", (Paragraph(text),)))
    found = findings(made, copy.pdf())
    assert what in {one.what for one in found}, found
    assert "under “More”" in {one.place for one in found}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Lukasz did it",
            "It was WÓJCIK",
            "Ring 07700900123",
            "Ring +44 (0)7700 900-123",
            "(07700) 900 123",
        ),
        *("born 2016-05-06", "born 06/05/2016", "born 6/5/16", "born 06.05.2016", "born 6 May 2016"),
        *("born 6th May 2016", "born May 6 2016", "born 6th of May, 2016", "born_20160506"),
    ],
)
def test_letters_with_a_stroke_telephone_numbers_and_days_of_birth(text: str) -> None:
    assert watched(text), text


@pytest.mark.parametrize(
    "text",
    [
        *("Lukaszs phone", "WÓJCIKS bag", "LukaszWojcik.png", "lukaszwojcik2.png", "IMG_lukasz_x.png"),
        *("wojciklukasz", "Lukasz\u200bWojcik", "said\u200bLukasz"),
    ],
)
def test_names_with_an_s_joined_and_parted_by_what_nobody_sees(text: str) -> None:
    assert watched(text), text


def test_a_name_that_ends_in_s_of_somebody_allowed_is_theirs() -> None:
    assert watched("Wojciks and LukaszWojcik ran", Called("", ("Lukasz Wojcik", "Ned Wojciks"))) == []


def test_a_number_that_is_theirs_in_another_spacing_stays() -> None:
    theirs = Called("", ("Ned Oak",), numbers=("+447700900123",))
    assert watched("Ring 07700 900123") and watched("Ring 07700 900123", theirs) == []


@pytest.mark.parametrize(
    "text", ["Ring 07700900124", "on 6 May 2026", "on 16/5/16", "6 May 16:30", "Luke and 6/5"]
)
def test_other_numbers_and_days_are_nobodys(text: str) -> None:
    assert watched(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Will you come? Will you? “Will you?”",
        "Then she will turn the page.",
        "Copy 1, Page 2 of 3",
        "First line\nWill it rain",
        "Exhibit TZ-1, group ATZ and TZA, 3f2a TZ91",
        "The RI of the school",
        "T.Zz and X.T.Z",
    ],
)
def test_what_is_a_word_or_somebody_else_is_no_name(copy: Copy, text: str) -> None:
    found = findings(copy.with_block(Section("More", (Paragraph(text),))), copy.pdf())
    assert found == ()


def test_short_forms_that_mean_something_else_here(copy: Copy) -> None:
    fields = FieldTable((Field("TN of the school", NotKnown()),))
    block = Section("More", (Paragraph("Seen by the TZ."), fields))
    made = copy.with_block(block)
    assert made.redacted is not None
    explained = replace(made, redacted=replace(made.redacted, explained=frozenset({"TZ"})))
    pdf = copy.pdf(made.document)
    assert {one.text for one in findings(made, pdf)} == {"TZ"}
    assert findings(explained, pdf) == ()


def test_the_whole_name_of_somebody_who_may_be_named(copy: Copy) -> None:
    made = copy.with_block(Paragraph("Then Anwen Page left."))
    assert made.redacted is not None
    assert {one.text for one in findings(made, copy.pdf())} == {"Page"}
    named = (*made.redacted.named, Called("", ("Anwen Page",)))
    assert findings(replace(made, redacted=replace(made.redacted, named=named)), copy.pdf()) == ()


def test_what_belongs_to_somebody_who_may_be_named(copy: Copy) -> None:
    made = copy.with_block(Paragraph("Ms Kacper’s phone and Anwen Page’s bag."))
    assert made.redacted is not None
    assert {one.text for one in findings(made, copy.pdf())} == {"Kacper’s", "Page’s"}
    named = (*made.redacted.named, Called("", ("Ms Kacper",)), Called("", ("Anwen Page",)))
    assert findings(replace(made, redacted=replace(made.redacted, named=named)), copy.pdf()) == ()


def test_the_words_of_the_school_name_nobody(copy: Copy) -> None:
    made = copy.with_block(Paragraph("A pupil of Saint Will and TZ School."))
    called = replace(made.document, frame=replace(made.document.frame, school="Saint Will and TZ School"))
    assert findings(replace(made, document=called), copy.pdf(called)) == ()


def test_what_was_put_back_may_stand_there(copy: Copy) -> None:
    made = copy.with_block(Section("More", (Paragraph("Then Will and TZ left; T.Z was late. And T.Z. too"),)))
    assert made.redacted is not None
    assert {one.text for one in findings(made, copy.pdf())} == {"Will", "TZ", "T.Z", "T.Z."}
    choices = tuple(
        Choice(
            Audience.PARENT,
            "incident",
            words,
            "Nobody.",
            "Ms Clare Hughes",
            copy.session.now(),
            put_back=True,
        )
        for words in ("Will", "TZ", "T.Z.")
    )
    back = replace(made, redacted=replace(made.redacted, choices=choices))
    assert findings(back, copy.pdf()) == ()


def test_in_a_caption_in_a_heading_and_over_two_runs(copy: Copy) -> None:
    for block in (
        Figure(GREY, "A picture", "Shows Kacper Wilk"),
        Figure(GREY, "Kacper Wilk"),
        Section("Kacper", (Paragraph("x"),)),
        Paragraph((Run("Kac", strong=True), Run("per was there"))),
    ):
        made = copy.with_block(block)
        assert {one.what for one in findings(made, copy.pdf(made.document))} == {"the name"}, block


def _bookmark(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Account of Kacper", 0))


def _metadata(opened: pikepdf.Pdf) -> None:
    opened.Root.Metadata.write(
        opened.Root.Metadata.read_bytes().replace(b"</rdf:li>", b" Kacper</rdf:li>", 1)
    )


def _properties(opened: pikepdf.Pdf) -> None:
    opened.docinfo["/Subject"] = "Kacper"


def _attachment(opened: pikepdf.Pdf) -> None:
    opened.attachments["note.txt"] = b"written by Kacper"


def _named_attachment(opened: pikepdf.Pdf) -> None:
    opened.attachments["Kacper.txt"] = b"nothing"


def _note(opened: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="Kacper"
    )
    opened.pages[0].obj.Annots = pikepdf.Array([opened.make_indirect(note)])


def _alternative(opened: pikepdf.Pdf) -> None:
    opened.Root.StructTreeRoot.K[0].Alt = pikepdf.String("Kacper")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_bookmark, "in a bookmark or the title"),
        (_metadata, "in the properties of the file"),
        (_properties, "in the properties of the file"),
        (_attachment, "in an attachment"),
        (_named_attachment, "in the name of an attachment"),
        (_note, "in a note on a page"),
        (_alternative, "in the description of a picture"),
    ],
)
def test_anywhere_in_the_file(copy: Copy, change: Callable[[pikepdf.Pdf], None], place: str) -> None:
    found = findings(copy.made, changed(copy.pdf(), change))
    assert ("the name", "Kacper") in {(one.what, one.text) for one in found}
    assert place in {one.place for one in found}, found


def test_a_picture_that_the_content_does_not_hold(copy: Copy) -> None:
    shown = copy.with_block(Figure(GREY, "A picture"))
    pdf = copy.pdf(shown.document)
    assert findings(shown, pdf) == ()
    (found,) = findings(copy.made, pdf)
    assert found.what == "a picture that this copy may not show"


def test_text_drawn_and_not_in_the_content(copy: Copy) -> None:
    more = copy.with_block(Section("More", (Paragraph("It was Kacper Wilk all along."),)))
    found = findings(copy.made, copy.pdf(more.document))
    assert {(one.text, one.place) for one in found} >= {
        ("Kacper Wilk", "in the text"),
        ("Kacper", "in the text"),
    }


def test_a_copy_for_a_parent_of_a_child_written_of_as_children_write(session: Session) -> None:
    reece = pupil(session, "Reece Irwin", date(2015, 10, 5), "P7")
    luke, _ = people.add(
        session,
        Person("Łukasz Wójcik", PersonKind.PUPIL, date_of_birth=date(2016, 5, 6), telephone=TELEPHONE),
    )
    there = ((reece, "alleged"), (people.ref_of(session, luke), "target"))
    record = log_incident(session, "CB", *there, account=AS_WRITTEN)
    job = AudiencePaper(IncidentPaper(record), Audience.PARENT, (reece,))
    made = BUILDERS[AudiencePaper](session, job)
    said = " ".join(text for _, text in texts_of(made.document))
    assert "Child B did it, Child Bs phone. His file was Child B.png. Ring her on [left out]." in said
    assert "He was born [left out]." in said
    assert findings(made, render(made.document, session.now())) == ()


def test_a_find_keeps_the_copy_from_being_issued_and_says_what_to_do(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names_in_text.NameFinder, "find", lambda *_args, **_more: [])
    with pytest.raises(StillNamed) as refused:
        paper.issue(copy.session, copy.job)
    assert "Kacper" in refused.value.sentence and "redacted copy" in refused.value.next_step
    assert "Kacper" not in str(refused.value.args)
    incident = copy.job.job.incident  # type: ignore[union-attr]
    assert paper.issued(copy.session, incident) == () and names_keys.lettered(copy.session, incident) == ()


def test_what_may_be_a_word_keeps_a_copy_from_being_issued_too(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = group(session, "Reece told me that Will hid the bag. Then TZ cried, and T.Z was fetched.")
    job = AudiencePaper(IncidentPaper(there.incident), Audience.PARENT, (there.people["reece"],))
    made = BUILDERS[AudiencePaper](session, job)
    assert findings(made, render(made.document, session.now())) == ()
    monkeypatch.setattr(names_in_text.NameFinder, "find", lambda *_args, **_more: [])
    with pytest.raises(StillNamed) as refused:
        paper.issue(session, job)
    assert {("the name", "Will"), ("the initials", "TZ"), ("the initials", "T.Z")} <= {
        (one.what, one.text) for one in refused.value.found
    }


SEEN = "Kacper Wilk, then Kacper-Wilk and kacperwilk. TZ cried; T.Z. too. Ask @kacper_the_king or aneta.z@mail.example."


def looked_through(session: Session, job: AudiencePaper) -> dict[str, bool]:
    """What the search alone finds, and whether it can be put back."""
    lines = audience_outlook.outlook(session, job).found_lines
    return {one.text: one.can_be_put_back for one in lines}


def test_what_only_the_search_finds_is_put_back_with_a_reason_for_this_family_alone(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = group(session, SEEN)
    job = AudiencePaper(IncidentPaper(there.incident), Audience.PARENT, (there.people["reece"],))
    monkeypatch.setattr(names_in_text.NameFinder, "find", lambda *_args, **_more: [])
    found = looked_through(session, job)
    assert {"Kacper Wilk", "Kacper", "Kacper-Wilk", "kacperwilk", "TZ", "kacper_the_king"} <= found.keys()
    assert all(found.values())
    shown = audience_outlook.outlook(session, job)
    with pytest.raises(RuleViolation):
        audience_outlook.put_back(session, shown, "kacperwilk", " ")
    for text in found:
        audience_outlook.put_back(session, shown, text, "The name of a shop.")
    assert looked_through(session, job) == {}
    assert paper.issue(session, job).copy == "copy 1"
    for other in (
        replace(job, subjects=(there.people["will"],)),
        replace(job, audience=Audience.SUBJECT_ACCESS),
    ):
        assert "kacperwilk" in looked_through(session, other), (
            "for other people and audiences nothing is put back"
        )


def test_of_whoever_asked_not_to_be_named_no_find_can_be_put_back(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    kacper, _ = people.add(
        session,
        Person(
            "Kacper Wilk", PersonKind.PUPIL, handles=(Handle("whatsapp", "@king_7"),), telephone=TELEPHONE
        ),
    )
    reece = pupil(session, "Reece Irwin", date(2015, 10, 5), "P7")
    account = "Kacper-Wilk, kacperwilks bag, K.W. Ask king_7 or 07700 900123."
    record = log_incident(
        session,
        "CB",
        (reece, "alleged"),
        (people.ref_of(session, kacper), "reporter"),
        account=account,
        withheld="reporter",
    )
    job = AudiencePaper(IncidentPaper(record), Audience.PARENT, (reece,))
    monkeypatch.setattr(names_in_text.NameFinder, "find", lambda *_args, **_more: [])
    found = looked_through(session, job)
    assert len(found) >= 4 and not any(found.values())
    shown = audience_outlook.outlook(session, job)
    for text in found:
        with pytest.raises(RuleViolation):
            audience_outlook.put_back(session, shown, text, "A shop.")
