"""Looks through a finished copy for whoever may not stand in it, before it may be issued.

It shares with what left them out the lists of their names and what counts as a word, never the looking: texts are taken
to their words, and words are compared. Looked through are the strings of the content and the whole of the PDF, its
pictures too. A find keeps the copy from being issued, and is told with its place. What may be a word as well, such as
"Will" or "TZ", counts where it can hardly be one: with capitals, and not in the words of the school's name, of a label,
or at a beginning.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.letter_shapes import as_letters, is_mark_over, without_unseen
from safeguard_app.domain.names_keys import NamesKey
from safeguard_app.domain.word_edges import inner_edges, runs_on, word_readings, word_spans, words_in
from safeguard_app.services.account_forms import initial_forms_of, is_an_account, is_beside, with_digits
from safeguard_app.services.name_forms import (
    DATE_AROUND,
    LEAST_JOINED,
    in_one_word,
    initials_of,
    is_also_a_word,
    is_description,
    is_of_a_date,
    may_be_owned,
    parts_of_name,
)
from safeguard_app.services.name_found import HELD, NameFound
from safeguard_app.services.names_disguised import Disguises, short_forms_in
from safeguard_app.services.names_in_text import Called, key_of, keys_of, whole_forms
from safeguard_app.services.names_keys import CopyOf, KeyPlace
from safeguard_app.services.numbers_searched import NumbersWatch, by_digits
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.redaction import PictureWords, Redacted, figures_of, own_texts_of, texts_of
from safeguard_app.services.register_facts import without_title
from safeguard_app.services.withheld_names import Withheld

_LEAST_HANDLE = 3
_STROKES = str.maketrans(dict(zip("łøđħŧı", "lodhti", strict=True)) | {"æ": "ae", "œ": "oe"})
_POINTS = frozenset(map(chr, (*range(0x591, 0x5C8), *range(0x64B, 0x660))))
"""Vowel points of Hebrew and Arabic: people leave them off."""
_CAPITALS = re.compile(r"(?<![\w.-])[A-Z]{2,3}(?![\w-])")
_GOES_ON = re.compile(r"[\w,;)’'”\"]")
"""What stands before the blanks before a word that begins no sentence."""
_NUMBERED = re.compile(r"[ _]?\d")
_OF_A_FILE = re.compile(r"</?[\w:.-]+|(?<![\w:.-])[\w:.-]++(?==\")")
"""What the properties of a file are called: "xml:lang" is nobody's name."""
_OWNED = re.compile("['’ʼ`´]s$", re.IGNORECASE)
_NAME, _ACCOUNT, _NUMBER, _SHORT_FORM = "the name", "the account", "the address or number", "the initials"
_DISGUISED = "what may be a name"
_PUT_BACK = frozenset({_NAME, _ACCOUNT, _NUMBER, _SHORT_FORM, _DISGUISED})
"""What a find is called that a person may say names nobody here."""
_CUT = " . "
"""What stands for words that were taken out of a text: nothing goes on over it."""


def findings(made: Prepared, pdf: bytes) -> tuple[NameFound, ...]:
    """What stands in a finished copy that may not, in its content or anywhere in its file."""
    redacted = made.redacted
    if redacted is None:
        return _still_withheld(made, pdf) if made.withheld is not None else ()
    from safeguard_app.documents import (
        pdf_contents,  # the library that reads is loaded when somebody needs it
    )

    contents = pdf_contents.contents_of(pdf)
    found = [*_still_named(made, contents.texts, _Watch(redacted))]
    shown = [figure.picture for many in figures_of(made.document).values() for figure in many]
    if contents.pictures - {pdf_contents.picture_hash(one) for one in shown}:
        found.append(NameFound("a picture that this copy may not show", "", "in the file"))
    found += [found for _, there in in_pictures(redacted) for found in there]
    despite = {key_of(one.words) for one in redacted.choices if one.despite}
    found += [NameFound(HELD, one, "") for one in redacted.held if key_of(one) not in despite]
    found += [
        NameFound("words to be left out, which were altered since", one, "in the record")
        for one in redacted.lost
    ]
    return tuple(dict.fromkeys(found))


def found_in_kept(made: Prepared, pdf: bytes) -> tuple[NameFound, ...]:
    """Names in a file that was kept earlier, which the paper as it is ``made`` now would not hold."""
    watch = _Watch(made.redacted) if made.redacted is not None else _watch_of_withheld(made)
    if watch is None:
        return ()
    from safeguard_app.documents import pdf_contents

    found: Iterable[NameFound] = _in_file(made, pdf_contents.contents_of(pdf).texts, watch)
    if made.redacted is None:
        found = (one for one in _not_in_use(made, found) if one.what == _NAME)
    return tuple(dict.fromkeys(found))


