"""What saved pages say of themselves, by each of the programs that save them, and which texts are no page."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from safeguard_app.domain.file_statements import FileReading, FileWarning, StatementKind
from safeguard_app.evidence_files.reading import read
from safeguard_app.evidence_files.web_pages import MOST_BYTES, MOST_PIECES
from tests.evidence_files.samples import PAGE, SINGLE_FILE_PAGE

SUMMER = timezone(timedelta(hours=1))


def said(page: str, media_type: str = "text/html") -> dict[StatementKind, str]:
    """The words of each kind of statement."""
    return {one.kind: one.words for one in read(page.encode(), media_type).statements}


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_a_page_saved_by_a_browser(media_type: str) -> None:
    assert said(PAGE, media_type) == {
        StatementKind.TITLE: "Fernside & friends – posts",
        StatementKind.SAVED_FROM: "https://social.example/p/17/",
    }
    assert read(PAGE.encode(), media_type).warnings == ()


def test_a_page_saved_by_single_file() -> None:
    assert said(SINGLE_FILE_PAGE) == {
        StatementKind.SAVED_AT: "Wed Oct 14 2026 21:07:11 GMT+0100 (British Summer Time)",
        StatementKind.TITLE: "Posts",
        StatementKind.SAVED_FROM: "https://social.example/p/17",
    }
    saved = read(SINGLE_FILE_PAGE.encode(), "text/plain").of(StatementKind.SAVED_AT)
    assert saved is not None
    assert saved.moment == datetime(2026, 10, 14, 21, 7, 11, tzinfo=SUMMER)


def test_a_page_saved_by_save_page_we() -> None:
    page = """<html><head><meta name="savepage-url" content="https://social.example/?a=1&amp;b=2">
    <meta name="savepage-title" content="Posts"><meta name=savepage-date
    content='Wed Oct 14 2026 21:07:11 GMT+0100 (British Summer Time)'></head>"""
    assert said(page) == {
        StatementKind.SAVED_AT: "Wed Oct 14 2026 21:07:11 GMT+0100 (British Summer Time)",
        StatementKind.TITLE: "Posts",
        StatementKind.SAVED_FROM: "https://social.example/?a=1&b=2",
    }


def test_a_page_mirrored_by_httrack() -> None:
    page = """<html><!-- Mirrored from social.example/p/17 by HTTrack Website Copier/3.x [XR&CO'2014], \
Wed, 14 Oct 2026 20:07:11 GMT --><title>Posts</title>"""
    saved = read(page.encode(), "text/html").of(StatementKind.SAVED_AT)
    assert saved is not None
    assert saved.moment == datetime(2026, 10, 14, 20, 7, 11, tzinfo=UTC)
    assert said(page)[StatementKind.SAVED_FROM] == "social.example/p/17"


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="canonical" href="https://social.example/own">',
        "<LINK HREF=https://social.example/own REL=canonical>",
        "<link\nhref='https://social.example/own'\n rel='canonical' />",
        '<meta property="og:url" content="https://social.example/own"/>',
        '<meta content="https://social.example/own" data-x="1" property="og:url">',
    ],
)
def test_the_pages_own_address_is_the_second_choice(tag: str) -> None:
    own = f"<html><head>{tag}</head></html>"
    assert said(own)[StatementKind.SAVED_FROM] == "https://social.example/own"
    saved = f"<html><head>{tag}<!-- saved from url=(0028)https://social.example/p/17/ --></head></html>"
    assert said(saved)[StatementKind.SAVED_FROM] == "https://social.example/p/17/"


@pytest.mark.parametrize(
    "page",
    [
        '<html><link rel="stylesheet" href="https://social.example/own">',
        '<html><link href="https://social.example/own">',
        '<html><meta property="og:image" content="https://social.example/own">',
        "<html><!-- saved from url=(0014)about:internet -->",
        '<html><!-- <link rel="canonical" href="https://social.example/own"> -->',
        "<html><script>'<title>x</title>'</script><style><title>y</title></style>",
        "<html><titles>x</titles>",
        "<html><title>unfinished",
        "<html><!-- saved from url=https://social.example -->",
    ],
)
def test_what_says_nothing(page: str) -> None:
    assert said(page) == {}


@pytest.mark.parametrize(
    "beginning", ["\ufeff", "\n\n  ", '<?xml version="1.0"?>\n', "<!-- a --> <!-- b -->\n", "<!-- <html> -->"]
)
def test_a_page_may_begin_later(beginning: str) -> None:
    assert said(f"{beginning}<!DOCTYPE html><title>Posts</title>") == {StatementKind.TITLE: "Posts"}


@pytest.mark.parametrize(
    "text",
    [
        "Dear Head,\n<html><title>x</title>",
        "<p><title>x</title>",
        "<!-- <html>",
        "<!-- a --> words <html><title>x</title>",
        "<?xml version='1.0'?><svg><title>x</title></svg>",
        "",
        "   ",
        "<",
    ],
)
def test_other_texts_are_no_page(text: str) -> None:
    assert read(text.encode(), "text/plain") == FileReading()


def test_letters_of_windows() -> None:
    assert said("<html><title>x</title>") == {StatementKind.TITLE: "x"}
    title = read(b"<html><title>Zo\xeb \x96 posts</title>", "text/plain").of(StatementKind.TITLE)
    assert title is not None
    assert title.words == "Zoë – posts"


def test_only_the_beginning_is_read_and_may_end_in_half_a_letter() -> None:
    head = "<html><title>Zoë</title>"
    filling = "x" * (MOST_BYTES - len(head.encode()) - 1)
    page = f"{head}{filling}ë<!-- saved from url=(0028)https://social.example/p/17/ -->"
    assert said(page) == {StatementKind.TITLE: "Zoë"}


def test_a_script_is_warned_of_wherever_it_stands() -> None:
    for script in ("<script>", "<SCRIPT src=x>", "<script\n>", "<script/x>"):
        page = f"<html><title>Posts</title>{'x' * MOST_BYTES}{script}</script>"
        assert read(page.encode(), "text/html").warnings == (FileWarning.ACTIVE,)
    assert read(b"<html><scripts>", "text/html").warnings == ()
    assert read(b"Dear Head, <script>", "text/plain").warnings == ()


def test_only_so_many_pieces_are_looked_at() -> None:
    for number, title in ((MOST_PIECES - 1, "late"), (MOST_PIECES, None)):
        page = f"<html>{'<!-- x -->' * number}<title>late</title>"
        assert said(page).get(StatementKind.TITLE) == title
