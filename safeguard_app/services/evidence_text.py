"""An exhibit to be read inside the program: text, message, page, document or chat, asked of a process apart.

What the file says of itself stands above its words, a chat by its days. Which number of a chat's dates is the month is
never guessed: until a person has said, both readings stand there, and what they say holds for that look alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.file_texts import (
    Chat,
    ChatMessage,
    DateOrder,
    FileText,
    HeldFile,
    SectionKind,
    TextNote,
)
from safeguard_app.evidence_files.pixels import NotShown
from safeguard_app.services import media_types
from safeguard_app.services.evidence_items import size_words
from safeguard_app.services.evidence_showing import WHY, CannotShow, OpenedFile
from safeguard_app.services.file_says import says_lines, warning_words
from safeguard_app.services.session import Session

LETTERS_OF_A_PAGE = 20_000
LINES_OF_A_PAGE = 1_000
"""A window shows so many at once without a pause."""
_NOTES = {
    TextNote.CUT: "It is longer than what is shown here. All of it is kept.",
    TextNote.GUESSED: "It does not say how its letters are written, so some of them may be read wrongly.",
    TextNote.LOCKED: "Something in it is protected by a password, so that is not shown.",
    TextNote.BOMB: "Something in it would unpack to far more than it is, so that was left packed.",
    TextNote.DAMAGED: "Some of it is damaged and could not be read.",
    TextNote.MORE_PARTS: "It has more parts, or parts laid deeper, than are looked at.",
    TextNote.DELETED: "It holds words that somebody had deleted; they are marked.",
    TextNote.NO_WORDS: "Nothing to read was found in it.",
    TextNote.MIXED_DATES: (
        "Its dates contradict each other: some can only have the day first, others only the month. Ask whose telephone"
        " it comes from, and whether it was put together or changed."
    ),
}
_HEADINGS = {
    SectionKind.WORDS: "Words",
    SectionKind.AS_PAGE: "The same message in its other form, which says something else",
    SectionKind.COMMENTS: "Comments",
    SectionKind.NOTES: "Footnotes and endnotes",
    SectionKind.HEADINGS: "At the head and foot of its pages",
}
_SECONDS = re.compile("[:.][0-9]{2}[:.][0-9]{2}(?![0-9])")
_INDENT = "        "


@dataclass(frozen=True, slots=True)
class ReadText:
    """What stands on the sheet: facts above, notes, and the words in pages.

    ``readings`` are the two ways to read the first date of a chat, day first and month first; empty where the file
    itself proves which is which, or is no chat.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    pages: tuple[str, ...]
    readings: tuple[str, ...] = ()


def words_of(opened: OpenedFile) -> FileText:
    """Ask the file, in a process apart. Slow, and touches no database. Raises CannotShow or ProcessStopped."""
    try:
        return opened.looking_in.words(opened.content, opened.media_type)
    except NotShown as refused:
        raise CannotShow(WHY[refused.refusal]) from refused


def readable(
    session: Session, opened: OpenedFile, text: FileText, order: DateOrder = DateOrder.NOT_KNOWN
) -> ReadText:
    """The sheet. ``order`` is what somebody has said of a chat's dates; what the file proves goes before it."""
    false_name = media_types.mislabelled(opened.name, opened.media_type)
    notes = (*filter(None, (false_name,)), *warning_words(text.says), *(_NOTES[one] for one in text.notes))
    lines = tuple((one.label, one.words) for one in says_lines(session, text.says))
    readings: tuple[str, ...] = ()
    if text.chat is not None and text.chat.order is DateOrder.NOT_KNOWN:
        readings = _both(text.chat.messages)
    return ReadText(opened.title, lines, notes, tuple(in_pages(_words(text, order))), readings)


def in_pages(text: str) -> Iterator[str]:
    """A text in pages of whole lines; a line that is longer than a page is broken."""
    at = 0
    while (end := _end_of_page(text, at)) < len(text):
        yield text[at:end].removesuffix("\n")
        at = end
    yield text[at:]


def _end_of_page(text: str, at: int) -> int:
    """Where the next page begins."""
    most, end = at + LETTERS_OF_A_PAGE, at
    for _ in range(LINES_OF_A_PAGE):
        found = text.find("\n", end, most) + 1
        if not found:
            whole = len(text) <= most
            return len(text) if whole else end if end > at else most
        end = found
    return end


def _words(text: FileText, order: DateOrder) -> str:
    parts = []
    if text.chat is not None:
        known = text.chat.order if text.chat.order is not DateOrder.NOT_KNOWN else order
        parts.append("\n".join(_timeline(text.chat, known)))
    for section in text.sections:
        alone = len(text.sections) == 1 and section.kind is SectionKind.WORDS
        parts.append(section.text if alone else f"{_HEADINGS[section.kind].upper()}\n\n{section.text}")
    if text.files:
        parts.append("\n".join(("FILES IN IT, NOT OPENED\n", *map(_file_line, text.files))))
    return "\n\n\n".join(parts)


def _file_line(file: HeldFile) -> str:
    size = "" if file.size is None else size_words(file.size)
    return ", ".join(filter(None, (file.name, file.type, size)))


def _timeline(chat: Chat, order: DateOrder) -> Iterator[str]:
    """Day by day; both readings of each day where nobody knows which is right."""
    for number, (day, messages) in enumerate(groupby(chat.messages, key=lambda one: _day(one, order))):
        yield f"{'' if number == 0 else chr(10)}{day}"
        for message in messages:
            yield _message(message, order)


def _day(message: ChatMessage, order: DateOrder) -> str:
    day_first, month_first = message.day_first, message.month_first
    if order is not DateOrder.NOT_KNOWN:
        read = day_first if order is DateOrder.DAY_FIRST else month_first
        return day_words(read.date()) if read is not None else f"A day that cannot be: {message.written}"
    days = [day_words(one.date()) for one in (day_first, month_first) if one is not None]
    written = message.written.partition(",")[0].partition(" ")[0]
    return f"{written}: {' or '.join(dict.fromkeys(days)) or 'no day that can be'}"


def _message(message: ChatMessage, order: DateOrder) -> str:
    read = message.month_first if order is DateOrder.MONTH_FIRST else message.day_first
    at = read or message.day_first or message.month_first
    who = f"{message.sender}: " if message.sender else "– "
    words = message.words.replace("\n", f"\n{_INDENT}")
    file = f"[file: {message.file}] " if message.file else ""
    form = "%H:%M:%S" if _SECONDS.search(message.written) else "%H:%M"
    return f"{at.strftime(form) if at else message.written}  {who}{file}{words}".rstrip()


def _both(messages: Sequence[ChatMessage]) -> tuple[str, ...]:
    for one in messages:
        if one.day_first and one.month_first and one.day_first != one.month_first:
            return day_words(one.day_first.date()), day_words(one.month_first.date())
    return ()