def _still_withheld(made: Prepared, pdf: bytes) -> tuple[NameFound, ...]:
    """Names alone: nobody can say here that initials are somebody else's."""
    from safeguard_app.documents import pdf_contents

    watch = _watch_of_withheld(made)
    assert watch is not None and made.withheld is not None
    found = _not_in_use(made, _still_named(made, pdf_contents.contents_of(pdf).texts, watch))
    found += _in_what_was_typed(made, watch, made.withheld)
    return tuple(dict.fromkeys(one for one in found if one.what == _NAME))


def _watch_of_withheld(made: Prepared) -> "_Watch | None":
    names = made.withheld
    if names is None:
        return None
    copy = CopyOf(KeyPlace(made.compartment, made.about, ""), Audience.SCHOOL, made.kind)
    hidden, others = (Called("", names.hidden),), (Called("", names.others),)
    return _Watch(Redacted(NamesKey(""), copy, forbidden=hidden, theirs=others))


def _not_in_use(made: Prepared, found: Iterable[NameFound]) -> list[NameFound]:
    """Without single words that the program or the school's own name uses too: those are looked for apart."""
    assert made.withheld is not None
    texts = (*own_texts_of(made.document), *made.withheld.kept.shared)
    in_use = {_plain(word) for text in texts for word in words_in(as_letters(text))}
    return [one for one in found if _plain(_OWNED.sub("", one.text)) not in in_use]


def _in_what_was_typed(made: Prepared, watch: "_Watch", names: Withheld) -> Iterator[NameFound]:
    """Single words that the program or the school's own name uses too count where neither of these stands."""
    own = frozenset(own_texts_of(made.document))
    for place, text in texts_of(made.document):
        if text not in own:
            yield from watch.within(names.kept.cut_from(text), f"under “{place}”")
            yield from watch.words_too(names.kept.cut_from(text), f"under “{place}”")


def _still_named(made: Prepared, file: Iterable[tuple[str, str]], watch: "_Watch") -> Iterator[NameFound]:
    """Who stands in the content, and anywhere in the file, of which these are the texts."""
    furniture, own = _furniture(made), frozenset(own_texts_of(made.document))
    for place, text in texts_of(made.document):
        yield from watch.within(text, f"under “{place}”")
        yield from watch.words_too(_without(text, furniture), f"under “{place}”", own=text in own)
    yield from _in_file(made, file, watch)


def _in_file(made: Prepared, file: Iterable[tuple[str, str]], watch: "_Watch") -> Iterator[NameFound]:
    from safeguard_app.documents.pdf_contents import IN_FURNITURE, IN_PROPERTIES

    furniture = _furniture(made)
    drawn = _longest_first((*furniture, *(one for one in own_texts_of(made.document) if watch.may_mean(one))))
    for place, said in file:
        text = _OF_A_FILE.sub(" ", said) if place == IN_PROPERTIES else said
        at_the_edge = place in (IN_FURNITURE, IN_PROPERTIES)
        yield from watch.within(_without(text, furniture, " ") if at_the_edge else text, place)
        yield from watch.words_too(_without(text, drawn), place, own=place == IN_PROPERTIES)


def _furniture(made: Prepared) -> tuple[str, ...]:
    """What stands at the head and foot of each page."""
    frame = made.document.frame
    return _longest_first((frame.school, frame.marking, frame.case_number, frame.copy, frame.chain_head))


def may_be_put_back(redacted: Redacted, found: NameFound) -> bool:
    """Whether a find can be put back with a reason: it has words, and nobody goes by them who asked not to be named."""
    if found.what == HELD:
        return True
    if found.what not in _PUT_BACK or key_of(found.text) in redacted.asked:
        return False
    asked = tuple(
        one for one in redacted.forbidden if not redacted.asked.isdisjoint(key for key in keys_of(one))
    )
    watch = _Watch(replace(redacted, forbidden=asked, words=(), choices=()))
    return not (*watch.within(found.text, ""), *watch.words_too(f"so {found.text}", ""))


def in_pictures(redacted: Redacted) -> tuple[tuple[PictureWords, tuple[NameFound, ...]], ...]:
    """Each picture that a copy shows with the names a machine read in it, but for those that a person decided on."""
    return tuple(_in_pictures(redacted)) if redacted.in_pictures else ()


