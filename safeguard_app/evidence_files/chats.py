"""A chat as WhatsApp exports it, told line by line: when, by whom, which words, which file.

An iPhone writes ``[14/10/2026, 21:07:11] Name: words``, Android ``14/10/2026, 21:07 - Name: words``; each telephone
orders day and month, and marks its times, by the settings of whoever exported. Nothing is believed of that but what the
numbers prove: a number over 12 is a day.
"""

import re
from datetime import datetime

from safeguard_app.domain.file_texts import MOST_MESSAGES, Chat, ChatMessage, DateOrder, TextNote
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.evidence_files.letters import shown

_MARKS = "\u200e\u200f\u202a\u202c\ufeff"
"""What telephones put before a line, a name or the name of a file, and nobody typed."""
_STAMP = (
    r"(?P<first>\d{1,4})[/.\-](?P<second>\d{1,2})[/.\-](?P<third>\d{1,4}),?[ \u00a0\u202f]"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<seconds>\d{2}))?"
    r"(?:[ \u00a0\u202f]?(?P<half>[AaPp])\.?[ \u00a0\u202f]?[Mm]\.?)?"
)
_IPHONE = re.compile(rf"[{_MARKS}]*\[(?P<stamp>{_STAMP})\][ \u00a0]?(?P<rest>.*)")
_ANDROID = re.compile(rf"[{_MARKS}]*(?P<stamp>{_STAMP})[ \u00a0]-[ \u00a0](?P<rest>.*)")
_SENT = re.compile(
    rf"[{_MARKS}~\u202f\u00a0 ]*+(?P<sender>[^\n:\"“”]{{1,100}}?):(?: (?P<words>.*)|[{_MARKS}]*+)?$"
)
_APPLE_FILE = re.compile(r"<attached: ([^<>\n]{1,255})>")
_ANDROID_FILE = re.compile(rf"[{_MARKS}]*+([^<>\n/]{{1,250}}\.\w{{1,8}}) \(file attached\)")
_MOST_LINE = 100_000
_NOON, _MONTHS, _YEAR_DIGITS = 12, 12, 4


def chat_of(text: str) -> tuple[Chat, set[TextNote]] | None:
    """The chat, and what is to be said of it; None where the text is none."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip(f"{_MARKS} ")), "")
    form = next((one for one in (_IPHONE, _ANDROID) if one.fullmatch(first[:_MOST_LINE])), None)
    if form is None:
        return None
    notes: set[TextNote] = set()
    told: list[tuple[re.Match[str], list[str]]] = []
    for line in lines:
        found = form.fullmatch(line) if len(line) < _MOST_LINE else None
        if found is not None:
            if len(told) == MOST_MESSAGES:
                notes.add(TextNote.CUT)
                break
            told.append((found, []))
        elif told:
            told[-1][1].append(line)
    order, contradict = _order([found for found, _ in told])
    if contradict:
        notes.add(TextNote.MIXED_DATES)
    return Chat(order, tuple(_message(found, more) for found, more in told)), notes


def _order(stamps: list["re.Match[str]"]) -> tuple[DateOrder, bool]:
    """Which number is the day, where one over 12 proves it; and whether the numbers contradict each other."""
    plain = [one for one in stamps if len(one["first"]) < _YEAR_DIGITS]
    day_first = any(int(one["first"]) > _MONTHS for one in plain)
    month_first = any(int(one["second"]) > _MONTHS for one in plain)
    if day_first and month_first:
        return DateOrder.NOT_KNOWN, True
    if not plain or day_first:
        return DateOrder.DAY_FIRST, False  # with the year first both readings are the same
    return (DateOrder.MONTH_FIRST if month_first else DateOrder.NOT_KNOWN), False


def _message(found: "re.Match[str]", more: list[str]) -> ChatMessage:
    sent = _SENT.fullmatch(found["rest"])
    sender = sent["sender"].strip(f"{_MARKS} \u00a0\u202f~") if sent else ""
    words = "\n".join([(sent["words"] or "") if sent else found["rest"], *more]).strip("\n")
    attached = _ANDROID_FILE.match(words) or _APPLE_FILE.search(words)
    file = display_file_name(attached[1]) if attached else ""
    if attached:
        words = (words[: attached.start()] + words[attached.end() :]).strip(f"{_MARKS} \n")
    day_first, month_first = _readings(found)
    return ChatMessage(
        shown(found["stamp"].replace("\u202f", " ")),
        day_first,
        month_first,
        shown(sender),
        shown(words.strip(_MARKS)),
        file,
    )


def _readings(found: "re.Match[str]") -> tuple[datetime | None, datetime | None]:
    """The moment with the day first, and with the month first."""
    hour, minute, seconds = (int(found[name] or 0) for name in ("hour", "minute", "seconds"))
    if found["half"]:
        if not 1 <= hour <= _NOON:
            return None, None
        hour = hour % _NOON + (_NOON if found["half"] in "Pp" else 0)
    first, second, third = (int(found[name]) for name in ("first", "second", "third"))
    if len(found["first"]) == _YEAR_DIGITS:
        one = _moment(first, second, third, hour, minute, seconds)
        return one, one
    year = third + 2000 if len(found["third"]) <= 2 else third
    return _moment(year, second, first, hour, minute, seconds), _moment(
        year, first, second, hour, minute, seconds
    )


def _moment(*numbers: int) -> datetime | None:
    try:
        return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - a telephone's wall clock
    except ValueError:
        return None
