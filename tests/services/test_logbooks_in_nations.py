"""Every register opens, and its form asks, in each nation without another nation's words."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.nations import Nation
from safeguard_app.services.logbook_detail import new_form
from safeguard_app.services.logbook_facts import offered
from safeguard_app.services.logbook_lists import logbook_page, overview
from safeguard_app.services.logbooks import capacities_offered
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.services.conftest import SCHOOL, MadeSchool


@pytest.mark.parametrize("nation", Nation)
def test_a_register_holds_no_other_nations_words(
    make_school: Callable[..., MadeSchool], nation: Nation
) -> None:
    session = make_school(replace(SCHOOL, nation=nation)).sign_in()
    shown = overview(session)
    own = nation is Nation.NORTHERN_IRELAND  # a register that its law asks for
    assert len(shown.rows) == 15 + own
    for book in offered(session):
        form = new_form(session, book.id)
        asked = [f"{one.label} {one.help} {[option.label for option in one.options]}" for one in form.fields]
        said = f"{form} {logbook_page(session, book.id)} {asked} {capacities_offered(session, book, None)}"
        assert not re.search(OTHERS_WORDS[nation], said), book.id
        assert not re.search(r"\\{[a-z_]+\\}", said), book.id
