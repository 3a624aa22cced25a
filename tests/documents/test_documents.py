"""The documents themselves: every part printed, nothing invented, the nation's words, blank forms that are blank."""

from dataclasses import replace

import pytest

from safeguard_app.documents import acknowledgement_sheet, incident_record
from safeguard_app.documents.content import (
    Column,
    DataTable,
    PageFrame,
    Picture,
    QrCode,
    Section,
    Signature,
    ToWrite,
)
from safeguard_app.documents.page_images import page_count
from safeguard_app.documents.render import render
from tests.documents import samples
from tests.documents.reading import structure
from tests.documents.samples import AT, FRAME


def test_an_incident_record_prints_every_part() -> None:
    text = structure(render(samples.incident(), AT)).text
    for words in (
        "Incident record: staff-pupil contact",
        "Anyone in danger now: no.",
        "A parent reported public comments.",
        "Sat 19 Sep 2026, about 19:00",
        "Name withheld",
        "Account of Miss Jo Abbey, written Tue 22 Sep 2026",
        "Child’s own words. “She says hi.”",
        "Handed over Tue 22 Sep 2026 to the DSL. Original: in the safe.",
        "Who began it?",
        "Not asked",
        "Acknowledged only later. Verdict of Mon 12 Oct 2026.",
        "Low-level concern. Decided by the Headteacher. Reason: family",
        "Meeting. She will declare.",
        "0123abcd 0123abcd 0123abcd",
        "None made.",
        "First entry",
    ):
        assert words in text


def test_an_incident_record_leaves_empty_parts_out() -> None:
    record = incident_record.IncidentRecord(PageFrame("School"), "Incident record", (), "", (), ())
    found = structure(render(incident_record.to_document(record), AT))
    assert found.all("H2") == []


def test_a_blank_sheet_has_labels_and_no_answers() -> None:
    found = structure(render(samples.blank_acknowledgement(), AT))
    assert {node.text for node in found.all("TD")} == {
        "",
        "☐ Acknowledged     ☐ With conditions     ☐ Not acknowledged     ☐ More information needed".replace(
            "☐ ", "☐\N{NO-BREAK SPACE}"
        ),
    }
    assert "Declared (date, time, how)" in found.text


def test_a_filled_sheet_shows_each_step_with_its_own_date() -> None:
    text = structure(render(samples.acknowledgement(), AT)).text
    for words in ("Tyler Pike", "@tylerp_gaming", "Family group chat only.", "Thu 24 Sep 2026, signed paper"):
        assert words in text
    assert "Nobody acknowledges their own declaration." in text


def test_the_sheet_names_the_chair_when_the_headteacher_declares() -> None:
    sheet = acknowledgement_sheet.AcknowledgementSheet(
        FRAME, acknowledger="Chair of Governors", acknowledger_signature=Signature("Chair of Governors")
    )
    text = structure(render(acknowledgement_sheet.to_document(sheet), AT)).text
    assert "Decided by the Chair of Governors." in text
    assert "Headteacher" not in text


def test_the_recovery_sheet_holds_the_key_in_order_and_says_where_it_belongs() -> None:
    found = structure(render(samples.recovery(), AT))
    groups = [f"{letter * 5}" for letter in "ABCDEFGHJKMN"]
    assert f"AGE-SECRET-KEY- {' '.join(groups)}" in found.text
    assert "Not the Headteacher’s safe" in found.text
    assert "AAAAA" not in found.all("Figure")[0].alternative


def test_whom_to_ring_starts_with_999() -> None:
    text = structure(render(samples.whom_to_ring(), AT)).text
    assert text.index("999") < text.index("01632 960 001")


def test_an_audit_trail_slip_gives_each_head_whole_and_its_code_the_same() -> None:
    document = samples.audit_trail_slip()
    pdf = render(document, AT)
    found = structure(pdf)
    heads = {
        "Daily log": ("21,480", "21480", "70af2c91d6e40b53" * 4),
        "Concerns about adults": ("96", "96", "c3d28e0457abf911" + "0" * 48),
    }
    sections = {one.title: one.blocks for one in document.blocks if isinstance(one, Section)}
    for name, (printed, number, digits) in heads.items():
        fours = " ".join(digits[start : start + 4] for start in range(0, 64, 4))
        assert f"{name}Event {printed} {fours}" in found.text
        codes = [one for one in sections[name] if isinstance(one, QrCode)]
        assert [one.payload for one in codes] == [f"{name}, event {number}, SHA-256 {digits}"]
    assert [figure.alternative for figure in found.all("Figure")] == [
        f"QR code holding the name of this part, event number {printed} and the same digits as the groups above"
        for printed, _, _ in heads.values()
    ]
    assert page_count(pdf) == 1


def test_no_file_title_names_a_person() -> None:
    titles = {make().file_title for make in samples.EVERY_DOCUMENT.values()}
    assert titles == {
        "Every block",
        "Incident record 2026-K-0007",
        "Referral 2026-K-0007",
        "Family relationship acknowledgement sheet",
        "Acknowledgement of a declared friendship sheet",
        "Concern form",
        "Recovery key",
        "Whom to ring",
        "Audit trail slip",
        "Evidence schedule 2026-K-0007",
        "Custody record 2026-K-0007",
        "Handover form 2026-K-0007",
        "How this evidence was kept 2026-K-0007",
        "Letter",
        "Nested",
        "Child protection file",
        "Certificate of disposal",
        "Day sheet",
        "Agenda",
        "Annual safeguarding report",
        "Monthly summary",
        "Concerns and referrals",
        "Handover brief",
        "Journeys without names",
    }


def test_a_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        DataTable((Column("A"), Column("B")), ((ToWrite(),),))


def test_a_picture_refuses_pixels_that_do_not_fill_it() -> None:
    with pytest.raises(ValueError, match="fill"):
        Picture(2, 2, b"123")
    with pytest.raises(ValueError, match="at least one pixel"):
        Picture(0, 2, b"")


def test_parts_can_be_replaced_without_touching_the_rest() -> None:
    record = samples.incident()
    assert replace(record, compact=True).blocks == record.blocks