def _in_pictures(redacted: Redacted) -> Iterator[tuple[PictureWords, tuple[NameFound, ...]]]:
    """Words that were put back in the text name nobody there: in a picture they may be somebody."""
    watch = _Watch(replace(redacted, choices=()))
    for one in redacted.in_pictures:
        place, text = f"{one.exhibit}, words in the picture", one.text or ""
        seen = {_plain(word) for word in one.seen}
        there = dict.fromkeys((*watch.within(text, place), *watch.words_too(text, place)))
        found = [replace(name, in_picture=True) for name in there]
        yield (
            one,
            tuple(
                name for name in found if _plain(name.text) not in seen or not may_be_put_back(redacted, name)
            ),
        )


def _longest_first(known: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({one for one in known if one}, key=lambda one: (-len(one), one)))


def _without(text: str, known: Sequence[str], cut: str = _CUT) -> str:
    """A text without what the school and the program say themselves."""
    for one in known:
        text = text.replace(one, cut)
    return text


class _Watch:
    """The words by which somebody who may not stand in a copy would be known."""

    def __init__(self, redacted: Redacted) -> None:
        back = [
            one.words
            for one in redacted.choices
            if one.put_back
            and not one.picture
            and not one.despite
            and key_of(one.words) not in redacted.asked
        ]
        self._back = {form for one in back for form in (_plain(one), _plain(one).replace("-", ""))}
        self._short_back = {_short(one) for one in back}
        allowed = (*redacted.theirs, *redacted.named)
        self._theirs = {word for one in redacted.theirs for name in one.names for word in _words(name)}
        self._their_wholes = {
            tuple(_words(form)) for one in allowed for name in one.names for form in whole_forms(name)
        }
        self._titled = {
            tuple(_plain(word) for word in words_in(as_letters(form)))
            for one in allowed
            for name in one.names
            for form in whole_forms(name)
        }
        self._wholes: dict[str, set[tuple[str, ...]]] = {}
        self._parts: dict[str, bool] = {}
        self._joined: set[str] = set()
        self._glued = {form for one in redacted.forbidden for name in one.names for form in _glued(name)}
        self._glued -= {form for one in allowed for name in one.names for form in _glued(name)}
        self._accounts = initial_forms_of(name for one in redacted.forbidden for name in one.names)
        for form in initial_forms_of(name for one in allowed for name in one.names):
            self._accounts.pop(form, None)
        self._initials: set[str] = set()
        for one in redacted.forbidden:
            self._add(one)
        for word in redacted.words:
            self._part(word)
        self._initials -= {form for one in allowed for name in one.names for form in initials_of(name)}
        self._stopped = _stopped(self._initials)
        self._with_digits = _any_of(with_digits(part) for part, also in self._parts.items() if also)
        self._run_together = _any_of(map(in_one_word, self._accounts))
        self._capitals = self._initials - redacted.explained
        own = {_plain(handle.lstrip("@")) for one in allowed for handle in (*one.handles, *one.numbers)}
        self._watch_disguises(redacted.forbidden, allowed)
        self._handles = {
            plain
            for one in redacted.forbidden
            for handle in one.handles
            if len(plain := _plain(handle.lstrip("@"))) >= _LEAST_HANDLE and plain not in own | self._back
        }
        self._numbers = {
            number
            for one in redacted.forbidden
            for number in one.numbers
            if _plain(number) not in own | self._back and not by_digits(number)
        }
        self._figures = NumbersWatch(
            [number for one in redacted.forbidden for number in one.numbers],
            [*(number for one in allowed for number in one.numbers), *back],
        )

    def _watch_disguises(self, hidden: Sequence[Called], allowed: Sequence[Called]) -> None:
        named = self._theirs | {word for one in allowed for name in one.names for word in _words(name)}
        self._disguises = Disguises(
            (one for one, also in self._parts.items() if not also and not runs_on(one)),
            named,
            self._back,
            _plain,
        )
        self._surnames = _surname_letters(hidden) - _surname_letters(allowed)

    def within(self, text: str, place: str) -> Iterator[NameFound]:
        """Everything of it that stands in a text."""
        for words in word_readings(text):
            yield from self._by_words(words, place)
        low = _plain.__wrapped__(text)  # a whole text is not kept
        yield from (NameFound(_NAME, one, place) for one in self._joined if one in low)
        yield from (NameFound(_ACCOUNT, one, place) for one in self._handles if _stands(one, low))
        yield from (NameFound(_NUMBER, one, place) for one in self._numbers if _plain(one) in low)
        yield from (NameFound(_NUMBER, one, place) for one in self._figures.within(text))
        yield from self._by_initials(text, place)
        yield from self._by_account(text, place)
        yield from self._disguised(text, place)

    def _disguised(self, text: str, place: str) -> Iterator[NameFound]:
        """Names drawn out, put apart or within another word: a person decides whether each is one."""
        written = as_letters("\n".join(map(without_unseen, text.split("\n"))))
        yield from (NameFound(_DISGUISED, one, place) for one in self._disguises.names_in(written))
        for one in short_forms_in(written, self._capitals, self._surnames):
            if _short(one) not in self._short_back:
                yield NameFound(_SHORT_FORM, one, place)

    def _by_account(self, text: str, place: str) -> Iterator[NameFound]:
        """A name that is a word with digits beside it, and one joined to an initial: whether it names is asked."""
        written = as_letters(without_unseen(text))
        low = written.lower() if len(written.lower()) == len(written) else ""
        for one in self._with_digits.finditer(low) if self._with_digits is not None else ():
            if _plain(one[0]) not in self._back and is_beside(one[0], "", ""):
                yield NameFound(_NAME, written[slice(*one.span())], place)
        for one in self._run_together.finditer(low) if self._run_together is not None else ():
            there, start, end = written[slice(*one.span())], one.start(), one.end()
            beside = written[max(0, start - 1) : start], written[end : end + 6]
            if one[0] not in self._back and is_an_account(there, *beside, alone=self._accounts[one[0]]):
                yield NameFound(_NAME, there, place)

    def _by_words(self, read: Sequence[tuple[str, str]], place: str) -> Iterator[NameFound]:
        words = [written for written, _ in read]
        plain = [_plain(word) for _, word in read]
        bare = [_plain(_OWNED.sub("", word)) for _, word in read]
        theirs = self._places_of_theirs(plain)
        for at, word in enumerate(plain):
            if at in theirs:
                continue
            for whole in self._wholes.get(word, ()):
                if tuple(plain[at : at + len(whole)]) == whole and " ".join(whole) not in self._back:
                    yield NameFound(_NAME, " ".join(words[at : at + len(whole)]), place)
            yield from self._by_part(words[at], {word, bare[at], self._without_s(word)}, place)
            if self._glued_in(word):
                yield NameFound(_NAME, words[at], place)

    def _glued_in(self, plain: str) -> bool:
        """Whether a word is a whole name without blanks, as in the name of a file."""
        bare = plain.replace("-", "")
        return not self._glued.isdisjoint({bare, bare.removesuffix("s")}) and bare not in self._back

    def _without_s(self, plain: str) -> str:
        """ "tylers" as "tyler", unless it is a name of its own."""
        bare = plain.removesuffix("s")
        return bare if plain not in self._theirs and plain not in self._back and may_be_owned(bare) else plain

    def _places_of_theirs(self, plain: list[str]) -> set[int]:
        """Which words stand in the whole name of somebody who may be named."""
        found: set[int] = set()
        for at in range(len(plain)):
            for length in range(2, 6):
                *first, last = plain[at : at + length]
                if {(*first, last), (*first, last.removesuffix("s"))} & self._titled:
                    found |= set(range(at, at + length))
        return found

    def _add(self, one: Called) -> None:
        for name in one.names:
            words = tuple(_words(name))
            if words and (len(words) > 1 or is_description(name)) and words not in self._their_wholes:
                self._wholes.setdefault(words[0], set()).add(words)
            if is_description(name):
                continue
            for part in parts_of_name(name):
                self._part(part)
            self._initials |= initials_of(name)

    def _part(self, part: str) -> None:
        plain = _plain(part)
        if plain in self._theirs or plain in self._back:
            return
        if runs_on(part):
            self._joined.add(plain)
        self._parts[plain] = self._parts.get(plain, False) or is_also_a_word(part)

    def _by_part(self, word: str, forms: set[str], place: str) -> Iterator[NameFound]:
        """One that is a word as well counts by :meth:`words_too` alone."""
        if any(self._parts.get(form) is False for form in forms):
            yield NameFound(_NAME, word, place)

    def _by_initials(self, text: str, place: str) -> Iterator[NameFound]:
        for one in self._stopped.finditer(as_letters(text)) if self._stopped is not None else ():
            if _short(one[0]) not in self._short_back:
                yield NameFound(_SHORT_FORM, text[one.start() : one.end()], place)

    def may_mean(self, text: str) -> bool:
        """Whether a text holds anything at all that :meth:`words_too` looks for."""
        plain = as_letters(text)
        if any(one[0] in self._capitals for one in _CAPITALS.finditer(plain)):
            return True
        return any(self._parts.get(_plain(_OWNED.sub("", word))) for word in words_in(plain))

    def words_too(self, text: str, place: str, *, own: bool = False) -> Iterator[NameFound]:
        """Names and initials that may be words as well, where they stand as a name does.

        ``own`` are the program's own words, or the file's, whose short forms nobody has to explain.
        """
        for one in () if own else _CAPITALS.finditer(as_letters(text)):
            form = one[0]
            if form in self._capitals and _short(form) not in self._short_back:
                yield NameFound(_SHORT_FORM, text[one.start() : one.end()], place)
        written = without_unseen(text.replace("\n", _CUT))
        line = as_letters(written)
        yield from self._run_on(written, line, place)
        spans = word_spans(line)
        plain = [_plain(_OWNED.sub("", line[start:end])) for start, end in spans]
        if not any(self._parts.get(word) for word in plain):
            return
        theirs = self._places_of_theirs(plain)
        for at, (start, end) in enumerate(spans):
            if at not in theirs and self._parts.get(plain[at]) and _is_a_name(line, start, end, plain[at]):
                yield NameFound(_NAME, written[start:end], place)

    def _run_on(self, written: str, line: str, place: str) -> Iterator[NameFound]:
        """Names that are words, with a capital in a word of several: "WillRules"."""
        edges = inner_edges(line)
        for start, end in word_spans(line) if edges else ():
            within = edges[bisect_right(edges, start) : bisect_left(edges, end)]
            pieces = [line[first:past] for first, past in pairwise((start, *within, end))]
            named = within and any(one[0].isupper() and self._parts.get(_plain(one)) for one in pieces)
            if named and _plain(line[start:end]) not in self._back:
                yield NameFound(_NAME, written[start:end], place)


