"""The visible words of a web page or of a message written as one. Nothing is fetched and nothing runs."""

import re

from lxml import etree

from safeguard_app.evidence_files.letters import MOST_BYTES, decoded

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "title", "svg", "object", "iframe"})
_LINES = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "details", "dialog", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul"),
    )
)
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.IGNORECASE)
_HEAD = 4_096
_SPACES = re.compile(r"[ \t\r\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def words_of(raw: bytes, charset: str = "") -> tuple[str, bool]:
    """The words of a page line by line, and whether how its letters are written was guessed."""
    named = _CHARSET.search(raw[:_HEAD])
    text, guessed = decoded(raw, charset or (named[1].decode("ascii") if named else ""))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace")[:MOST_BYTES], parser)
    except etree.LxmlError:  # nothing in it is a page
        return text, guessed
    return ("" if root is None else _lines(root)), guessed


def _lines(root: etree._Element) -> str:
    out: list[str] = []
    hidden = 0
    for event, part in etree.iterwalk(root, events=("start", "end")):
        name = part.tag if isinstance(part.tag, str) else ""
        if event == "start":
            hidden += name in _HIDDEN
            if not hidden:
                _begin(part, name, out)
            continue
        hidden -= name in _HIDDEN
        if hidden:
            continue
        if name in _LINES and name != "br":
            _break(out, name)
        elif name in {"td", "th"}:
            out.append("\t")
        if part.tail:
            out.append(_SPACES.sub(" ", part.tail))
    lines = (" ".join(line.split(" ")).strip(" ") for line in "".join(out).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _break(out: list[str], name: str) -> None:
    """A new line, or a blank one before and after what stands apart; none twice."""
    while out and not out[-1].strip(" \t"):
        out.pop()
    there = 2 if not out or out[-1] == "\n\n" else out[-1].endswith("\n")
    wanted = 2 if name in _APART else 1
    if there < wanted:
        if out[-1] == "\n":
            out.pop()
        out.append("\n" * wanted)


def _begin(part: etree._Element, name: str, out: list[str]) -> None:
    if name == "br":
        out.append("\n")
    elif name in _LINES:
        _break(out, name)
    if name == "li":
        out.append("– ")
    elif name == "img":
        out.append(f"[picture: {part.get('alt')}]" if part.get("alt") else "[picture]")
    if part.text:
        out.append(_SPACES.sub(" ", part.text))
