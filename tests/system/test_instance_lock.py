"""One program at a time: the second is told who has it, and a dead holder holds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from safeguard_app.system.instance_lock import InstanceLock, LogInUse

_HOLD = (
    "import sys; from pathlib import Path; from safeguard_app.system.instance_lock import InstanceLock;"
    "lock = InstanceLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
)


def test_the_second_is_refused_and_told_who(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path / "lock")
    with pytest.raises(LogInUse) as caught:
        InstanceLock(tmp_path / "lock")
    assert str(os.getpid()) in caught.value.sentence
    lock.release()
    lock.release()
    InstanceLock(tmp_path / "lock").release()


def test_another_process_holds_it_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(LogInUse) as caught:
            InstanceLock(path)
        assert str(child.pid) in caught.value.sentence
        child.kill()
    InstanceLock(path).release()


def test_what_an_earlier_holder_wrote_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"x" * 500)
    lock = InstanceLock(tmp_path / "lock")
    assert (tmp_path / "lock").read_bytes()[16:].startswith(f"process {os.getpid()}".encode())
    lock.release()
