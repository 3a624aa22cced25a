"""How a record and its evidence were kept, as an appendix: what somebody asks who has never seen the program."""

from dataclasses import dataclass

from safeguard_app.documents.content import Answered, Field, FieldTable, Section

_UNCHANGED = (
    "Its SHA-256 stands in the evidence schedule. It was computed while the file was read, and the encrypted copy was "
    "read back and compared before it counted. Anybody can compute it again from a copy."
)
_NOT_ALTERED = (
    "Nothing is overwritten: a correction is a new version with its reason, and the earlier one is kept. Every entry, "
    "view, print and handing out is an event in a chain in which each event depends on the one before it, so that one "
    "changed or taken out later shows."
)
_HEAD = (
    "When this was made the chain ended at event {head}, which stands at the foot of every page. The school can show "
    "that its log still holds this event."
)
_SHOWS_NOT = (
    "What was taken in and when, by the school’s computer. Not who made a file, when it was first posted, or that what "
    "can be seen in it is true: what the school was told about that stands in the record as it was told."
)
_KEPT_WHERE = (
    "In the school’s safeguarding log, which is encrypted and lies on the school’s own computer. The program that "
    "keeps it opens no network connection."
)
_CLOCK_SURE = "Those of the school’s computer. Its clock was never seen to go back while this was kept."
_CLOCK_BACK = (
    "Those of the school’s computer. Its clock was seen to go back, by up to {most}, so a time near that may be wrong: "
    "{when}."
)
RECORD_TITLE = "How this record was kept"
EVIDENCE_TITLE = "How this evidence was kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """The facts of the appendix.

    ``taken_in``, ``checked`` and ``custody`` are a line for each exhibit; ``clock_back`` are the times at which the
    clock had gone back, and by how much at most; ``speaks`` is who can speak to it, and how to reach them.
    """

    chain_head: str
    taken_in: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    custody: tuple[str, ...] = ()
    clock_back: tuple[str, ...] = ()
    clock_most: str = ""
    speaks: tuple[str, ...] = ()


def kept_section(kept: Kept) -> Section:
    """Questions and plain answers; those about exhibits only where there are exhibits."""
    chain = f"{_NOT_ALTERED} {_HEAD.format(head=kept.chain_head)}" if kept.chain_head else _NOT_ALTERED
    clock = (
        _CLOCK_BACK.format(most=kept.clock_most, when="; ".join(kept.clock_back))
        if kept.clock_back
        else _CLOCK_SURE
    )
    questions = (
        ("Where is it kept?", (_KEPT_WHERE,)),
        ("When was each exhibit taken in, and by whom?", kept.taken_in),
        ("Is each file what was taken in?", (_UNCHANGED, *kept.checked) if kept.taken_in else ()),
        ("Who has had the exhibits since?", kept.custody),
        ("Could the log have been changed afterwards?", (chain,)),
        ("Whose times are these?", (clock,)),
        ("What does this show, and what not?", (_SHOWS_NOT,) if kept.taken_in else ()),
        ("Who can speak to it?", kept.speaks),
    )
    fields = tuple(Field(asked, Answered("\n".join(lines))) for asked, lines in questions if lines)
    return Section(EVIDENCE_TITLE if kept.taken_in else RECORD_TITLE, (FieldTable(fields),), appendix=True)
