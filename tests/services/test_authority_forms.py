"""An authority's own PDF: kept, mapped, renewed, filled from a record; what does not fit stands on the sheet."""

import io
from collections.abc import Iterator
from datetime import date

import pypdf
import pytest

from safeguard_app.documents.engine.pdf_file import HEADER
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.authority_forms import (
    AuthorityForm,
    DateStyle,
    FieldSource,
    FormNotTaken,
    FormRefusal,
    OptionWhen,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import audit_log, authority_forms, form_offers, form_profiles, paper, referrals
from safeguard_app.services.authority_forms import FormInput
from safeguard_app.services.paper_authority import FormNotFilled, NotLookedAt
from safeguard_app.services.paper_leaving import outside_of, outside_of_issued
from safeguard_app.services.paper_views import AudiencePaper, AuthorityFormPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion
from safeguard_app.vault.verifying import named_files
from tests.evidence_files.made_forms import Made, authority_form, locked, signed, with_script, with_xfa
from tests.services.conftest import log_incident

MARF = "child_referral"
GIVEN = FormInput("Northshire Council", "Multi-agency referral form", date(2026, 4, 1), MARF)


@pytest.fixture(autouse=True)
def _ended(session: Session) -> Iterator[None]:
    yield
    session.looking_in.end()


def kept(session: Session, content: bytes | None = None) -> Reference:
    file = authority_forms.offered(session, content or authority_form(), "marf.pdf")
    return authority_forms.add(session, file, GIVEN)[0]


def stored(session: Session, reference: Reference) -> AuthorityForm:
    return authority_forms.stored_form(session, reference).content


def begun(session: Session, account: str = "") -> Reference:
    incident = log_incident(session, "TR", (PersonRef(None, "Freya Lund"), "target"))
    return referrals.begin(session, incident, form=MARF)[0]


def answer(session: Session, referral: Reference, key: str, text: str) -> None:
    version = referrals.view(session, referral).version
    referrals.answer(session, referral, key, text, version=version)


def read_back(pdf: bytes) -> dict[str, str]:
    """The values as another library reads them."""
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: str(field.get("/V", "")) for name, field in fields.items()}


def settle(session: Session, reference: Reference, *sources: FieldSource, reason: str = "") -> None:
    line = authority_forms.line_of(session, reference)
    authority_forms.settle(session, reference, sources, reason, replacing=line.version)


def looked_at(session: Session, reference: Reference) -> Reference:
    """Somebody said that what was proposed for its fields is right: until then it is not issued."""
    settle(session, reference, *stored(session, reference).sources)
    return reference


def test_nothing_is_issued_before_somebody_looked_at_what_goes_where(session: Session) -> None:
    reference, referral = kept(session), begun(session)
    job = AuthorityFormPaper(reference, referral)
    assert "Nobody has looked yet" in paper.preview(session, job).since
    before = session.vault.daily.head.number
    with pytest.raises(NotLookedAt) as refused:
        paper.issue(session, job)
    assert "Nothing was issued" in refused.value.sentence and "our own form" in refused.value.next_step
    assert paper.issued(session, referrals.about(referrals.stored_referral(session, referral))) == ()
    assert session.vault.daily.head.number == before
    looked_at(session, reference)
    paper.issue(session, job)


