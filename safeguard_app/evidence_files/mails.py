"""What a message says of itself: when it was sent, by whom, to whom, about what, and with which files.

A web page saved as one file (MHTML) has the form of a message and is told apart: it was saved, and nobody sent it.
Headers are what they are: anybody can write them. Nothing that a message points to is fetched.
"""

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.mail_parts import Headers, MailParts
from safeguard_app.evidence_files.written_times import mail_time

_SAVED_BY = "saved by "
_NAMES_SHOWN = 20


def say_mail(content: bytes, findings: Findings) -> None:
    """All that a message, or a page saved in the form of one, says."""
    mail = MailParts(content)
    headers = mail.headers
    if not headers.are_there:
        findings.warn(FileWarning.OTHER_TYPE)
        return
    if not mail.is_whole:
        findings.warn(FileWarning.CUT_SHORT)
    findings.say(StatementKind.TITLE, headers.words("subject"))
    date = headers.raw("date")
    saved_page = is_saved_page(mail)
    if saved_page:
        findings.say(StatementKind.SAVED_AT, date, mail_time(date))
        findings.say(StatementKind.SAVED_FROM, _page_address(mail))
        findings.say(StatementKind.SOFTWARE, _saving_program(headers))
    else:
        findings.say(StatementKind.SENT, date, mail_time(date))
        findings.say(StatementKind.FROM, headers.words("from"))
        findings.say(StatementKind.TO, headers.words("to"))
        findings.say(StatementKind.COPIED_TO, headers.words("cc"))
        findings.say(StatementKind.MESSAGE_ID, headers.raw("message-id"))
    _say_attachments(mail, findings, saved_page=saved_page)


def is_saved_page(mail: MailParts) -> bool:
    """Whether a browser made it: it names the page, or says who saved it, or was sent to nobody by nobody's server."""
    headers = mail.headers
    if headers.content_type not in {"multipart/related", "text/html", "multipart/alternative"}:
        return False
    if headers.raw("snapshot-content-location") or _saving_program(headers):
        return True
    travelled = any(headers.raw(name) for name in ("to", "cc", "received", "message-id", "delivered-to"))
    return not travelled and bool(_page_address(mail))


def _page_address(mail: MailParts) -> str:
    """Where the page stood: named at the top, else by its first part, which is the page itself."""
    named = (mail.headers.raw("snapshot-content-location"), mail.headers.raw("content-location"))
    first = mail.leaves[0].raw("content-location") if mail.leaves else ""
    return next((address for address in (*named, first) if address), "")


def _saving_program(headers: Headers) -> str:
    """The program that says it saved the page; empty where none does."""
    words = headers.words("from").strip("<>\"' ")
    return words if words.casefold().startswith(_SAVED_BY) and "@" not in words else ""


def _say_attachments(mail: MailParts, findings: Findings, *, saved_page: bool) -> None:
    """How many files a message brings, and their names. The pictures of a saved page are no attachments."""
    files = [part for part in mail.leaves if is_attached(part, saved_page)]
    if files or mail.has_more:
        findings.warn(FileWarning.HOLDS_FILES)  # what lies too deep to be looked at may be files
    if not files:
        return
    names = ", ".join(display_file_name(part.file_name) for part in files[:_NAMES_SHOWN])
    more = ", …" if len(files) > _NAMES_SHOWN or mail.has_more else ""
    number = f"{len(files)} or more" if mail.has_more else str(len(files))
    findings.say(StatementKind.ATTACHMENTS, f"{number}: {names}{more}")


def is_attached(part: Headers, saved_page: bool) -> bool:
    """Whether a part is a file that the message brings."""
    if part.disposition == "attachment":
        return True
    if saved_page:
        return False
    return bool(part.file_name) or not part.content_type.startswith(("text/", "multipart/"))
