"""Looking into an evidence file from the main program: the work itself is done in a process apart.

One such process may stand ready: importing what it needs takes four times as long as showing a screenshot.
"""

import threading

import msgspec

from safeguard_app.domain.authority_forms import FormFill, FormFilled, FormReading
from safeguard_app.domain.file_statements import FileReading
from safeguard_app.domain.file_texts import FileText
from safeguard_app.domain.handed_back import PdfPortrait
from safeguard_app.domain.machine_reading import PictureLook
from safeguard_app.domain.pupil_transfer import MOST_PUPILS, TITLES, TransferFile
from safeguard_app.evidence_files.findings import within_limits
from safeguard_app.evidence_files.pdf_portraits import is_sound
from safeguard_app.evidence_files.pixels import SMALL_SIDE, NotShown, Pixels, Refusal, unpacked
from safeguard_app.evidence_files.question import LENGTHS, LIMITS, MOST_READ, READING_LIMITS, Question
from safeguard_app.evidence_files.text_limits import text_within_limits
from safeguard_app.system.limited_process import LimitedProcess, Limits, ProcessStopped
from safeguard_app.system.own_program import FILL_FORM, LOOK_INTO, READ_PICTURE
from safeguard_app.system.reading_data import reading_data


class LookingIn:
    """Looks into files, one process for each. Safe to use from several threads; none outlives :meth:`end`."""

    def __init__(self) -> None:
        """No process is started yet."""
        self._ready: LimitedProcess | None = None
        self._asked: set[LimitedProcess] = set()
        self._ended = False
        self._lock = threading.Lock()

    def get_ready(self) -> None:
        """Have a process stand by, so that the next file is looked into at once. Raises ProcessStopped."""
        with self._lock:
            self._stand_by()

    def read(self, content: bytes, media_type: str) -> FileReading:
        """What a file says of itself. Raises ProcessStopped."""
        try:
            reading = msgspec.json.decode(self._ask(content, Question(media_type)), type=FileReading)
        except (msgspec.DecodeError, NotShown) as error:
            raise ProcessStopped from error
        if not within_limits(reading):
            raise ProcessStopped
        return reading

    def show(self, content: bytes, media_type: str, page: int = 0, *, fine: bool = False) -> Pixels:
        """A picture, or a page counted from 0, as pixels. Raises :class:`NotShown` or ProcessStopped."""
        try:
            return unpacked(self._ask(content, Question(media_type, page, fine=fine)))
        except ValueError as error:
            raise ProcessStopped from error

    def small(self, content: bytes, media_type: str) -> Pixels:
        """A picture for a contact sheet: 3 bytes for each pixel. Raises :class:`NotShown` or ProcessStopped."""
        try:
            found = unpacked(self._ask(content, Question(media_type, 0, small=True)))
        except ValueError as error:
            raise ProcessStopped from error
        if found.depth != 3 or max(found.width, found.height) > SMALL_SIDE:
            raise ProcessStopped
        return found

    def words(self, content: bytes, media_type: str) -> FileText:
        """What is to be read in a file. Raises :class:`NotShown` or ProcessStopped."""
        try:
            text = msgspec.json.decode(self._ask(content, Question(media_type, words=True)), type=FileText)
        except msgspec.DecodeError as error:
            raise ProcessStopped from error
        if not (within_limits(text.says) and text_within_limits(text)):
            raise ProcessStopped
        return text

    def pupils(self, content: bytes) -> TransferFile:
        """The pupils in a Common Transfer File, or why none are read. Raises ProcessStopped."""
        question = Question("application/xml", pupils=True)
        try:
            found = msgspec.json.decode(self._ask(content, question), type=TransferFile)
        except (msgspec.DecodeError, NotShown) as error:
            raise ProcessStopped from error
        if len(found.pupils) > MOST_PUPILS or any(len(pupil) != len(TITLES) for pupil in found.pupils):
            raise ProcessStopped
        return found

    def portrait(self, content: bytes) -> PdfPortrait:
        """What each page of a PDF shows, in hashes. Raises ProcessStopped."""
        question = Question("application/pdf", portrait=True)
        try:
            found = msgspec.json.decode(self._ask(content, question), type=PdfPortrait)
        except (msgspec.DecodeError, NotShown) as error:
            raise ProcessStopped from error
        if not is_sound(found):
            raise ProcessStopped
        return found

    def read_picture(self, content: bytes, media_type: str, *, words: bool = True) -> PictureLook:
        """What a machine makes of a picture, with its ``words`` or without. Slow. Raises NotShown or ProcessStopped."""
        with self._lock:
            if self._ended:
                raise ProcessStopped
            process = self._reader(words=words)
            self._asked.add(process)
        try:
            look = msgspec.json.decode(self._said(process, content, Question(media_type)), type=PictureLook)
        except msgspec.DecodeError as error:
            raise ProcessStopped from error
        if not look.is_sound() or (look.reader and not words):
            raise ProcessStopped
        return look

    def form_fields(self, content: bytes) -> FormReading:
        """The fields of a PDF form, or why it is not taken. Raises ProcessStopped."""
        try:
            reading = msgspec.json.decode(self._of_form((b"", content, b"", b"")), type=FormReading)
        except (msgspec.DecodeError, NotShown) as error:
            raise ProcessStopped from error
        if not reading.is_sound():
            raise ProcessStopped
        return reading

    def fill_form(
        self, content: bytes, drawn: bytes, sheet: bytes, fill: FormFill
    ) -> tuple[FormFilled, bytes]:
        """A PDF form filled, and what it says when it is read again. Raises ProcessStopped."""
        try:
            said = self._of_form((msgspec.json.encode(fill), content, drawn, sheet))
            head, _, made = said.partition(b"\n")
            return msgspec.json.decode(head, type=FormFilled), made
        except (msgspec.DecodeError, NotShown) as error:
            raise ProcessStopped from error

    def form_page(self, content: bytes, page: int, *, fine: bool = False) -> Pixels:
        """A page of a PDF form, counted from 0, with its boxes as they stand. Raises NotShown or ProcessStopped."""
        try:
            return unpacked(self._ask(content, Question("application/pdf", page, fine=fine, forms=True)))
        except ValueError as error:
            raise ProcessStopped from error

    @property
    def has_ended(self) -> bool:
        """Whether the log is locked, so that nothing is looked into any more."""
        return self._ended

    def end(self) -> None:
        """The log is locked: end every process, one that holds a file too, and start no other."""
        with self._lock:
            self._ended = True
            self._drop()
            for process in self._asked:
                process.stop()

    def _ask(self, content: bytes, question: Question) -> bytes:
        if len(content) > MOST_READ:
            raise ProcessStopped
        return self._said(self._taken(), content, question)

    def _of_form(self, pieces: tuple[bytes, bytes, bytes, bytes]) -> bytes:
        """What the process for forms says; it is started for one question, since few are asked."""
        lengths = LENGTHS.pack(*(len(one) for one in pieces))
        return self.apart(FILL_FORM, LIMITS, lengths, *pieces)

    def apart(self, argument: str, limits: Limits, *pieces: bytes) -> bytes:
        """What a process of its own, started by ``argument``, says to ``pieces``. Raises ProcessStopped.

        It ends with the others when the log is locked.
        """
        with self._lock:
            if self._ended:
                raise ProcessStopped
            process = LimitedProcess((argument,), limits)
            self._asked.add(process)
        try:
            return self._answered(process, *pieces)
        except NotShown as refused:
            raise ProcessStopped from refused

    def _said(self, process: LimitedProcess, content: bytes, question: Question) -> bytes:
        return self._answered(process, question.line(), content)

    def _answered(self, process: LimitedProcess, *pieces: bytes) -> bytes:
        try:
            said = process.ask(*pieces)
        finally:
            with self._lock:
                self._asked.discard(process)
        if said.code == 0:
            return said.content
        try:
            refusal = Refusal(said.code)
        except ValueError:
            raise ProcessStopped from None
        raise NotShown(refusal)

    def _taken(self) -> LimitedProcess:
        """The process that stands by, or a new one."""
        with self._lock:
            process = self._stand_by()
            self._ready = None
            self._asked.add(process)
            return process

    def _stand_by(self) -> LimitedProcess:
        if self._ended:
            raise ProcessStopped
        if self._ready is None or not self._ready.is_waiting:
            self._drop()
            self._ready = LimitedProcess((LOOK_INTO,), LIMITS)
        return self._ready

    def _reader(self, *, words: bool) -> LimitedProcess:
        folder = reading_data() if words else None
        return LimitedProcess((READ_PICTURE, str(folder or "")), READING_LIMITS, behind=True)

    def _drop(self) -> None:
        ready, self._ready = self._ready, None
        if ready is not None:
            ready.end()