def test_a_form_is_kept_sealed_with_its_hash_and_each_field_has_a_proposal(session: Session) -> None:
    reference = kept(session)
    form = stored(session, reference)
    assert authority_forms.content_of(session, form) == authority_form()
    assert [one.stored.sha256 for one in [form]] == [
        one.sha256 for one in named_files(session.vault.daily) if one.record == reference.id
    ], "a check of the log looks at the file as at any other"
    taken = {one.field: (one.question, one.member, one.dates) for one in form.sources if not one.is_blank}
    assert taken["ChildName"] == ("child_name", 0, DateStyle.WORDS)
    assert taken["DOB"] == ("child_born", 0, DateStyle.DIGITS)
    assert taken["Address"] == ("child_address", 0, DateStyle.WORDS)
    assert taken["Referrer.Post"][0] == "referrer_post"
    assert "Signed" not in taken and "Reset" not in taken
    sex = form.source_of("Sex")
    assert sex.question == "child_sex" and OptionWhen("F", ("Female",)) in sex.when
    line = authority_forms.lines(session)[0]
    assert (line.authority, line.title, line.dated) == (
        "Northshire Council",
        "Multi-agency referral form",
        "Version of Wed 1 Apr 2026",
    )
    assert "Nobody has looked" in line.counts
    event = reading.events_of(session.vault.daily.connection, reference.id)[-1].event
    assert event.kind is EventKind.AUTHORITY_FORM_ADDED and event.facts["sha256"] == form.stored.sha256


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"hello", FormRefusal.NOT_PDF),
        (authority_form()[:3000], FormRefusal.DAMAGED),
        (authority_form(with_xfa), FormRefusal.XFA),
        (authority_form(signed), FormRefusal.SIGNED),
        (locked(), FormRefusal.LOCKED),
        (locked(user="x"), FormRefusal.LOCKED),
    ],
    ids=lambda one: one.value if isinstance(one, FormRefusal) else "",
)
def test_what_is_no_form_is_refused_with_what_to_do_next(
    session: Session, content: bytes, why: FormRefusal
) -> None:
    with pytest.raises(FormNotTaken) as refused:
        authority_forms.offered(session, content)
    assert refused.value.refusal is why
    assert "Nothing was kept" in refused.value.sentence and refused.value.next_step


def test_a_file_that_is_too_large_is_not_even_looked_into(session: Session) -> None:
    session.looking_in.end()
    with pytest.raises(FormNotTaken) as refused:
        authority_forms.offered(session, b"%PDF-" + bytes(20 * 1024 * 1024))
    assert refused.value.refusal is FormRefusal.TOO_LARGE


def test_a_form_needs_a_name_and_a_form_of_ours(session: Session) -> None:
    file = authority_forms.offered(session, authority_form())
    with pytest.raises(RuleViolation) as refused:
        authority_forms.add(session, file, FormInput("", " ", None, "none"))
    assert set(refused.value.fields) == {"authority", "title", "form"}
    assert authority_forms.lines(session) == ()


def test_a_change_of_what_was_settled_has_a_reason_and_one_behind_is_refused(session: Session) -> None:
    reference = kept(session)
    settle(session, reference, FieldSource("ChildName", "child_name"))
    assert stored(session, reference).mapped
    with pytest.raises(RuleViolation) as refused:
        settle(session, reference, FieldSource("ChildName"))
    assert "reason" in refused.value.fields
    settle(session, reference, FieldSource("ChildName", fixed="See letter"), reason="The form asks less")
    with pytest.raises(StaleVersion):
        authority_forms.settle(session, reference, (), "late", replacing=1)
    versions = reading.versions(session.vault.daily.connection, reference)
    assert [one.reason for one in versions] == [None, "Looked at for the first time", "The form asks less"]


def test_the_audit_tells_which_fields_take_something_else(session: Session) -> None:
    reference = kept(session)
    before = stored(session, reference)
    settle(
        session,
        reference,
        *(one for one in before.sources if one.field != "DOB"),
        FieldSource("DOB", fixed="-"),
    )
    daily = session.vault.daily.id
    row = audit_log.page(session, daily).rows[0]
    assert (row.record_words, row.detail) == (
        "Multi-agency referral form, Northshire Council",
        "Looked at for the first time",
    )
    changes = {
        one.label: (one.before, one.after) for one in audit_log.detail(session, daily, row.number).changes
    }
    assert set(changes) == {"Looked at", "Date of birth (DDMMYYYY)"}
    was, now = changes["Date of birth (DDMMYYYY)"]
    assert was.startswith("The child: Date of birth") and was.endswith("; digits") and now == "-"


