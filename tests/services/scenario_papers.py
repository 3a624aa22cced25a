"""Papers of the six scenarios as a reader has them: everything a finished file says, on one line."""

import re
from dataclasses import dataclass

from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.documents.pdf_contents import contents_of
from safeguard_app.services import paper
from safeguard_app.services.paper_views import PaperJob
from safeguard_app.services.session import Session


def words_of(pdf: bytes) -> str:
    """The words of its pages, spaces and line ends made one space."""
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())


def said_anywhere(pdf: bytes) -> str:
    """Everything the file says, on a page or not: for what must not stand in it at all."""
    return " ".join(" ".join(text for _, text in contents_of(pdf).texts).split())


def pictures_of(pdf: bytes) -> frozenset[str]:
    """The pictures in the file, by their hashes."""
    return contents_of(pdf).pictures


@dataclass
class Papers:
    """The papers of one log, as they go out."""

    session: Session

    def issued(self, job: PaperJob) -> bytes:
        """A paper, as a file."""
        return paper.issue(self.session, job).pdf

    def words(self, job: PaperJob) -> str:
        """The words on its pages."""
        return words_of(self.issued(job))

    def anywhere(self, job: PaperJob) -> str:
        """Everything its file says."""
        return said_anywhere(self.issued(job))


def before(words: str, heading: str) -> str:
    """What stands before a heading, where that stands for the first time."""
    found, there, _ = words.partition(heading)
    assert there, f"{heading!r} does not stand in {words!r}"
    return found


def behind(words: str, heading: str) -> str:
    """What stands behind a heading, where that stands for the last time."""
    _, there, found = words.rpartition(heading)
    assert there, f"{heading!r} does not stand in {words!r}"
    return found


def part_of(words: str, heading: str, until: str) -> str:
    """A section of a paper: behind its heading, where that stands for the last time, as far as the next heading."""
    return before(behind(words, heading), until)


def without_the_users_title(words: str) -> str:
    """What a user calls herself is typed and kept as typed: the logs of these tests are made by a “DSL”."""
    return re.sub(r"(Job title|Role|Miss Jo Abbey,) DSL", "", words)
