"""What of a file that was handed back differs from what was issued: of its bytes, and page by page."""

from collections.abc import Iterator, Sequence

from safeguard_app.domain.date_words import count_words, joined_words
from safeguard_app.domain.handed_back import MOST_DRAWN, Differences, Pair

_MOST_RANGES = 12
_PIECE = 4_096


def bytes_words(handed: bytes, issued: bytes) -> tuple[str, ...]:
    """What the bytes alone tell."""
    if not issued:
        return ()
    if handed.startswith(issued):
        added = len(handed) - len(issued)
        were = "1 was" if added == 1 else f"{added:,} were"
        return (
            f"All {len(issued):,} bytes that were issued are there, and {were} added after their end. Programs that "
            "sign, fill in or mark a PDF do that.",
        )
    if issued.startswith(handed):
        return (f"It ends early: {len(handed):,} of {len(issued):,} bytes are there.",)
    place, count = _compared(issued, handed)
    if len(handed) == len(issued):
        return (f"{_differ(count)} of {len(issued):,}, the first at place {place:,}.",)
    return (
        f"It has {len(handed):,} bytes, and {len(issued):,} were issued; they differ from place {place:,} on.",
    )


def _compared(issued: bytes, handed: bytes) -> tuple[int, int]:
    """Where the first byte differs, counted from 1, and how many differ; piece by piece, since most are the same."""
    first = count = 0
    for start in range(0, min(len(issued), len(handed)), _PIECE):
        ours, theirs = issued[start : start + _PIECE], handed[start : start + _PIECE]
        if ours == theirs:
            continue
        places = [at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other]
        if places:
            first = first or start + places[0] + 1
            count += len(places)
        if first and len(issued) != len(handed):
            break
    return first, count


def _differ(count: int) -> str:
    return f"{count:,} bytes differ" if count > 1 else "One byte differs"


def page_words(known: Differences | None) -> tuple[str, ...]:
    """What the pages show, and what hangs on them; nothing where they show the same."""
    return tuple(_of_pages(known)) if known is not None else ()


def _of_pages(known: Differences) -> Iterator[str]:
    if known.texts:
        yield f"The text of {_paired(known.texts)} differs from what was issued."
    if known.pictures:
        one = len(known.pictures) == 1
        yield (
            f"{_capital(_paired(known.pictures))} {'reads' if one else 'read'} the same and "
            f"{'looks' if one else 'look'} otherwise: a picture, or something drawn or laid over the page."
        )
    yield from _of_order(known)
    if known.annotated:
        yield (
            f"Something is laid over {_paired(known.annotated)}, or was taken off: a note, a mark, a link or a field."
        )
    if known.attachments:
        yield _capital(f"{count_words(known.attachments, 'file')} attached to it.")
    if known.scripts:
        yield "It holds a script, which nothing here ran."
    if known.text_alone:
        yield f"Of pages after {MOST_DRAWN} only the text was compared."


def _of_order(known: Differences) -> Iterator[str]:
    """Pages that went, came, came again or stand elsewhere."""
    for ours, theirs in known.replaced:
        reads = "reads" if len(theirs) == 1 else "read"
        yield (
            f"In place of {_pages(ours)} of what was issued, this file has {_pages(theirs)}, which {reads} otherwise."
        )
    if known.missing:
        yield f"Missing: {_pages(known.missing)} of what was issued."
    if known.added:
        were = "was" if len(known.added) == 1 else "were"
        yield f"Added: {_pages(known.added)} of this file, which {were} not issued with it."
    if known.moved:
        stands = "stands" if len(known.moved) == 1 else "stand"
        issued, here = _sides(known.moved)
        yield f"{_capital(_pages(issued))} of what was issued {stands} elsewhere: {_pages(sorted(here))} of this file."
    if known.twice:
        comes = "comes" if len(known.twice) == 1 else "come"
        issued, here = _sides(known.twice)
        yield f"{_capital(_pages(sorted(set(issued))))} {comes} once more, as {_pages(here)} of this file."


def _paired(pairs: Sequence[Pair]) -> str:
    """ "page 3", by its number when it was issued; and where it stands now, if it stands elsewhere."""
    issued, here = _sides(pairs)
    words = _pages(issued)
    return words if issued == here else f"{words} ({_pages(sorted(here))} of this file)"


def _sides(pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    return [at for at, _ in pairs], [to for _, to in pairs]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _pages(numbers: Sequence[int]) -> str:
    """ "page 2", or "pages 2, 5 to 8 and 11"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    words = [str(first) if first == last else f"{first} to {last}" for first, last in ranges[:_MOST_RANGES]]
    if len(ranges) > _MOST_RANGES:
        words.append("further ones")
    return f"page{'' if len(numbers) == 1 else 's'} {joined_words(words)}"
