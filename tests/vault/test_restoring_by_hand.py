"""A log put together again from a backup by hand, without this program, as the help page says."""

import re
import shutil
from pathlib import Path

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.system.paths import LOG_SUFFIX
from safeguard_app.system.resources import read_resource
from safeguard_app.vault import backup_folder, verifying
from safeguard_app.vault.backup import back_up
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.open_vault import Notice
from tests.vault.made_log import MadeForTest, attach, file_incident, fingerprint


def test_what_is_restored_by_hand_is_the_log(used: MadeForTest, stick: Path, tmp_path: Path) -> None:
    """As the help says: the newest folder and ``files`` put together are a log again."""
    vault = used.unlock()
    record = file_incident(vault, "Backed up.")
    back_up(vault, stick)
    used.lock(vault)
    restored = tmp_path / "restored.safeguard"
    shutil.copytree(backup_folder.generations(backup_folder.found_at(stick))[-1][1], restored)
    shutil.copytree(backup_folder.found_at(stick) / "files", restored, dirs_exist_ok=True)
    used.folder, used.state = restored, tmp_path / "other state"
    again = used.unlock()
    assert again.find(record) is not None
    assert verifying.verify(again) == []


_IN_CODE = re.compile(r"`([^`]+)`")


def _restoring_steps() -> list[str]:
    """The numbered steps under "Restoring" on the help page, as it is shipped."""
    page = read_resource("help/backup.md").decode().partition("## Restoring\n")[2].partition("\n## ")[0]
    return [line for line in page.splitlines() if re.match(r"\d\. ", line)]


def test_the_help_names_what_lies_on_the_stick() -> None:
    """Every name in the steps is one that the program gives; nothing else is asked to be found."""
    _, look, copy, evidence, *_ = (_IN_CODE.findall(step) for step in _restoring_steps())
    ending, example, partial = look
    assert (ending, partial) == (backup_folder.ENDING, backup_folder.PARTIAL)
    assert backup_folder.is_finished_name(example) and not backup_folder.is_finished_name(example + partial)
    assert copy == [LOG_SUFFIX]
    assert evidence == [backup_folder.FILES, f"{Compartment.DAILY}.files", vault_file.NAME]


def test_a_log_is_restored_by_the_steps_of_the_help(used: MadeForTest, stick: Path) -> None:
    """Done by hand as written, by the names in it, on the computer that knows the log as it was before."""
    vault = used.unlock()
    back_up(vault, stick)
    record = file_incident(vault, "Backed up, with evidence.")
    attach(vault, record, b"more pixels" * 100)
    back_up(vault, stick)
    lost = file_incident(vault, "After the backup.")
    used.lock(vault)
    on_stick = fingerprint(stick)

    steps = [_IN_CODE.findall(step) for step in _restoring_steps()]
    name = used.folder.name
    used.folder.rename(used.folder.with_name("damaged log"))
    (place,) = [one for one in stick.iterdir() if one.name.endswith(steps[1][0])]
    numbered = [
        one for one in place.iterdir() if one.name[:4].isdigit() and not one.name.endswith(steps[1][2])
    ]
    newest = max(numbered, key=lambda one: int(one.name[:4]))
    copied = used.folder.parent / newest.name
    shutil.copytree(newest, copied)
    assert name.endswith(steps[2][0])
    copied.rename(copied.with_name(name))
    for inside in (place / steps[3][0]).iterdir():
        shutil.copytree(inside, used.folder / inside.name)
    assert (used.folder / steps[3][1]).is_dir() and (used.folder / steps[3][2]).is_file()

    again = used.unlock()
    assert {notice.notice for notice in again.notices} == {Notice.OLDER_COPY}
    assert again.find(record) is not None and again.find(lost) is None
    assert {finding.code for finding in verifying.verify(again)} == {"older_copy"}
    assert fingerprint(stick) == on_stick
