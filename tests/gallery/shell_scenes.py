"""The window itself: curtain, demo stamp, keys, boxes, settings."""

from functools import partial

from safeguard_app.ui.messages import Answer, Message
from safeguard_app.ui.settings.settings_page import SettingsPage
from safeguard_app.ui.shell.keys_sheet import KeysSheet
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.theme.meanings import Meaning
from tests.gallery.scenes import Scene, scene, shell


@scene("shell-on-a-call")
def on_a_call() -> Scene:
    """The lock for want of use is held, under the demo's own strip."""
    window = shell(PageKey.SETTINGS, SettingsPage())
    window.set_demo(True)
    window.call_strip.show_left(44)
    return Scene(window)


@scene("shell-curtain")
def curtain() -> Scene:
    """The curtain over everything."""
    window = shell(PageKey.SETTINGS, SettingsPage())
    return Scene(window, after=window.curtain.draw)


@scene("shell-settings")
def settings() -> Scene:
    """Settings."""
    page = SettingsPage()
    page.show_facts(
        (
            "This computer’s system cannot keep a window out of screen captures. Draw the curtain (F8) first.",
            "Locks with the computer: logind, screen saver.",
        )
    )
    return Scene(shell(PageKey.SETTINGS, page), after=page.focus_first)


@scene("shell-keys")
def keys() -> Scene:
    """The list of keys."""
    window = shell(PageKey.SETTINGS, SettingsPage())
    sheet = KeysSheet(window.commands.key_list())
    return Scene(window, after=partial(sheet.open_over, window))


@scene("shell-message")
def message() -> Scene:
    """A box that asks."""
    window = shell(PageKey.SETTINGS, SettingsPage())
    box = Message(
        "Take this off the record",
        "Two things would leave the record of this incident.",
        "The audit keeps that they were there. Give the reason in the next step.",
        Meaning.DUE,
        ("Screenshot with address, Ex1", "Note of Tue 22 Sep, phone call"),
        (Answer("keep", "Keep them"), Answer("go", "Go on to the reason"), Answer("leave", "Cancel")),
    )
    return Scene(window, after=partial(window.messages.show, box))
