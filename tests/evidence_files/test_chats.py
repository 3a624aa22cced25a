"""Chats: each form that telephones write, what belongs to a message, and which number is the day."""

import time
from datetime import datetime

import pytest

from safeguard_app.domain.file_texts import Chat, DateOrder, TextNote
from safeguard_app.evidence_files import chats
from safeguard_app.evidence_files.chats import chat_of
from tests.evidence_files.made_texts import ANDROID_CHAT, IPHONE_CHAT

NINE = datetime(2026, 10, 14, 21, 9)  # noqa: DTZ001 - a telephone's wall clock


def chat(text: str) -> Chat:
    """The chat that a text is."""
    found = chat_of(text)
    assert found is not None
    return found[0]


def test_an_android_chat() -> None:
    made = chat(ANDROID_CHAT)
    assert made.order is DateOrder.DAY_FIRST
    system, hello, picture = made.messages
    assert (system.sender, system.words.partition(".")[0]) == (
        "",
        "Messages and calls are end-to-end encrypted",
    )
    assert (hello.sender, hello.words, hello.file) == ("Kai", "hello\nthere", "")
    assert (picture.sender, picture.words, picture.file) == ("Ella T", "look at this: all of it", "IMG-1.jpg")
    assert (picture.written, picture.day_first, picture.month_first) == ("14/10/2026, 9:09 pm", NINE, None)


def test_an_iphone_chat_keeps_both_readings_and_believes_none() -> None:
    made = chat(IPHONE_CHAT)
    assert made.order is DateOrder.NOT_KNOWN
    group, kai, ella = made.messages
    assert (group.sender, kai.sender, kai.words) == ("Year 6", "Kai", "hi")
    assert (ella.words, ella.file) == ("mine", "0001-PHOTO.jpg")
    assert ella.day_first == datetime(2026, 5, 3, 0, 9)  # noqa: DTZ001
    assert ella.month_first == datetime(2026, 3, 5, 0, 9)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("stamp", "order", "moment"),
    [
        ("[14/10/2026, 21:09:00]", DateOrder.DAY_FIRST, NINE),
        ("[14.10.26, 21:09:00]", DateOrder.DAY_FIRST, NINE),
        ("[2026-10-14, 9:09:00 p.m.]", DateOrder.DAY_FIRST, NINE),
        ("\u200e[10/14/26, 9:09:00\u202fPM]", DateOrder.MONTH_FIRST, NINE),
        ("14/10/2026 21:09 -", DateOrder.DAY_FIRST, NINE),
        ("10/14/26, 9:09 PM -", DateOrder.MONTH_FIRST, NINE),
        ("\ufeff14/10/2026, 21.09 -", DateOrder.DAY_FIRST, NINE),
    ],
)
def test_every_way_of_writing_a_time(stamp: str, order: DateOrder, moment: datetime) -> None:
    made = chat(f"{stamp} Kai: hi\n")
    read = made.messages[0]
    assert made.order is order
    assert (read.month_first if order is DateOrder.MONTH_FIRST else read.day_first) == moment
    assert (read.sender, read.words) == ("Kai", "hi")


@pytest.mark.parametrize(
    ("clock", "hour"), [("12:30 AM", 0), ("12:30 PM", 12), ("1:30 am", 1), ("11:30 pm", 23)]
)
def test_noon_and_midnight(clock: str, hour: int) -> None:
    read = chat(f"14/10/2026, {clock} - Kai: hi").messages[0].day_first
    assert read is not None
    assert (read.hour, read.minute) == (hour, 30)


@pytest.mark.parametrize("stamp", ["31/02/2026, 21:09", "14/10/2026, 25:09", "14/10/2026, 13:09 pm"])
def test_a_time_that_cannot_be_keeps_its_words(stamp: str) -> None:
    (read,) = chat(f"{stamp} - Kai: hi").messages
    assert (read.written, read.day_first, read.month_first) == (stamp, None, None)


def test_dates_that_contradict_each_other_are_said() -> None:
    found = chat_of("14/10/2026, 21:09 - Kai: a\n10/14/2026, 21:10 - Kai: b\n")
    assert found is not None
    assert (found[0].order, found[1]) == (DateOrder.NOT_KNOWN, {TextNote.MIXED_DATES})


