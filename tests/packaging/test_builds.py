"""The release scripts for Windows and Debian, as far as they can be checked without building."""

import re
from pathlib import Path
from typing import Any

import pytest

from left_out import left_out
from linux import build_deb
from machine import QT_LIBRARIES, SCREEN_LIBRARIES

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "packaging" / "windows"
KEPT = (
    "PySide6\\Qt6Gui.dll",
    "PySide6\\QtWidgets.pyd",
    "PySide6/Qt/lib/libQt6PrintSupport.so.6",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
    "pikepdf.libs/libqpdf-1a2b.so.30",
    "reportlab/pdfbase/ttfonts.py",
    "safeguard_app/resources/fonts/text-regular.ttf",
    "safeguard_app/resources/help/tls.md",
)
LEFT_OUT = (
    "PySide6\\Qt6Network.dll",
    "PySide6\\QtNetwork.pyd",
    "PySide6/QtNetwork.abi3.so",
    "libQt6Network.so.6",
    "libQt6Qml.so.6",
    "PySide6\\plugins\\tls\\qschannelbackend.dll",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/imageformats/libqpdf.so",
    "PySide6/Qt/qml/QtQuick/plugin.so",
    "PySide6/QtGui.pyi",
    "reportlab/fonts/DarkGarden.sfd",
    "reportlab\\fonts\\Vera.ttf",
)


@pytest.mark.parametrize("name", KEPT)
def test_what_a_build_needs_stays(name: str) -> None:
    assert not left_out(name)


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_a_build_must_not_have_is_left_out(name: str) -> None:
    assert left_out(name)


class _Part:
    """Stands for what PyInstaller's names return: keeps the arguments and has the lists a spec reads."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        self.arguments, self.settings = arguments, settings
        self.pure: list[Any] = []
        self.scripts: list[Any] = []
        self.binaries = [(name, "", "BINARY") for name in (*KEPT, *LEFT_OUT)]
        self.datas = [(name, "", "DATA") for name in (*KEPT, *LEFT_OUT)]


def _run_spec() -> dict[str, Any]:
    names: dict[str, Any] = dict.fromkeys(("Analysis", "PYZ", "EXE", "COLLECT"), _Part)
    names["SPECPATH"] = str(WINDOWS)
    code = compile((WINDOWS / "safeguard-log.spec").read_text(encoding="utf-8"), "safeguard-log.spec", "exec")
    exec(code, names)  # noqa: S102 - a spec is a program that PyInstaller runs in just this way
    return names


def test_the_spec_runs_and_names_files_that_exist() -> None:
    names = _run_spec()
    for part in (names["analysis"], names["analysis_headless"]):
        assert all(Path(script).is_file() for script in part.arguments[0])
        assert all(Path(source).is_dir() for source, _ in part.settings["datas"])
        assert "PySide6.QtNetwork" in part.settings["excludes"]
        assert tuple(name for name, *_ in part.binaries) == KEPT
        assert tuple(name for name, *_ in part.datas) == KEPT


def test_the_window_has_no_console_and_the_headless_program_has() -> None:
    names = _run_spec()
    assert names["window"].settings["console"] is False
    assert names["headless"].settings["console"] is True


def test_the_installer_takes_what_the_spec_makes() -> None:
    script = (WINDOWS / "safeguard-log.iss").read_text(encoding="utf-8")
    assert "build\\windows\\SafeguardLog\\*" in script
    assert {"safeguard-log.exe", "safeguard-log-cli.exe"} <= set(
        re.findall(r"safeguard-log[a-z-]*\.exe", script)
    )
    assert (ROOT / "LICENSE").is_file()


def test_the_debian_package_depends_on_every_library_that_bootstrap_looks_for() -> None:
    depends = set(re.split(r", | \| ", build_deb.DEPENDENCIES))
    assert {part.package for part in QT_LIBRARIES + SCREEN_LIBRARIES} <= depends


def test_the_debian_control_file() -> None:
    lines = build_deb.control("0.1.0", 11, 4096).splitlines()
    fields = dict(line.split(": ", 1) for line in lines if not line.startswith(" "))
    assert fields["Version"] == "0.1.0"
    assert fields["Installed-Size"] == "4096"
    assert fields["Depends"].startswith("python3 (>= 3.11), python3 (<< 3.12), libegl1, ")


def test_the_debian_launcher_is_python_that_ignores_the_user_s_settings() -> None:
    text = build_deb.launcher("cli_main")
    assert text.startswith("#!/usr/bin/python3 -I\n")
    compile(text, "launcher", "exec")


def test_only_a_wheel_of_this_program_is_packaged() -> None:
    assert build_deb.version_of(Path("dist/safeguard_log-0.1.0-py3-none-any.whl")) == "0.1.0"
    with pytest.raises(ValueError, match="not a wheel of this program"):
        build_deb.version_of(Path("dist/other-0.1.0-py3-none-any.whl"))
