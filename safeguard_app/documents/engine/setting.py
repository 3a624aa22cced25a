"""Sets words, answers and small parts as strips that pages and cells are made of."""

from safeguard_app.documents.content import (
    Answer,
    Answered,
    AnsweredTable,
    NotAnsweredYet,
    NotAsked,
    NotKnown,
    Run,
    Signature,
    ToTick,
    ToWrite,
    Withheld,
    Words,
    runs_of,
    strong,
)
from safeguard_app.documents.engine.flow import Frame, Panel, Rule, Strip, TextStrip
from safeguard_app.documents.engine.lines import break_lines, break_paragraphs
from safeguard_app.documents.engine.look import ROOM, SIGNATURE_HEIGHT, Look, Type
from safeguard_app.documents.engine.spans import SetLine
from safeguard_app.documents.engine.structure import Element
from safeguard_app.documents.engine.typesetting import Typesetter

NOT_ANSWERED = "Not answered yet"
_DASHED_ROOM = 10
"""What a dashed box is wider than its words."""
_BOX, _TICKED = "\u2610", "\u2612"
_SIGNING_LINE = 20.0


class Setter:
    """Sets text for one document in one look."""

    def __init__(self, typesetter: Typesetter, look: Look) -> None:
        """Take what remembers the glyphs, and the measures."""
        self.typesetter = typesetter
        self.look = look

    def lines(self, words: Words, kind: Type, width: float) -> list[list[SetLine]]:
        """The lines of each paragraph."""
        if kind.strong:
            words = tuple(Run(run.text, strong=True) for run in runs_of(words))
        return list(break_paragraphs(self.typesetter, words, kind.size, width))

    def line(self, text: str, kind: Type) -> SetLine:
        """A single line, as wide as it comes."""
        return next(break_lines(self.typesetter, (Run(text, kind.strong),), kind.size, float("inf")))

    def text(self, words: Words, kind: Type, width: float, owner: Element) -> list[Strip]:
        """Text within an element: one paragraph is the element itself, several are paragraphs below it."""
        paragraphs = self.lines(words, kind, width)
        if len(paragraphs) == 1:
            return [TextStrip(line, kind, owner) for line in paragraphs[0]]
        strips: list[Strip] = []
        for lines in paragraphs:
            own = None if lines[0].empty else owner.add("P")
            strips += [TextStrip(line, kind, own) for line in lines]
        return strips

    def answer(self, answer: Answer, width: float, owner: Element) -> list[Strip]:
        """An answer of a form, as it is printed; one in rows is a table of its own, see ``nested``."""
        body = self.look.body
        if isinstance(answer, NotAnsweredYet):
            return self.still_open(answer, width, owner)
        if isinstance(answer, ToWrite):
            return self.room_to_write(answer.lines, width)
        if isinstance(answer, AnsweredTable):
            raise TypeError("a table is set by whoever sets its cell")
        return self.text(answer_words(answer), body, width, owner)

    def still_open(self, answer: NotAnsweredYet, width: float, owner: Element) -> list[Strip]:
        """The dashed box; what is known of it above, and what the box leaves no room for as text below."""
        if not answer.known:
            return [self.dashed(NOT_ANSWERED, owner)]
        body = self.look.body
        strips: list[Strip] = []
        for lines in self.lines(answer.known, body, width):
            own = None if lines[0].empty else owner.add("P")
            strips += [TextStrip(line, body, own) for line in lines]
        words = f"{NOT_ANSWERED}: {answer.rest}" if answer.rest else NOT_ANSWERED
        if self.line(words, body).width + _DASHED_ROOM <= width:
            return [*strips, self.dashed(words, owner.add("P"))]
        strips.append(self.dashed(f"{NOT_ANSWERED}:", owner.add("P")))
        return [*strips, *self.text(answer.rest, body, width, owner.add("P"))]

    def dashed(self, text: str, owner: Element) -> Panel:
        """Words in a dashed box: something is still open."""
        body = self.look.body
        line = self.line(text, body)
        frame = Frame(0, 0.5, line.width + _DASHED_ROOM, body.leading - 1, grey=0.0, dashed=True)
        return Panel(body.leading, [(5.0, 0.0, TextStrip(line, body, owner))], [frame])

    def room_to_write(self, count: int, width: float) -> list[Strip]:
        """Ruled lines to write on; the last has no rule, as the cell ends there."""
        tall = self.look.ruled_line
        ruled = [Panel(tall, marks=[Rule(0, tall, width, tall, 0.4)]) for _ in range(count - 1)]
        return [*ruled, Panel(tall - 2 * self.look.padding)]

    def signature(self, signature: Signature, width: float, owner: Element) -> Panel:
        """A box to sign in with name, role and date beneath, as one strip that is never cut."""
        body = self.look.body
        panel = Panel(0.0)
        down = self._stack(panel, signature.caption, 0.0, width, owner.add("P"), heavy=True) + 2
        panel.marks.append(Frame(0, down, width, SIGNATURE_HEIGHT, weight=0.9, grey=0.0))
        down += SIGNATURE_HEIGHT + 3
        for label, value in (("Name", signature.name), ("Role", signature.role), ("Date", signature.date)):
            own = owner.add("P")
            if value:
                words = (strong(f"{label} "), Run(value))
                down = self._stack(panel, words, down, width, own) + 1
                continue
            line = self.line(f"{label} ", Type(body.size, body.leading, strong=True))
            panel.texts.append((0.0, down + _SIGNING_LINE - body.leading, TextStrip(line, body, own)))
            across = line.spans[0].width * body.size / 1000
            down += _SIGNING_LINE
            panel.marks.append(Rule(across + 2, down - 1.5, width, down - 1.5, 0.5))
        panel.height = down
        return panel

    def _stack(
        self, panel: Panel, words: Words, down: float, width: float, owner: Element, *, heavy: bool = False
    ) -> float:
        """Put lines of text into a panel from ``down``; gives where they end."""
        body = self.look.body
        kind = Type(body.size, body.leading, strong=heavy)
        for lines in self.lines(words, kind, width):
            for line in lines:
                panel.texts.append((0.0, down, TextStrip(line, body, owner)))
                down += body.leading
        return down


def answer_words(answer: Answered | NotKnown | NotAsked | Withheld | ToTick) -> Words:
    """The words an answer prints."""
    match answer:
        case Answered(words):
            return words
        case NotKnown(reason):
            return f"Not known. {reason}" if reason else "Not known"
        case NotAsked(reason):
            return f"Not asked. {reason}" if reason else "Not asked"
        case Withheld(reason):
            return f"Withheld because {reason}"
        case ToTick(options):
            return "     ".join(ticked(text, chosen=chosen) for text, chosen in options)


def ticked(text: str, *, chosen: bool) -> str:
    """A statement with its box before it, never parted from its first word."""
    return f"{_TICKED if chosen else _BOX}\N{NO-BREAK SPACE}{text}"


def fits_a_signature(panel: Panel) -> bool:
    """Whether a signature panel leaves room for text before it on a page."""
    return panel.height < ROOM / 2