def _is_a_name(line: str, start: int, end: int, plain: str) -> bool:
    """Whether a word stands with a capital letter where a word has none: within a sentence, and in no date."""
    if not line[start].isupper() or not _is_within(line, start) or _NUMBERED.match(line, end):
        return False
    before, behind = DATE_AROUND
    return not is_of_a_date(plain, line[max(0, start - before) : start], line[end : end + behind])


def _is_within(line: str, start: int) -> bool:
    """Whether a sentence goes on to a word, over blanks and a bracket."""
    past = start - 1 if line[start - 1 : start] == "(" else start
    at = past
    while at > 0 and line[at - 1] == " ":
        at -= 1
    return 0 < at < past and _GOES_ON.match(line, at - 1) is not None


def _surname_letters(people: Iterable[Called]) -> set[str]:
    names = (name for one in people for name in one.names if not is_description(name))
    words = (_words(name) for name in names)
    return {one[-1][0].upper() for one in words if len(one) > 1}


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    found = _longest_first(patterns)
    return re.compile("|".join(found)) if found else None


def _stopped(forms: Iterable[str]) -> re.Pattern[str] | None:
    """ "T.Z." and "T. Z.", and both without the last stop where nothing goes on after it."""
    spaced = [r"\.\s?".join(form) for form in _longest_first(forms)]
    return re.compile("|".join(rf"{one}\.|(?<![\w.]){one}(?![\w.])" for one in spaced)) if spaced else None


