"""Every way of writing a time: legal forms and their shortenings, and words that name no moment."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from safeguard_app.evidence_files.written_times import any_time, browser_time, exif_time, mail_time, pdf_time

SUMMER = timezone(timedelta(hours=1))
NEW_YORK = timezone(timedelta(hours=-4, minutes=-30))
CLOCK = datetime(2026, 10, 14, 21, 7, 11)  # noqa: DTZ001 - the wall clock of a device that gives no offset


@pytest.mark.parametrize(
    ("words", "offset", "moment"),
    [
        ("2026:10:14 21:07:11", "", CLOCK),
        ("2026:10:14 21:07:11", "+01:00", CLOCK.replace(tzinfo=SUMMER)),
        ("2026:10:14 21:07:11", "-04:30", CLOCK.replace(tzinfo=NEW_YORK)),
        ("2026:10:14 21:07:11", "Z", CLOCK.replace(tzinfo=UTC)),
        ("2026-10-14T21:07:11+01:00", "", CLOCK.replace(tzinfo=SUMMER)),
        ("2026-10-14T21:07:11.123Z", "", CLOCK.replace(tzinfo=UTC)),
        ("2026-10-14 21:07", "", CLOCK.replace(second=0)),
        ("2026:10:14 21:07:60", "", CLOCK.replace(second=59)),
        ("2026:10:14 21:07:11", "+99:00", CLOCK),
        ("2026:10:14 21:07:11", "+01:75", CLOCK),
        ("2026:10:14 21:07:11", "summer", CLOCK),
        ("2026:13:14 21:07:11", "", None),
        ("2026:02:30 21:07:11", "", None),
        ("2026:10:14 24:07:11", "", None),
        ("0001:01:01 00:00:00", "+14:00", None),
        ("9999:12:31 23:59:59", "-12:00", None),
        ("2026:10:14", "", None),
        ("٢٠٢٦:10:14 21:07:11", "", None),
        ("", "", None),
    ],
)
def test_exif_and_iso(words: str, offset: str, moment: datetime | None) -> None:
    found = exif_time(words, offset)
    assert found == moment
    assert found is None or moment is None or found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("D:20261014210711+01'00'", CLOCK.replace(tzinfo=SUMMER)),
        ("D:20261014210711+01'00", CLOCK.replace(tzinfo=SUMMER)),
        ("D:20261014210711+0100", CLOCK.replace(tzinfo=SUMMER)),
        ("D:20261014210711+01", CLOCK.replace(tzinfo=SUMMER)),
        ("D:20261014210711+01'", CLOCK.replace(tzinfo=SUMMER)),
        ("D:20261014210711-04'30'", CLOCK.replace(tzinfo=NEW_YORK)),
        ("D:20261014210711Z", CLOCK.replace(tzinfo=UTC)),
        ("D:20261014210711Z00'00'", CLOCK.replace(tzinfo=UTC)),
        ("D:20261014210711", CLOCK),
        ("20261014210711", CLOCK),
        ("D:202610142107", CLOCK.replace(second=0)),
        ("D:202610142107+01'00'", CLOCK.replace(second=0, tzinfo=SUMMER)),
        ("D:2026101421", None),
        ("D:20261014", None),
        ("D:202610", None),
        ("D:2026", None),
        ("D:19126101421071", None),
        ("D:20261314210711Z", None),
        ("D:20261014210711+25'00'", CLOCK),
        ("D:20261014210711X", None),
    ],
)
def test_pdf(words: str, moment: datetime | None) -> None:
    found = pdf_time(words)
    assert found == moment
    assert found is None or moment is None or found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Wed, 14 Oct 2026 21:07:11 +0100", CLOCK.replace(tzinfo=SUMMER)),
        ("14 Oct 2026 21:07:11 -0430 (somewhere)", CLOCK.replace(tzinfo=NEW_YORK)),
        ("Wed, 14 Oct 2026 21:07:11 GMT", CLOCK.replace(tzinfo=UTC)),
        ("Wed, 14 Oct 2026 21:07:11 -0000", CLOCK),
        ("Wed, 14 Oct 2026 21:07:11", CLOCK),
        ("Wed, 14 Oct 2026 21:07 +0100", CLOCK.replace(second=0, tzinfo=SUMMER)),
        ("Wed, 14 Oct 2026 21:07:11 +9900", None),
        ("Wed, 31 Feb 2026 21:07:11 +0100", None),
        ("yesterday", None),
        ("", None),
        ("Wed, " + "9" * 150 + " Oct 2026 21:07:11", None),
    ],
)
def test_mail(words: str, moment: datetime | None) -> None:
    found = mail_time(words)
    assert found == moment
    assert found is None or moment is None or found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("Wed Oct 14 2026 21:07:11 GMT+0100 (British Summer Time)", CLOCK.replace(tzinfo=SUMMER)),
        ("Wed Oct 14 2026 21:07:11 GMT", CLOCK.replace(tzinfo=UTC)),
        ("Wed Oct 14 2026 21:07:11", CLOCK),
        ("Wed Okt 14 2026 21:07:11 GMT+0100", None),
        ("Wed Oct 32 2026 21:07:11 GMT+0100", None),
    ],
)
def test_browser(words: str, moment: datetime | None) -> None:
    found = browser_time(words)
    assert found == moment
    assert found is None or moment is None or found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    "words",
    [
        "2026:10:14 21:07:11 +01:00",
        "Wed, 14 Oct 2026 21:07:11 +0100",
        "Wed Oct 14 2026 21:07:11 GMT+0100",
        "D:20261014210711+01'00'",
        "2026-10-14T21:07:11+01:00",
    ],
)
def test_any_way(words: str) -> None:
    assert any_time(words) == CLOCK.replace(tzinfo=SUMMER)
    assert any_time(f"about {words}") is None
