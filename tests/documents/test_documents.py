"""The documents themselves: every part printed, nothing invented, the nation's words, blank forms that are blank."""

from dataclasses import fields, replace

import pytest

from safeguard_app.documents import acknowledgement_sheet, incident_record, lado_referral
from safeguard_app.documents.content import (
    Answer,
    Answered,
    Column,
    DataTable,
    PageFrame,
    Picture,
    Signature,
    ToWrite,
)
from safeguard_app.documents.render import render
from tests.documents import samples
from tests.documents.reading import structure
from tests.documents.samples import AT, FRAME


def _filled(kind: type, prefix: str) -> dict[str, Answer]:
    """An answer for every field of a part of the referral that takes one, each with words of its own."""
    answers = [field.name for field in fields(kind) if field.type == Answer]
    return {name: Answered(f"{prefix} {name.replace('_', ' ')}") for name in answers}


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
        "the chain ended at event 96: c3d2 8e04 57ab f911",
    ):
        assert words in text


def test_an_incident_record_leaves_empty_parts_out() -> None:
    record = incident_record.IncidentRecord(PageFrame("School"), "Incident record", (), "", (), ())
    found = structure(render(incident_record.to_document(record), AT))
    assert [node.text for node in found.all("H2")] == ["1 How this record was kept"]
    assert "chain ended" not in found.text


def test_a_referral_prints_every_field_once_and_in_order() -> None:
    parts = (
        lado_referral.ReferralDates(**_filled(lado_referral.ReferralDates, "dates")),
        lado_referral.Referrer(**_filled(lado_referral.Referrer, "referrer")),
        lado_referral.AdultOfConcern(**_filled(lado_referral.AdultOfConcern, "adult")),
        lado_referral.ReferredChild(**_filled(lado_referral.ReferredChild, "child")),
        lado_referral.ActionSoFar(**_filled(lado_referral.ActionSoFar, "action")),
    )
    allegation = lado_referral.Allegation(**_filled(lado_referral.Allegation, "allegation"))  # type: ignore[arg-type]
    referral = lado_referral.LadoReferral(
        frame=FRAME,
        words=lado_referral.ReferralWords("Title", "LADO"),
        standing=(),
        dates=parts[0],
        referrer=parts[1],
        adult=parts[2],
        children=(parts[3],),
        allegation=allegation,
        action=parts[4],
        officer_section=False,
    )
    found = structure(render(lado_referral.to_document(referral), AT))
    answers = [node.text for node in found.all("TD")]
    expected = [
        answer.words
        for part in (*parts[:4], allegation, parts[4])
        for answer in (getattr(part, field.name) for field in fields(part))
        if isinstance(answer, Answered)
    ]
    assert answers == expected
    assert len(set(answers)) == len(answers) == 67


def test_an_open_referral_says_what_is_open_and_is_not_held_up() -> None:
    text = structure(render(samples.referral(), AT)).text
    assert text.count("Not answered yet") > 50
    assert "Child 1 of 2" in text
    assert "Child 2 of 2" in text
    assert "☐First limb" in text
    assert "☒Second limb" in text


def test_another_nation_reads_no_word_of_england() -> None:
    words = lado_referral.ReferralWords(
        "Allegation about a member of staff",
        "Gateway",
        "Principal",
        "Chair of the Board of Governors",
        "Designated Teacher",
    )
    referral = lado_referral.LadoReferral(frame=FRAME, words=words, standing=())
    text = structure(render(lado_referral.to_document(referral), AT)).text
    for english in ("LADO", "Headteacher", "Designated Safeguarding Lead", "Designated Officer"):
        assert english not in text
    for own in ("First contact with Gateway", "Principal", "Designated Teacher"):
        assert own in text


def test_a_blank_sheet_has_labels_and_no_answers() -> None:
    found = structure(render(samples.blank_acknowledgement(), AT))
    assert {node.text for node in found.all("TD")} == {
        "",
        "☐ Acknowledged     ☐ With conditions     ☐ Not acknowledged     ☐ More information needed",
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
    assert "Acknowledged by the Chair of Governors." in text
    assert "Headteacher" not in text


def test_the_recovery_sheet_holds_the_key_in_order_and_says_where_it_belongs() -> None:
    found = structure(render(samples.recovery(), AT))
    groups = [f"{letter * 5}" for letter in "ABCDEFGHJKMN"]
    assert " ".join(groups) in found.text
    assert "Not the Headteacher’s safe" in found.text
    assert "AAAAA" not in found.all("Figure")[0].alternative


def test_whom_to_ring_starts_with_999() -> None:
    text = structure(render(samples.whom_to_ring(), AT)).text
    assert text.index("999") < text.index("01632 960 001")


def test_no_file_title_names_a_person() -> None:
    titles = {make().file_title for make in samples.EVERY_DOCUMENT.values()}
    assert titles == {
        "Every block",
        "Incident record 2026-K-0007",
        "Referral 2026-K-0007",
        "Family relationship acknowledgement sheet",
        "Concern form",
        "Recovery key",
        "Whom to ring",
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