def _short(words: str) -> str:
    """Initials as they are compared with what was put back: the last stop is nothing."""
    return _plain(words).replace(". ", " ").strip(" .")


def _glued(name: str) -> Iterator[str]:
    """ "tylerokonkwo": a whole name in one word, and its first and last word either way round."""
    words = [] if is_description(name) else _words(name)
    if len(words) < 2:
        return
    first, last = words[0].split("-"), words[-1].split("-")
    ends = [(one, other) for one in ("".join(first), *first) for other in ("".join(last), *last)]
    forms = ["".join(words).replace("-", "")]
    forms += [f"{one}{other}" for pair in ends for one, other in (pair, pair[::-1])]
    yield from (one for one in forms if len(one) >= LEAST_JOINED)


def _stands(handle: str, low: str) -> bool:
    """Whether an account stands in a text as one: with its sign, or as no word of any language."""
    if f"@{handle}" in low:
        return True
    return not handle.isalpha() and handle in low


def _words(name: str) -> list[str]:
    return [_plain(word) for word in words_in(as_letters(without_title(name)))]


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    """A word in plain letters, without capitals, apostrophes, marks over Latin letters and strokes through them."""
    bare = "".join(one for one in as_letters(word).casefold() if one not in "'’‘ʼ`´")
    if bare.isascii():
        return bare
    taken = unicodedata.normalize("NFD", without_unseen(bare))
    kept = (one for one in taken if not is_mark_over(one) and one not in _POINTS)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_STROKES)
