"""What happened, in a line: an account with the marks its passages bear, wherever it does not stand in frames.

Fact, opinion and hearsay are kept apart, and a child's own words stand in quotation marks with whose they are
(domain.md 2.7): on a record, and as well in every chronology and form that says again what a record says.
"""

from collections.abc import Iterator

from safeguard_app.domain.incidents import Account, Incident, PassageKind
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.incident_views import PassageLine
from safeguard_app.services.incident_words import passages_of

_LABELS = {
    None: "Not marked",
    PassageKind.FACT: "Fact",
    PassageKind.OPINION: "Opinion",
    PassageKind.HEARSAY: "Hearsay, not checked",
}
_QUOTES = "“\"‘'"
_ENDS = ("?", "!", "”", "…")


def what_happened(incident: Incident) -> str:
    """The summary somebody wrote; where nobody did, every account whole, with its marks."""
    if incident.summary.strip():
        return closed(visible(incident.summary))
    accounts = incident.accounts
    signed = len(accounts) > 1 or is_marked(incident)
    return " ".join(account_said(one, signed=signed) for one in accounts)


def is_marked(incident: Incident) -> bool:
    """Whether a passage of an account says how it is to be read."""
    return any(one.passages for one in incident.accounts)


def account_said(account: Account, *, signed: bool = True) -> str:
    """An account on one line: "Hearsay, not checked: ...", own words quoted, and, ``signed``, whose account it is."""
    said = " ".join(_said(account)) if account.passages else closed(visible(account.text))
    author = account.author.name.strip()
    return f"{said} Account of {author}." if signed and author else said


def closed(text: str) -> str:
    """Words on one line, with their full stop."""
    words = " ".join(text.split())
    return words if words.endswith(_ENDS) else f"{words.rstrip('. ')}." if words else ""


def _said(account: Account) -> Iterator[str]:
    """Each passage behind its label. A full stop that stands outside of a mark is no passage."""
    for one in passages_of(account):
        if any(sign.isalnum() for sign in one.text):
            yield f"{_label(one)}: {_quoted(one.text) if one.kind is PassageKind.OWN_WORDS else closed(one.text)}"


def _label(passage: PassageLine) -> str:
    return _LABELS.get(passage.kind, passage.label)


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if words[:1] in _QUOTES else f"“{words}”"