def test_a_form_is_filled_as_was_meant_and_reads_back_so(session: Session) -> None:
    reference, referral = kept(session), begun(session)
    answer(session, referral, "child_born", "Wed 3 Sep 2014")
    answer(session, referral, "child_address", "12 Long Lane\nNorthshire")
    answer(session, referral, "child_sex", "Female")
    settle(
        session,
        reference,
        FieldSource("ChildName", "child_name"),
        FieldSource("DOB", "child_born", dates=DateStyle.DIGITS),
        FieldSource("Address", "child_address"),
        FieldSource("Sex", "child_sex", when=(OptionWhen("M", ("Male",)), OptionWhen("F", ("Female",)))),
        FieldSource("Bare", fixed="Yes"),
        FieldSource("Safe", fixed="2"),
        FieldSource("Referrer.Name", "referrer_name"),
        FieldSource("Case", fixed="يوسف 太郎 चाय"),
    )
    job = AuthorityFormPaper(reference, referral)
    seen = paper.preview(session, job)
    issued = paper.issue(session, job)
    assert read_back(seen.pdf) == read_back(issued.pdf) and seen.pages == 3
    assert read_back(issued.pdf) == read_back(authority_form()) | {
        "ChildName": "Freya Lund",
        "DOB": "03092014",
        "Address": "12 Long Lane\nNorthshire",
        "Sex": "F",
        "Bare": "/Yes",
        "Safe": "/2",
        "Referrer.Name": "Miss Jo Abbey",
        "Case": "يوسف 太郎 चाय",
    }
    assert "have no field in this form" in seen.since
    sheet = " ".join(pypdf.PdfReader(io.BytesIO(seen.pdf)).pages[2].extract_text().split())
    assert "School’s case number" in sheet and "Item" not in sheet, "what must be answered goes along"
    assert paper.open_issued(session, issued.document).pdf == issued.pdf
    assert outside_of_issued(session, issued.document) == outside_of(session, job), "it is asked about again"
    lines = paper.issued(session, referrals.view(session, referral).incident)
    assert [one.title for one in lines] == ["Multi-agency referral form, Northshire Council"]
    assert b"pdfaid" not in issued.pdf and b"pdfuaid" not in issued.pdf


def test_what_does_not_fit_stands_in_full_on_the_sheet_and_is_told(session: Session) -> None:
    reference, referral = kept(session), begun(session)
    long = "\n".join(f"Line {one} of a long account that goes on and on without an end." for one in range(60))
    answer(session, referral, "child_address", long)
    answer(session, referral, "child_name", "Freya " + "Very " * 30 + "Lund")
    answer(session, referral, "child_born", "About eleven")
    settle(
        session,
        reference,
        FieldSource("Concern", "child_address"),
        FieldSource("ChildName", "child_name"),
        FieldSource("DOB", "child_born", dates=DateStyle.DIGITS),
        FieldSource("Sex", "child_sex", when=(OptionWhen("F", ("Female",)),)),
        FieldSource("ParentTold", "child_class", when=(OptionWhen("Yes", ("Yes",)),)),
    )
    seen = paper.preview(session, AuthorityFormPaper(reference, referral))
    values = read_back(seen.pdf)
    assert values["Concern"].startswith("Line 0 of a long") and values["Concern"].endswith(
        "continued on sheet, item 3"
    )
    assert values["ChildName"] == "Continued on sheet, item 1"
    assert values["DOB"] == "" and values["Sex"] == "" and values["ParentTold"] == "/Off"
    pages = pypdf.PdfReader(io.BytesIO(seen.pdf)).pages
    assert seen.pages == len(pages) > 2
    sheet = " ".join(" ".join(page.extract_text() for page in pages[2:]).split())
    for words in (
        "About eleven",
        "Line 59 of a long account",
        "Very Very Lund",
        "Not answered yet",
        "Item 5. Sex",
    ):
        assert words in sheet
    assert "5 answers stand in full on the sheet" in seen.since
    assert len(seen.since.splitlines()) >= 2


def test_a_day_in_three_fields_stands_in_each_and_once_on_the_sheet_where_more_is_said(
    session: Session,
) -> None:
    reference, referral = kept(session), begun(session)
    answer(session, referral, "child_born", "3 September 2014, estimated")
    parts = (("Case", DateStyle.DAY), ("Referrer.Name", DateStyle.MONTH), ("Referrer.Post", DateStyle.YEAR))
    settle(session, reference, *(FieldSource(one, "child_born", dates=style) for one, style in parts))
    seen = paper.preview(session, AuthorityFormPaper(reference, referral))
    values = read_back(seen.pdf)
    assert [values[one] for one, _ in parts] == ["03", "09", "2014"]
    sheet = pypdf.PdfReader(io.BytesIO(seen.pdf)).pages[2].extract_text()
    assert sheet.count("estimated") == 1 and "1 answer stands in full" in seen.since


