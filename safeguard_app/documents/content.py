"""What a document says, apart from how it looks: frozen blocks that :func:`..render.render` turns into a PDF.

Every string, date and redaction is decided before a block is made; nothing here reads a clock, a file or a
database. Text is plain text: no mark-up is parsed, so nothing typed by a user can be anything but words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.document_identity import DocumentIdentity


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight. ``strong`` prints bold."""

    text: str
    strong: bool = False


Words = str | tuple[Run, ...]
"""Text for one paragraph, heading or cell: a plain string, or runs where part of it is strong."""


def strong(text: str) -> Run:
    """A bold run."""
    return Run(text, strong=True)


def runs_of(words: Words) -> tuple[Run, ...]:
    """The runs of ``words``, whichever of its two forms it has."""
    return (Run(words),) if isinstance(words, str) else words


# ---------------------------------------------------------------- answers in a form


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer in words. Line ends in a plain string start a new paragraph."""

    words: Words


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The school does not know, and why or who would: prints "Not known. Held by the agency."."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Nobody has asked, and why: prints "Not asked. So that no question leads her."."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Known and left out on purpose: prints "Withheld because ..."."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotAnsweredYet:
    """Still open: prints a dashed box "Not answered yet". It never stops a referral.

    ``known``: what is known of it stands above; ``rest`` then says in the box what is still open.
    """

    known: Words = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class ToWrite:
    """Room to write by hand: ``lines`` ruled lines, 8 mm apart."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class ToTick:
    """Boxes to tick by hand, or printed ticked: pairs of words and whether ticked."""

    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class AnsweredTable:
    """An answer in rows: a table within the right-hand cell."""

    table: "DataTable"


Answer = Answered | AnsweredTable | NotKnown | NotAsked | Withheld | NotAnsweredYet | ToWrite | ToTick
"""What may stand in the right-hand cell of a form."""


# ---------------------------------------------------------------- an account and its passages


class PassageKind(StrEnum):
    """How a passage of an account is to be read (domain rule: fact, opinion and hearsay are kept apart)."""

    UNMARKED = "unmarked"
    FACT = "fact"
    OWN_WORDS = "own words"
    OPINION = "opinion"
    HEARSAY = "hearsay"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an account.

    ``label`` replaces the printed label of its kind ("Fact.", "Child’s own words.", "Opinion.", "Hearsay, not
    checked."), for example "Tyler’s own words, Tue 22 Sep 2026, 14:10.". Own words carry the black bar. In a form
    ``asked`` is the question they answer, and stands instead of a label.
    """

    kind: PassageKind
    text: str
    label: str = ""
    asked: str = ""


# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``small`` prints at 9 pt, for notes under a form. One that ``leads`` stays with what follows."""

    words: Words
    small: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list with a list of its own below it."""

    words: Words
    inner: "TextList"


@dataclass(frozen=True, slots=True)
class TextList:
    """A list with bullets, or with numbers where the order matters. An item may hold a further list."""

    items: tuple[Words | ListItem, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Paragraphs in a frame: a verdict, a decision, a notice. ``heavy`` doubles the frame for a warning."""

    paragraphs: tuple[Words, ...]
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Passages:
    """An account as framed passages, each with its label; a child's own words with a black bar."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form: its label and its answer. One that is not ``for_family`` stands in no copy for a family."""

    label: str
    answer: Answer
    for_family: bool = True


@dataclass(frozen=True, slots=True)
class FieldTable:
    """Fields, label cell at the left of each answer. ``pairs`` puts two fields side by side.

    ``together`` keeps a short form on one page, for somebody else to fill in. The last row never stands alone.
    """

    fields: tuple[Field, ...]
    pairs: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and its share of the width."""

    heading: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with a header row, which repeats on every page it runs over.

    ``row_headings`` makes the first cell of each row its heading, for people who listen to the table. ``empty`` is
    the sentence printed when there are no rows.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words | ToWrite, ...], ...]
    row_headings: bool = False
    empty: str = "None."

    def __post_init__(self) -> None:
        """A row with too few or too many cells is a bug of the caller."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row does not have one cell for each column")


@dataclass(frozen=True, slots=True)
class Picture:
    """Decoded pixels, row by row from the top: 1 byte each when ``grey``, else 3 (red, green, blue)."""

    width: int
    height: int
    pixels: bytes
    grey: bool = False

    def __post_init__(self) -> None:
        """Pixels that do not fill the picture are a bug of the caller."""
        if self.width < 1 or self.height < 1:
            raise ValueError("a picture needs at least one pixel")
        if len(self.pixels) != self.width * self.height * (1 if self.grey else 3):
            raise ValueError("the pixels do not fill the picture")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with the words that stand for it (``alternative``) and an optional caption.

    ``width_mm`` is a wish: it never prints wider or taller than the page has room for. ``exhibit`` is the record of the
    exhibit that it shows: printed nowhere, and looked at where a copy may not show each.
    """

    picture: Picture
    alternative: str
    caption: str = ""
    width_mm: float = 120.0
    exhibit: str = ""


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """Pictures two side by side and six to a page, each with its caption; their width is the sheet's own."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code drawn from vectors, with the words that stand for it."""

    payload: str
    alternative: str
    width_mm: float = 50.0


