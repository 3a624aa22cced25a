"""Every kind of paper has the one builder that takes its job."""

import typing

import pytest

from safeguard_app.services.paper_kinds import BUILDERS, Builder
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import PaperJob


def test_every_job_has_a_builder() -> None:
    assert set(BUILDERS) == set(typing.get_args(PaperJob))


@pytest.mark.parametrize(("job", "builder"), BUILDERS.items(), ids=lambda one: one.__name__)
def test_a_builder_takes_the_job_that_it_stands_beside(job: type, builder: Builder) -> None:
    hints = typing.get_type_hints(builder)
    takes = hints["job"]
    assert job in (typing.get_args(takes) or (takes,))
    assert hints["return"] is Prepared
