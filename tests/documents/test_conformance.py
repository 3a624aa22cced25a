"""Every document follows PDF/UA-1 and PDF/A-3a, and the same content gives the same bytes."""

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pikepdf
import pytest

from safeguard_app.documents.content import Block, Document, Paragraph
from safeguard_app.documents.render import render
from tests.documents.reading import failures, second_opinion
from tests.documents.samples import AT, EVERY_DOCUMENT, bound_record, every_block, incident, simple

each_document = pytest.mark.parametrize("make", EVERY_DOCUMENT.values(), ids=EVERY_DOCUMENT.keys())


@each_document
def test_no_rule_is_broken(make: Callable[[], Document]) -> None:
    pdf = render(make(), AT)
    assert failures(pdf) == []
    assert second_opinion(pdf) == []


def _no_language(opened: pikepdf.Pdf) -> None:
    del opened.Root.Lang


def _unmarked(opened: pikepdf.Pdf) -> None:
    del opened.Root.MarkInfo


def _no_alternative(opened: pikepdf.Pdf) -> None:
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure":
            del one.Alt


@pytest.mark.parametrize("spoil", [_no_language, _unmarked, _no_alternative])
def test_the_second_validator_finds_what_is_wrong(spoil: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(io.BytesIO(render(bound_record(), AT))) as opened:
        spoil(opened)
        spoilt = io.BytesIO()
        opened.save(spoilt)
    assert second_opinion(spoilt.getvalue())


def test_the_checker_finds_what_is_wrong() -> None:
    with pikepdf.open(io.BytesIO(render(incident(), AT))) as opened:
        del opened.Root.Lang
        del opened.Root.OutputIntents
        spoilt = io.BytesIO()
        opened.save(spoilt)
    found = failures(spoilt.getvalue())
    assert any(failure.startswith("ua1") for failure in found)
    assert any(failure.startswith("3a") for failure in found)


@each_document
def test_the_same_content_gives_the_same_bytes(make: Callable[[], Document]) -> None:
    assert render(make(), AT) == render(make(), AT)


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import sys, hashlib; from tests.documents.samples import *; from safeguard_app.documents.render import render;"
        "sys.stdout.write(hashlib.sha256(render(every_block(), AT)).hexdigest())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert ran.stdout == sha256(render(every_block(), AT)).hexdigest()


def test_other_words_or_another_day_give_other_bytes() -> None:
    record = incident()
    first = render(record, AT)
    assert render(replace(record, title="Incident record: other"), AT) != first
    assert render(record, AT + timedelta(days=1)) != first


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render(incident(), datetime(2026, 10, 12, 15, 20))  # noqa: DTZ001 - the point of the test


def test_the_file_says_nothing_about_people_or_programs() -> None:
    with pikepdf.open(io.BytesIO(render(incident(), AT))) as opened:
        assert not opened.docinfo
        packet = bytes(opened.Root.Metadata.read_bytes()).decode("utf-8")
    assert "Incident record 2026-K-0007" in packet
    for word in ("Abbey", "Baylis", "reportlab", "ReportLab", "pikepdf", "Producer", "Creator", "Author"):
        assert word not in packet


def test_a_title_cannot_break_the_properties() -> None:
    document = replace(incident(), file_title="</rdf:li> & \x00\ufffe <b>")
    assert failures(render(document, AT)) == []


@pytest.mark.parametrize("count", range(40))
def test_lengths_hold_whatever_the_last_byte(count: int) -> None:
    blocks: tuple[Block, ...] = (Paragraph("word " * count),)
    found = failures(render(simple(*blocks), AT))
    assert found == []
