"""Whether words that came through a pipe are as they are made here: the process that sent them may be a stranger's."""

from collections.abc import Iterator

from safeguard_app.domain.file_texts import MOST_FILES, MOST_LETTERS, MOST_MESSAGES, FileText
from safeguard_app.domain.text_rules import has_hidden

_MOST_STAMP = 400
_LONGEST_NAME = 400
_LONGER_FOR_WHAT_IS_HIDDEN = 9
"""Letters that one hidden letter is shown as, in the messages of a chat, which are cut before that."""


def text_within_limits(text: FileText) -> bool:
    """Whether a text is as long as one may be, and hides nothing."""
    if len(text.files) > MOST_FILES:
        return False
    messages = text.chat.messages if text.chat else ()
    if len(messages) > MOST_MESSAGES or any(len(one.written) > _MOST_STAMP for one in messages):
        return False
    names = [part for one in text.files for part in (one.name, one.type)] + [one.file for one in messages]
    if any(len(name) > _LONGEST_NAME for name in names):
        return False
    letters = sum(len(one.text) for one in text.sections)
    spoken = sum(len(one.sender) + len(one.words) for one in messages)
    return (
        letters <= MOST_LETTERS
        and spoken <= MOST_LETTERS * _LONGER_FOR_WHAT_IS_HIDDEN
        and not any(has_hidden(words) for words in _all_words(text))
    )


def _all_words(text: FileText) -> Iterator[str]:
    for section in text.sections:
        yield section.text
    for file in text.files:
        yield file.name
        yield file.type
    for message in text.chat.messages if text.chat else ():
        yield from (message.written, message.sender, message.words, message.file)
