"""The help that ships with the program: pages of Markdown, which page of the window each belongs to, and a search.

Works with no log open and reads nothing but the program's own files. People and agencies stand in the pages as the
catalogue's placeholders; a locked log says its nation, so its help is told in that nation's words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from safeguard_app.catalogue import policy_map
from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.coach import rules_page
from safeguard_app.services.search_views import SnippetPart
from safeguard_app.system.resources import list_resources, read_resource

_FOLDER = "help"
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*`#|>]|^\s*[-:|]+\s*$|^```\w*$", re.MULTILINE)
_CODE = re.compile(r"(^```.*?^```|`[^`\n]*`)", re.DOTALL | re.MULTILINE)
_BRACES = re.compile(r"\{(\w+)\}")
_LAST = 900
_AROUND = 60
FIRST_PAGE = "starting"
COACH_PAGE = "writing-coach"
"""The page that the rules of the writing coach are put behind, once a nation is known."""
PLAIN_WORDS: Mapping[str, str] = {
    "authority": "authority",
    "chair": "body that oversees the school",
    "child_referral_destination": "service that takes referrals about children",
    "head": "head of the school",
    "head_alternate": "body that oversees the school",
    "lado": "officer for allegations about staff",
    "police": "the police",
}
"""What the help says for each placeholder it holds while no nation is known."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page. ``name`` is what links and context use; ``pages`` are keys of the window's pages it is the help of."""

    name: str
    title: str
    order: int
    pages: tuple[str, ...]
    markdown: str

    @property
    def plain(self) -> str:
        """The words without marks, for searching."""
        unlinked = _LINK.sub(r"\1", self.markdown)
        return " ".join(_MARKS.sub(" ", unlinked).split())


@dataclass(frozen=True, slots=True)
class HelpHit:
    """A page that holds every word sought, with a stretch around the first of them."""

    name: str
    title: str
    snippet: tuple[SnippetPart, ...]


@dataclass(frozen=True, slots=True)
class HelpBook:
    """Every page in the words of one nation, or in words of none, in the order of the list."""

    pages: tuple[HelpPage, ...]

    def page(self, name: str) -> HelpPage:
        """A page by its name. KeyError for none such."""
        found = next((page for page in self.pages if page.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def search(self, query: str) -> tuple[HelpHit, ...]:
        """Pages that hold every word as the beginning of one of theirs; those with it in their title first."""
        words = folded(query).split()
        if not words:
            return ()
        hits: list[tuple[bool, HelpHit]] = []
        for page in self.pages:
            text = f"{page.title} {page.plain}"
            plain = folded(text)
            if all(re.search(rf"\b{re.escape(word)}", plain) for word in words):
                in_title = all(re.search(rf"\b{re.escape(word)}", folded(page.title)) for word in words)
                hits.append((not in_title, HelpHit(page.name, page.title, _snippet(page.plain, words))))
        return tuple(hit for _, hit in sorted(hits, key=lambda entry: entry[0]))


@cache
def plain_book() -> HelpBook:
    """The help before a log is chosen: no nation is known, so people are named by what they do.

    Raises ResourceMissing for a damaged installation.
    """
    return _filled(PLAIN_WORDS)


def nation_book(catalogue: Catalogue, nation: Nation) -> HelpBook:
    """The help in a nation's words; where the school policies are met is told in them too."""
    policies = policy_map.read_policy_map(read_resource(f"catalogue/{policy_map.MAP_FILE}"))
    told = policy_map.page(policies, catalogue, nation)

    def in_nation(page: HelpPage) -> HelpPage:
        if f"{_FOLDER}/{page.name}.md" == policy_map.PAGE:
            return replace(page, markdown=told)
        if page.name == COACH_PAGE:
            return replace(page, markdown=rules_page(page.markdown, catalogue, nation))
        return page

    return HelpBook(tuple(in_nation(page) for page in _filled(catalogue.words(nation).terms).pages))


def page_for(window_page: str) -> str:
    """The name of the help of a page of the window; the first page where it has none of its own."""
    found = next((page.name for page in _pages() if window_page in page.pages), "")
    return found or FIRST_PAGE


@cache
def _pages() -> tuple[HelpPage, ...]:
    """Every page as it is written, its placeholders unfilled."""
    names = list_resources(_FOLDER, ".md")
    pages = [_page(name, read_resource(name).decode("utf-8")) for name in names]
    return tuple(sorted(pages, key=lambda page: (page.order, page.title)))


def _filled(terms: Mapping[str, str]) -> HelpBook:
    return HelpBook(
        tuple(
            replace(page, title=_fill(page.title, terms), markdown=_fill(page.markdown, terms))
            for page in _pages()
        )
    )


def _fill(text: str, terms: Mapping[str, str]) -> str:
    """Put a nation's words in; code holds braces of its own and stays as it is."""
    parts = _CODE.split(text)
    parts[::2] = [_BRACES.sub(lambda found: terms[found[1]], part) for part in parts[::2]]
    return "".join(parts)


def _page(path: str, text: str) -> HelpPage:
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    head = _HEAD.match(text)
    facts = dict(_fact(line) for line in head[1].splitlines()) if head is not None else {}
    body = text[head.end() :] if head is not None else text
    heading = _HEADING.search(body)
    title = facts.get("title") or (heading[1].strip() if heading is not None else name)
    pages = tuple(facts.get("pages", "").replace(",", " ").split())
    return HelpPage(name, title, int(facts.get("order", _LAST)), pages, body)


def _fact(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()


def _snippet(plain: str, words: list[str]) -> tuple[SnippetPart, ...]:
    first = re.escape(words[0]).replace("'", "['’]")
    found = re.search(rf"\b{first}\w*", plain, re.IGNORECASE)
    if found is None:
        return ()
    start = max(0, found.start() - _AROUND)
    start = plain.find(" ", start) + 1 if start else 0
    end = plain.find(" ", min(len(plain), found.end() + _AROUND))
    before, after = plain[start : found.start()], plain[found.end() : end if end > 0 else len(plain)]
    lead = "… " if start else ""
    trail = " …" if 0 < end < len(plain) else ""
    return (SnippetPart(lead + before), SnippetPart(found[0], matched=True), SnippetPart(after + trail))
