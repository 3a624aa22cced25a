"""What the unlock page asks of the program. Read when it is asked for: the page itself waits for none of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_app.ui.unlock.unlock_presenter import UnlockServices
from safeguard_app.ui.widgets.new_passphrase import Judgement

if TYPE_CHECKING:
    from safeguard_app.services.opening import Computer
    from safeguard_app.services.session import Session


def services_for(folder: Path, computer: "Callable[[], Computer]") -> UnlockServices:
    """The callables for the log in ``folder``."""
    return UnlockServices(
        unlock=partial(_unlock, folder, computer),
        recover=partial(_recover, folder, computer),
        judge=_judge,
        suggest=_suggest,
    )


def _unlock(folder: Path, computer: "Callable[[], Computer]", user: object, passphrase: str) -> "Session":
    from safeguard_app.services import opening

    return opening.unlock(folder, opening.user_id(user), passphrase, computer(), check_later=True)


def _recover(
    folder: Path, computer: "Callable[[], Computer]", user: object, key: str, passphrase: str
) -> "Session":
    from safeguard_app.services import opening

    return opening.recover(folder, key, opening.user_id(user), passphrase, computer())


def _judge(passphrase: str) -> Judgement:
    from safeguard_app.app.first_run import judge

    return judge(passphrase)


def _suggest() -> str:
    from safeguard_app.services import opening

    return opening.suggested_passphrase()
