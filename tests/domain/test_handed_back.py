"""Pages of a file held against those of a document: what is missing, added, moved, there twice, changed or replaced."""

from hashlib import sha256

import pytest

from safeguard_app.domain.handed_back import (
    MOST_DRAWN,
    Differences,
    PagePortrait,
    PdfPortrait,
    differences,
    likeness,
)


def pdf(pages: str, **more: object) -> PdfPortrait:
    """A file of pages named by a letter each; one in capitals looks otherwise and reads the same."""
    made = tuple(PagePortrait(one.lower(), f"picture {one}", ()) for one in pages)
    return PdfPortrait(made, page_count=len(made), **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("issued", "handed", "wanted"),
    [
        ("abcd", "abcd", Differences()),
        ("abcd", "acd", Differences(missing=(2,))),
        ("abcd", "bcd", Differences(missing=(1,))),
        ("abcd", "abc", Differences(missing=(4,))),
        ("abcd", "ad", Differences(missing=(2, 3))),
        ("abcd", "abxcd", Differences(added=(3,))),
        ("abcd", "xabcdy", Differences(added=(1, 6))),
        ("abcd", "axcd", Differences(texts=((2, 2),))),
        ("abcd", "axd", Differences(replaced=(((2, 3), (2,)),))),
        ("abcd", "axyzd", Differences(replaced=(((2, 3), (2, 3, 4)),))),
        ("abcd", "bcdx", Differences(missing=(1,), added=(4,))),
        ("abcd", "aBcd", Differences(pictures=((2, 2),))),
        ("abcd", "aCd", Differences(missing=(2,), pictures=((3, 2),))),
        ("abcd", "abcdb", Differences(twice=((2, 5),))),
        ("abcd", "abbcd", Differences(twice=((2, 2),))),
        ("abcd", "bcda", Differences(moved=((1, 4),))),
        ("abcdef", "aefbcd", Differences(moved=((5, 2), (6, 3)))),
        ("abcdef", "aefbxd", Differences(missing=(3,), added=(5,), moved=((2, 4), (4, 6)))),
        ("aaaa", "aaa", Differences(missing=(4,))),
        ("", "ab", Differences(added=(1, 2))),
        ("ab", "", Differences(missing=(1, 2))),
    ],
)
def test_each_page_is_held_against_the_one_it_was(issued: str, handed: str, wanted: Differences) -> None:
    found = differences(pdf(issued), pdf(handed))
    assert found == wanted
    assert found.shows_the_same == (issued == handed)


def test_what_is_laid_over_a_page_is_told_of_the_page_it_was() -> None:
    noted = PdfPortrait((PagePortrait("b", "picture b", (1,)),), page_count=1)
    assert differences(pdf("ab"), noted) == Differences(missing=(1,), annotated=((2, 1),))


def test_pages_that_were_only_counted_are_told_by_their_number() -> None:
    issued = pdf("ab")
    longer = PdfPortrait(issued.pages, page_count=5)
    assert differences(issued, longer).added == (3, 4, 5)
    assert differences(longer, issued).missing == (3, 4, 5)


def test_later_pages_are_compared_by_their_text_wherever_they_stand() -> None:
    many = tuple(
        PagePortrait(f"{one}", f"{one}" if one < MOST_DRAWN else "") for one in range(MOST_DRAWN + 4)
    )
    issued = PdfPortrait(many, page_count=len(many))
    drawn = tuple(PagePortrait(page.text, page.text) for page in many[1 : MOST_DRAWN + 1])
    handed = PdfPortrait((*drawn, *many[MOST_DRAWN + 1 :]), page_count=len(many) - 1)
    assert differences(issued, handed) == Differences(missing=(1,), text_alone=True)


def test_a_file_is_most_like_the_document_with_most_of_its_pages() -> None:
    handed = pdf("cdb")
    assert [likeness(pdf(one), handed) for one in ("abcd", "axyd", "xyz")] == [3, 1, 0]


def test_pictures_alone_are_told_from_pages_that_read() -> None:
    nothing = sha256(b"").hexdigest()
    scan = PdfPortrait((PagePortrait(nothing, "p"), PagePortrait(nothing, "q")), page_count=2)
    assert (
        scan.shows_pictures_alone
        and not pdf("ab").shows_pictures_alone
        and not PdfPortrait().shows_pictures_alone
    )
