"""Rows of what a copy leaves out: words with every place, pictures, and what a person chose."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.names_keys import Choice
from safeguard_app.services.audience_outlook import (
    ASKED_IN_PICTURE,
    FoundLine,
    LeftOutLine,
    ReadPicture,
)
from safeguard_app.services.copy_pictures import MOST_PICTURES
from safeguard_app.services.name_found import NameFound
from safeguard_app.services.redaction import PictureOut
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from safeguard_app.ui.widgets.tick_box import TickBox

_MOST_PLACES = 12
"""Places of one word that are listed; how many more there are is said."""
_MOST_FOUND = 8
"""So much of what keeps a copy from being issued is named; how much more there is is said."""

_DECIDE = (
    "Each was made for one person. It is shown here only where you say that it shows nobody else who may not be named"
    " in this copy."
)
_MISREADS = "A machine read them. It misses words, and misreads some: read each picture yourself."
_REPLACED = "What was said before was said of another picture of this name."


def not_yet(found: Sequence[NameFound], what_to_do: str) -> tuple[str, str]:
    """The heading and the words of what keeps a copy from being issued, and what to do where it is said."""
    words = [f"{one.words[:1].upper()}{one.words[1:]}" for one in found]
    more = f" And {len(words) - _MOST_FOUND} more." if len(words) > _MOST_FOUND else ""
    said = ". ".join(words[:_MOST_FOUND])
    return "This copy cannot be issued yet", f"{said}.{more} {what_to_do}"


def left_out_rows(
    lines: Sequence[LeftOutLine], put_back: Callable[[str], None] | None = None
) -> Iterator[QWidget]:
    """Words by what stands for them; who that is stands once, above the first. Only to look without ``put_back``."""
    last = ""
    for line in lines:
        if line.label != last and line.who:
            yield TextLabel(f"{line.label} is {line.who}", tokens.STRONG, wrap=True)
        last = line.label
        act = None
        if line.can_be_put_back and put_back is not None:
            act = small("Put back")
            act.setAccessibleName(f"Put back “{line.word}”")
            act.clicked.connect(partial(put_back, line.word))
        yield _made(TextLabel(line.title, wrap=True), act, *_listed(line.places))


def found_rows(lines: Sequence[FoundLine], put_back: Callable[[str], None]) -> Iterator[QWidget]:
    """Words that keep the copy from going: only the search of the finished copy found them."""
    for line in lines:
        act = None
        if line.can_be_put_back:
            act = small("May go out" if line.is_held else "Put back")
            begins = "May go out although" if line.is_held else "Put back what was found:"
            act.setAccessibleName(f"{begins} “{line.text}”")
            act.clicked.connect(partial(put_back, line.text))
        yield _made(TextLabel(line.title, wrap=True), act, *_listed([one for one in line.places if one]))


def picture_rows(
    pictures: Sequence[PictureOut], show: Callable[[str], None] | None = None
) -> Iterator[QWidget]:
    """Pictures that are left out; then redacted copies, each to be decided on. Only to look without ``show``."""
    for one in pictures:
        if not one.redacted:
            yield _made(TextLabel(one.words, wrap=True), _show(one, "Show it", show))
    redacted = [one for one in pictures if one.redacted]
    if redacted:
        yield TextLabel("Redacted copies to decide on", tokens.STRONG, wrap=True)
        yield muted(_DECIDE, wrap=True)
    for one in redacted:
        said = [muted(words, wrap=True) for words in (one.told, _REPLACED if one.replaced else "") if words]
        head = TextLabel(f"{one.exhibit} is left out until you say that it shows nobody else.", wrap=True)
        yield _made(head, _show(one, "It shows nobody else", show), *said)


def _show(picture: PictureOut, words: str, show: Callable[[str], None] | None) -> QWidget | None:
    if show is None:
        return None
    act = small(words)
    act.setAccessibleName(f"{words}: {picture.exhibit}")
    act.clicked.connect(partial(show, picture.exhibit))
    return act


def read_rows(
    pictures: Sequence[ReadPicture], said: Callable[[str], None] | None = None
) -> Iterator[QWidget]:
    """What a machine read in the pictures that are shown, and the names in it that a person has to decide on."""
    if pictures:
        yield TextLabel("Words in the pictures that are shown", tokens.STRONG, wrap=True)
        yield muted(_MISREADS, wrap=True)
    for one in pictures:
        act = None
        if one.found and one.can_be_said and said is not None:
            act = small("They name nobody here")
            act.setAccessibleName(f"They name nobody here: words in {one.exhibit}")
            act.clicked.connect(partial(said, one.exhibit))
        more = [muted(_decide(one), wrap=True)] if one.found else []
        yield _made(TextLabel(_read_words(one), wrap=True), act, *more)


def _read_words(one: ReadPicture) -> str:
    """ "Ex2-A: a machine read “Tyler”" """
    if one.beyond:
        more = f"this paper shows more than {MOST_PICTURES} pictures"
        return f"{one.exhibit}: not read by machine, as {more}. Look at it yourself."
    if one.words is None:
        return f"{one.exhibit}: not read by machine on this computer. Look at it yourself."
    if one.found:
        return f"{one.exhibit}: a machine read {', '.join(f'“{name}”' for name in one.found)}"
    seen = " but what was decided on" if one.seen else ""
    return f"{one.exhibit}: {count_words(one.words, 'word')} read, nobody’s name found{seen}."


def _decide(one: ReadPicture) -> str:
    if one.can_be_said:
        return "Undo what was said of this picture, or say why these words name nobody who may not be named here."
    return ASKED_IN_PICTURE.format(exhibit=one.exhibit)


def choice_rows(choices: Sequence[Choice], undo: Callable[[str], None]) -> Iterator[QWidget]:
    """What somebody chose, why and who."""
    if choices:
        yield TextLabel("Chosen for this paper and audience", tokens.STRONG, wrap=True)
    for one in choices:
        act = small("Undo")
        act.setAccessibleName(f"Undo “{one.words}”")
        act.clicked.connect(partial(undo, one.words))
        said = muted(f"{one.reason.rstrip('.')}. {one.by_name}", wrap=True)
        yield _made(TextLabel(choice_words(one), wrap=True), act, said)


def choice_words(choice: Choice) -> str:
    """ "Left out: “on the bus”"."""
    if choice.picture:
        seen = (
            f", though a machine read {', '.join(f'“{one}”' for one in choice.seen)}" if choice.seen else ""
        )
        return f"The picture of {choice.words} shows nobody else who may not be named here{seen}"
    if choice.despite:
        return f"May go out although “{choice.words}”"
    return f"{'Put back' if choice.put_back else 'Left out'}: “{choice.words}”"


def passage_ticks(passages: Sequence[tuple[str, str]]) -> dict[str, TickBox]:
    """A box for each paragraph of the paper, with the place where it stands."""
    return {words: TickBox(words, detail=place) for place, words in passages}


def _listed(places: Sequence[str]) -> Iterator[QWidget]:
    yield from (muted(one, wrap=True) for one in places[:_MOST_PLACES])
    if len(places) > _MOST_PLACES:
        yield muted(f"And {len(places) - _MOST_PLACES} more.", wrap=True)


def _made(head: QWidget, act: QWidget | None, *more: QWidget) -> QWidget:
    made = QWidget()
    first = row(head, act, space=tokens.SPACE_3) if act is not None else row(head, space=tokens.SPACE_3)
    first.setStretch(0, 1)
    made.setLayout(column(first, *more, space=tokens.SPACE_1))
    return made
