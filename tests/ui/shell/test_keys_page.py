"""The help page of keys against the commands: a key that works and stands nowhere is found by nobody."""

import re

from PySide6.QtGui import QKeySequence

from safeguard_app.services import help_pages
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey

_PAGES = tuple(f"Ctrl+{place}" for place in range(1, len(PageKey) + 1))


def keys_of_the_page() -> set[QKeySequence]:
    """Every key in the first table, "Ctrl+1 to Ctrl+8" as all of them."""
    page = next(one for one in help_pages.plain_book().pages if one.name == "keys")
    table = page.markdown.partition("\n## ")[0]
    found: set[str] = set()
    for cell in re.findall(r"^\|[^|\n]*\|([^|\n]*)\|$", table, re.MULTILINE):
        plain = cell.strip().replace("Ctrl+Enter", "Ctrl+Return")
        written = _PAGES if plain == f"{_PAGES[0]} to {_PAGES[-1]}" else re.split(r", ", plain)
        found.update(written)
    return {QKeySequence(one) for one in found}


def test_every_key_of_the_commands_stands_on_the_page_of_keys() -> None:
    window = MainWindow()
    listed = keys_of_the_page()
    keys = {key: action.shortcut() for key, action in window.commands.actions.items()}
    keys = {key: shortcut for key, shortcut in keys.items() if not shortcut.isEmpty()}
    assert len(keys) > 30
    assert {key: one.toString() for key, one in keys.items() if one not in listed} == {}
    window.deleteLater()


def test_no_key_stands_there_that_does_nothing() -> None:
    window = MainWindow()
    real = {action.shortcut() for action in window.commands.actions.values()}
    named = {QKeySequence(one) for one in ("Press", "---", "Esc")}
    assert {one.toString() for one in keys_of_the_page() - real - named} == set()
    window.deleteLater()
