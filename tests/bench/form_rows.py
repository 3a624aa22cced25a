"""The row of an authority's own PDF: filled apart, read again and looked at, beside its values set and no more."""

import io
from collections.abc import Iterator
from functools import partial

import pikepdf

from safeguard_app.domain.authority_forms import AuthorityForm, FieldSource
from safeguard_app.domain.evidence import NO_FILE
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services.authority_filling import work_out
from tests.bench.course import Course
from tests.bench.rows import Baseline, Row, in_turn, within
from tests.evidence_files.made_forms import Made

_PAGES, _ON_A_PAGE, _TIMES = 12, 12, 5
_WORDS = "Words of an answer"


def rows(course: Course) -> Iterator[Row]:
    """A form of twelve pages, every field of which takes an answer."""
    content, looking = _form(), LookingIn()
    try:
        ours, plain = in_turn(partial(_ours, looking, content), partial(_plain, content), _TIMES)
    finally:
        looking.end()
    note = f"{_PAGES * _ON_A_PAGE} fields on {_PAGES} pages"
    baseline = Baseline("its values set by pikepdf, nothing drawn", plain)
    yield within("an authority's form filled and looked at", ours, baseline, 2, note=note)


def _form() -> bytes:
    made = Made()
    for page in range(_PAGES):
        drawn = made.page(words=(f"Page {page + 1}",))
        for place in range(_ON_A_PAGE):
            low = 720 - 50 * place
            made.text(drawn, f"P{page}F{place}", (50, low, 400, low + 30), label=f"Question {place + 1}")
    return made.finish()


def _ours(looking: LookingIn, content: bytes) -> bytes:
    found = looking.form_fields(content)
    sources = tuple(FieldSource(one.name, fixed=_WORDS) for one in found.fields)
    form = AuthorityForm("Council", "Form", None, "form", NO_FILE, found.pages, found.fields, sources)
    worked = work_out(form, lambda _source: None)
    said, made = looking.fill_form(content, worked.drawn, b"", worked.fill)
    if said.unseen or len(said.values) != len(sources):
        raise ValueError("the form does not show what was written into it")
    return made


def _plain(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            field.V = pikepdf.String(_WORDS)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()