class ChartKind(StrEnum):
    """How a chart is drawn: bars beside each other, bars in parts, or lines from left to right."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a chart: what is drawn and what is printed. ``value`` None: not said, and nothing is drawn."""

    value: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Amounts that belong together, one for each label of the chart."""

    name: str
    amounts: tuple[Amount, ...]


MOST_SERIES = 5
"""As many as can be told apart without colour."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as a picture, with the table of them beneath and words that stand for the picture.

    With fewer than two numbers to draw there is the table alone, under the same title.
    ``heading`` says what the labels are ("Kind of concern"); ``note`` is printed small under the table.
    """

    title: str
    kind: ChartKind
    heading: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    note: str = ""

    def __post_init__(self) -> None:
        """Series of different lengths, or more than can be told apart, are a bug of the caller."""
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError(f"a chart has 1 to {MOST_SERIES} series")
        if any(len(one.amounts) != len(self.labels) for one in self.series):
            raise ValueError("a series does not have one amount for each label")


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: ``caption`` says as what; empty name, role or date leave a line to write on."""

    caption: str
    name: str = ""
    role: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature boxes 18 mm high, two side by side. Never split, never first on a page without text."""

    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class TickBoxes:
    """Statements, each with a box before it, to tick by hand or printed ticked. ``across`` sets them in a row."""

    options: tuple[tuple[str, bool], ...]
    across: bool = False


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """A framed space to write in by hand: ``label`` at its top, then ``lines`` ruled lines."""

    label: str
    lines: int


@dataclass(frozen=True, slots=True)
class KeyGroups:
    """A key to be copied by hand: large groups in columns in a frame, at most ``per_line`` to a line.

    ``begins`` is what the key begins with and every such key begins with; it stands on a line of its own above.
    """

    groups: tuple[str, ...]
    per_line: int = 6
    begins: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The sections of the whole document with their pages, each a link. ``depth`` is how many levels of them."""

    title: str = "Contents"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. Sections are numbered 1, 2, ... and 1.1, 1.2, ... within; an appendix not.

    ``told_elsewhere``: it follows from the rest, or says what happened to the document itself, such as that it was
    printed: a change of it alone makes no new version.
    """

    title: str
    blocks: tuple["Block", ...]
    appendix: bool = False
    told_elsewhere: bool = False


Block = (
    Paragraph
    | TextList
    | Box
    | Passages
    | FieldTable
    | DataTable
    | Figure
    | ContactSheet
    | QrCode
    | Chart
    | Signatures
    | TickBoxes
    | WritingSpace
    | KeyGroups
    | NewPage
    | Contents
    | Section
)
"""Anything that may stand in a document or a section."""


# ---------------------------------------------------------------- the document


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What stands at the head and foot of every page. An empty string is left out.

    ``school`` head left; ``marking`` (protective marking) head right; ``case_number`` and ``copy`` ("copy 1 of 2")
    foot left; ``chain_head`` as made by :func:`chain_head_text`, foot left, second line. A letter to a parent has
    none of the last four, nor (``dated``) the day of printing. ``demo`` stamps every page. ``version`` of the document
    ("version 2") stands between case number and copy.
    """

    school: str
    marking: str = ""
    case_number: str = ""
    copy: str = ""
    chain_head: str = ""
    demo: bool = False
    dated: bool = True
    version: str = ""


def chain_head_text(event_number: int, digest_hex: str) -> str:
    """The chain head as printed: "96: c3d2 8e04 57ab f911" (event number and 16 hex digits in fours)."""
    digits = digest_hex[:16]
    return f"{event_number}: " + " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class Cover:
    """What a longer document begins with: ``facts`` (to whom, made when and by whom, ...), and whatever follows.

    The marking, the school, the title, its standing lines, the version and the code come from the document itself.
    """

    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document, ready to print.

    ``title`` heads the first page; ``file_title`` goes into the file's own properties and holds no person's name;
    ``standing`` are the lines under the title. ``numbered`` numbers the sections; ``compact`` tightens the spacing
    for forms that have to fit one page. ``cover`` puts all of that on a page of its own, with what of ``blocks`` comes
    before the first new page. ``identity`` is what it is known again by: in the file always, as a code on the first
    page where pages carry a chain head. ``version_note`` says which version it is and what changed. ``head`` stands
    under the title of a form that goes to somebody: to whom, made when and by whom; the version is added to it.
    ``running`` says at the foot of every page what it is of, where there is no case number: a loose page says it too.
    """

    title: str
    file_title: str
    frame: PageFrame
    blocks: tuple[Block, ...]
    standing: tuple[Words, ...] = ()
    numbered: bool = True
    compact: bool = False
    language: str = "en-GB"
    cover: Cover | None = None
    identity: DocumentIdentity | None = None
    version_note: str = ""
    head: tuple[tuple[str, str], ...] = ()
    running: str = ""


def only(*blocks: Block | None) -> tuple[Block, ...]:
    """The blocks that are there, in order: lets a document leave parts out without empty headings."""
    return tuple(block for block in blocks if block is not None)


def fields(*pairs: tuple[str, Answer]) -> FieldTable:
    """A field table from label and answer pairs."""
    return FieldTable(tuple(Field(label, answer) for label, answer in pairs))


def section(title: str, blocks: Sequence[Block]) -> Section | None:
    """A section, or nothing where nothing stands under it."""
    return Section(title, tuple(blocks)) if blocks else None