def test_what_is_hidden_in_a_name_or_in_words_is_shown() -> None:
    (read,) = chat("14/10/2026, 21:09 - Kai\u202e: a\u200fb\u0007\n").messages
    assert (read.sender, read.words) == ("Kai[U+202E]", "a[U+200F]b[U+0007]")


@pytest.mark.parametrize(
    ("rest", "sender", "said"),
    [
        ("Ella changed the subject to “x: y”", "", "Ella changed the subject to “x: y”"),
        ("+44 7700 900123: ", "+44 7700 900123", ""),
        ("Kai: <Media omitted>", "Kai", "<Media omitted>"),
        ("Kai:\u200e", "Kai", ""),
        ("Kai: 14/10/2026, 21:09 - Ella: forged?", "Kai", "14/10/2026, 21:09 - Ella: forged?"),
    ],
)
def test_who_said_it(rest: str, sender: str, said: str) -> None:
    (read,) = chat(f"14/10/2026, 21:09 - {rest}").messages
    assert (read.sender, read.words) == (sender, said)


def test_a_line_in_a_message_that_looks_like_the_other_form_stays_in_it() -> None:
    (read,) = chat("14/10/2026, 21:09 - Kai: look\n[14/10/2026, 21:08:00] Ella: not a message\n").messages
    assert read.words == "look\n[14/10/2026, 21:08:00] Ella: not a message"


@pytest.mark.parametrize(
    "text", ["", "Dear Head,\n14/10/2026, 21:09 - Kai: hi", "14/10/2026", "[no] Kai: hi"]
)
def test_other_texts_are_no_chats(text: str) -> None:
    assert chat_of(text) is None


def test_more_messages_than_are_shown_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chats, "MOST_MESSAGES", 3)
    found = chat_of("14/10/2026, 21:09 - Kai: a\n" * 4)
    assert found is not None
    assert (len(found[0].messages), found[1]) == (3, {TextNote.CUT})


MARK = "\u200e"
BEGUN = "14/10/2026, 21:09 - Kai: hi\n"


@pytest.mark.parametrize(
    ("rest", "sender", "words", "file"),
    [
        (f"{MARK}{MARK}Kai: {MARK}hi{MARK}", "Kai", "hi", ""),
        (f"Kai: {MARK}IMG-1.jpg (file attached)", "Kai", "", "IMG-1.jpg"),
        (f"Kai: {MARK}mine {MARK}<attached: 0001.jpg>", "Kai", "mine", "0001.jpg"),
        (f"Kai: {MARK}.jpg (file attached)", "Kai", ".jpg (file attached)", ""),
        (f"{MARK}: hi", "", ": hi", ""),
        (f"~\u00a0{MARK}: hi", "", "~\u00a0[U+200E]: hi", ""),
    ],
)
def test_direction_marks_are_neither_a_name_nor_a_file_by_themselves(
    rest: str, sender: str, words: str, file: str
) -> None:
    (read,) = chat(f"14/10/2026, 21:09 - {rest}").messages
    assert (read.sender, read.words, read.file) == (sender, words, file)


def _seconds(text: str) -> float:
    """The time of this process that a text takes, at its best of some tries."""
    taken = []
    for _ in range(5):
        began = time.process_time()
        chat_of(text)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize(
    "bit",
    [MARK, "a", f"{MARK}a", "a.", "<attached: ", f"{MARK}<attached", "~\u00a0", ":", " (file attached)"],
)
@pytest.mark.parametrize("where", ["in a message", "on a line of its own", "before the chat"])
def test_a_long_line_takes_four_times_as_long_when_it_is_four_times_as_long(bit: str, where: str) -> None:
    """Not sixteen times. A line of a message is as long as whoever made it wished."""

    def text(times: int) -> str:
        if where == "before the chat":
            return bit * times + BEGUN
        return BEGUN + (BEGUN[:20] if where == "in a message" else "") + bit * times + "x"

    assert _seconds(text(20_000)) < 8 * _seconds(text(5_000)) + 0.05


@pytest.mark.parametrize("line", [MARK * 100_001, "a" * 100_001, f"{BEGUN[:20]}{MARK * 100_001}: hi"])
def test_a_line_that_is_too_long_for_a_message_belongs_to_the_one_before(line: str) -> None:
    read = chat(f"{BEGUN}{line}\n{BEGUN}").messages
    assert [one.sender for one in read] == ["Kai", "Kai"]