def test_bytes_that_only_say_they_are_ours_are_not_issued(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = AuthorityFormPaper(looked_at(session, kept(session)), begun(session))
    fill = session.looking_in.fill_form

    def lying(*pieces: object) -> object:
        said, made = fill(*pieces)  # type: ignore[arg-type]
        return said, HEADER + made

    monkeypatch.setattr(type(session.looking_in), "fill_form", lambda _self, *pieces: lying(*pieces))
    with pytest.raises(FormNotFilled):
        paper.issue(session, job)


def test_nothing_that_acts_goes_out_and_the_original_is_kept_as_it_came(session: Session) -> None:
    reference, referral = kept(session, authority_form(with_script)), begun(session)
    form = stored(session, reference)
    assert form.acts and form.fields[1].is_date
    pdf = paper.preview(session, AuthorityFormPaper(reference, referral)).pdf
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = str([reader.get_object(number) for number in range(1, len(reader.xref_objStm) + 2)])
    for word in ("JavaScript", "SubmitForm", "Launch", "AFDate", "OpenAction", "NeedAppearances"):
        assert word not in text and word.encode() not in pdf
    assert b"JavaScript" in authority_forms.content_of(session, form)


def test_a_later_version_keeps_what_is_called_the_same_and_tells_what_went(session: Session) -> None:
    def later(made: Made) -> None:
        del made.fields[0]
        del made.pdf.pages[0].obj["/Annots"][0]
        made.text(made.pdf.pages[0].obj, "ChildClass", (150, 700, 400, 720), label="Year and class")

    reference, referral = kept(session), begun(session)
    settle(session, reference, FieldSource("ChildName", "child_name"), FieldSource("Case", fixed="X"))
    first = paper.issue(session, AuthorityFormPaper(reference, referral))
    file = authority_forms.offered(session, authority_form(later))
    found = authority_forms.compared(session, reference, file)
    assert found.gone_mapped == ("Full name of child",) and found.new == ("Year and class",)
    line = authority_forms.line_of(session, reference)
    authority_forms.renew(session, reference, file, GIVEN, replacing=line.version)
    form = stored(session, reference)
    assert form.source_of("Case").fixed == "X" and form.source_of("ChildClass").question == "child_class"
    assert authority_forms.line_of(session, reference).vanished == ("Full name",) and not form.mapped
    seen = paper.preview(session, AuthorityFormPaper(reference, referral))
    assert "Nobody has looked yet" in seen.since
    assert paper.open_issued(session, first.document).pdf == first.pdf
    assert len([one for one in named_files(session.vault.daily) if one.record == reference.id]) == 2


def test_a_school_that_changes_its_own_copy_of_our_form_still_fills_the_authoritys(session: Session) -> None:
    reference = kept(session)
    settle(session, reference, FieldSource("ChildName", "child_name"))
    own, _ = form_profiles.save(session, form_profiles.copy_of(session, MARF), "Our authority asks more")
    assert authority_forms.line_of(session, reference).serves == (MARF, own)
    incident = log_incident(session, "TR", (PersonRef(None, "Freya Lund"), "target"))
    offered = form_offers.offers(session, incident).offers
    assert any(one.own_pdf and one.form == own for one in offered)
    referral = referrals.begin(session, incident, form=own)[0]
    seen = paper.preview(session, AuthorityFormPaper(reference, referral))
    assert read_back(seen.pdf)["ChildName"] == "Freya Lund"


def test_a_filled_form_is_for_its_authority_and_copied_for_nobody_else(session: Session) -> None:
    job = AuthorityFormPaper(kept(session), begun(session))
    assert paper.preview(session, AudiencePaper(job, Audience.AUTHORITY)).pages == 3
    with pytest.raises(RuleViolation) as refused:
        paper.preview(session, AudiencePaper(job, Audience.PARENT, (PersonRef(None, "Freya Lund"),)))
    assert "audience" in refused.value.fields


def test_a_form_taken_back_is_offered_no_more(session: Session) -> None:
    reference = kept(session)
    with pytest.raises(RuleViolation):
        authority_forms.take_back(session, reference, " ", replacing=1)
    changes = authority_forms.take_back(session, reference, "Replaced by a web form", replacing=1)
    assert changes.kinds == {RecordKind.AUTHORITY_FORM}
    assert authority_forms.lines(session) == ()
    with pytest.raises(KeyError):
        authority_forms.stored_form(session, reference)
