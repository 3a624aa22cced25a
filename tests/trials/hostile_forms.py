"""Spoiled PDF forms read and filled, each in a process forked from the trial: none crashes, hangs or says too much.

What such a process says is sound, or it has ended. A form that is filled holds what was meant and nothing that acts.
"""

from safeguard_app.documents.form_text import FormText, TextBox
from safeguard_app.domain.authority_forms import FieldFill, FormFill, PdfField
from safeguard_app.evidence_files import form_child
from safeguard_app.evidence_files.pdf_objects import PdfNames
from safeguard_app.evidence_files.question import LENGTHS
from safeguard_app.system.limited_process import ProcessStopped
from tests.evidence_files.made_forms import authority_form, looks_like_a_form, with_script
from tests.trials.forked_looking import Ends, ForkedLooking, ForkedProcess
from tests.trials.spoiled_files import spoiled
from tests.trials.trial import Setting, Tally

_VALUE = "Freya يوسف"


class _ForkedForms(ForkedLooking):
    """Reads and fills forms by forked processes."""

    def _of_form(self, pieces: tuple[bytes, bytes, bytes, bytes]) -> bytes:
        lengths = LENGTHS.pack(*(len(one) for one in pieces))
        said = ForkedProcess(self._ends, form_child.main).ask(lengths, *pieces)
        if said.code:
            raise ProcessStopped
        return said.content


def run(setting: Setting) -> Tally:
    """One form after the other, spoiled by chance."""
    tally, ends = Tally(), Ends()
    looking = _ForkedForms(ends)
    whole = [
        authority_form(),
        authority_form(with_script),
        authority_form(looks_like_a_form, compress_streams=False),
        authority_form(with_script, compress_streams=False),
    ]
    for number in range(setting.tries(200, 10_000)):
        form = spoiled(whole[number % len(whole)], whole, setting.random)
        try:
            reading = looking.form_fields(form)
        except ProcessStopped:
            tally.noted("stopped reading")
            tally.passed()
            continue
        if reading.refusal is not None:
            tally.noted(f"refused: {reading.refusal.value}")
            tally.passed()
            continue
        _fill(looking, form, next((one for one in reading.fields if one.sort.is_text), None), tally)
    looking.end()
    tally.expect(not ends.out_of_time, f"{ends.out_of_time} did not end in time")
    tally.noted("slowest ms", round(ends.slowest * 1000))
    for what, count in ends.raised.items():
        tally.noted(f"raised {what}", count)
    return tally


def _fill(looking: _ForkedForms, form: bytes, one: PdfField | None, tally: Tally) -> None:
    if one is None:
        tally.passed()
        return
    text = FormText()
    boxes = [TextBox(max(60.0, place.across), max(12.0, place.up), lines=True) for place in one.places]
    fill = FormFill((FieldFill(one.name, _VALUE, tuple(text.add(box, _VALUE) for box in boxes)),))
    try:
        said, made = looking.fill_form(form, text.finish(), b"", fill)
    except ProcessStopped:
        tally.noted("stopped filling")
        tally.passed()
        return
    if said.refusal is not None:
        tally.noted(f"not filled: {said.refusal.value}")
        tally.passed()
        return
    tally.noted("filled")
    tally.expect(dict(said.values) == {one.name: _VALUE}, "a form says another value than was meant")
    tally.expect(not PdfNames(made).is_active, "a filled form holds what acts")
