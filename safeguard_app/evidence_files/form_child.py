"""The process that reads the fields of one PDF form, or fills them, and ends with its answer.

Like the one that looks into a file, it knows no log and no key, and can open nothing once it reads.
"""

import importlib
from typing import BinaryIO

import msgspec

from safeguard_app.domain.authority_forms import FormFill, FormFilled, FormReading
from safeguard_app.evidence_files import form_fields, form_filling
from safeguard_app.evidence_files.question import LENGTHS, LIMITS, MOST_READ
from safeguard_app.system.limited_process import limit_this_process, shut_out


def main() -> int:
    """Answer one question about one form."""
    for name in ("pypdfium2.raw", "pypdfium2", "PIL.Image", "PIL.ImageFile", "encodings.utf_16_be"):
        importlib.import_module(name)
    limit_this_process(LIMITS)
    shut_out()
    with open(0, "rb", closefd=False) as asking, open(1, "wb", closefd=False) as answering:
        _answer(asking, answering)
        answering.flush()
    return 0


def _answer(asking: BinaryIO, answering: BinaryIO) -> None:
    lengths = LENGTHS.unpack(asking.read(LENGTHS.size))
    if sum(lengths) > MOST_READ:
        raise ValueError("too long")
    wanted, form, drawn, sheet = (asking.read(length) for length in lengths)
    if not wanted:
        answering.write(msgspec.json.encode(_read(form)))
        return
    try:
        said, made = form_filling.filled(form, drawn, sheet, msgspec.json.decode(wanted, type=FormFill))
    except form_fields.FormRefused as refused:
        said, made = FormFilled(refusal=refused.refusal), b""
    answering.write(msgspec.json.encode(said) + b"\n" + made)


def _read(form: bytes) -> FormReading:
    return form_fields.fields_of(form)
