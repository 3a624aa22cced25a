"""Web addresses on paper: words that nobody can press, on a line of their own, and cut where an address has a joint."""

import io

import pikepdf
import pytest

from safeguard_app.documents.content import Answered, Column, DataTable, Field, FieldTable, Paragraph
from safeguard_app.documents.render import render
from tests.documents.reading import failures, pages, structure
from tests.documents.samples import AT, LONG, simple

SHORT = "https://social.example/groups/1"
LONGER = "https://social.example/groups/baylis-parents/posts/2211984477/comments?reply=778812&sort=newest&from=share#c-9"


def _lines(pdf: bytes) -> list[str]:
    return [line.strip() for line in pages(pdf)[0].splitlines()]


def test_an_address_that_fits_a_line_is_not_cut() -> None:
    for count in range(1, 12):
        text = f"{'word ' * count * 2}{SHORT} after"
        assert SHORT in " ".join(_lines(render(simple(Paragraph(text)), AT)))
        assert any(SHORT in line for line in _lines(render(simple(Paragraph(text)), AT)))


def test_one_longer_than_a_line_begins_its_own_and_is_cut_after_its_signs() -> None:
    found = _lines(render(simple(Paragraph(f"It was seen at {LONGER}.")), AT))
    at = next(place for place, line in enumerate(found) if line.startswith("https://"))
    assert found[at - 1] == "It was seen at"
    first, rest = found[at], found[at + 1]
    assert first[-1] in "/?&=#"
    assert f"{first}{rest}".startswith(LONGER)


@pytest.mark.parametrize(
    "typed",
    [
        LONGER,
        f"{SHORT}{SHORT}{SHORT}",
        "http://" + "x" * 5000,
        "www." + "/" * 900,
        "https://a.example/" + "b?c=d&" * 800,
        "https://ex\u00e4mple.example/\u00fc" + "/\u0623\u0646\u0627" * 40,
    ],
)
def test_nothing_of_an_address_is_lost_wherever_it_stands(typed: str) -> None:
    table = DataTable((Column("Narrow", 0.4), Column("Wide", 3)), ((typed, typed),))
    pdf = render(
        simple(Paragraph(f"{LONG}{typed} {LONG}"), table, FieldTable((Field("At", Answered(typed)),))), AT
    )
    found = structure(pdf)
    assert found.text.count(typed) == 4
    assert failures(pdf) == []


@pytest.mark.parametrize("typed", [SHORT, "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example"])
def test_no_address_can_be_pressed(typed: str) -> None:
    pdf = render(simple(Paragraph(typed)), AT)
    assert structure(pdf).all("Link") == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not any("/Annots" in one.obj for one in opened.pages)
        assert not any(isinstance(one, pikepdf.Dictionary) and "/URI" in one for one in opened.objects)
