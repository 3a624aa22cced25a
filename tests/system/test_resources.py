"""The program's own data files: found from a checkout and from a wheel, and nothing outside them."""

from pathlib import Path

import pytest

from safeguard_app.system import resources
from safeguard_app.system.resources import ResourceMissing, list_resources, read_resource, resource_path

LEAVES_THE_FOLDER = ["/etc/hosts", "../pyproject.toml", "a/../../b", "", ".", "C:/x", "a\\b", "a\0b"]


def _install(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", package)


def test_a_wheel_carries_its_resources_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "safeguard_app"
    (package / "resources" / "catalogue").mkdir(parents=True)
    (package / "resources" / "catalogue" / "a.toml").write_bytes(b"inside")
    (tmp_path / "resources" / "catalogue").mkdir(parents=True)
    (tmp_path / "resources" / "catalogue" / "a.toml").write_bytes(b"beside")
    _install(monkeypatch, package)
    assert read_resource("catalogue/a.toml") == b"inside"


def test_a_checkout_has_its_resources_beside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "a.txt").write_bytes(b"beside")
    _install(monkeypatch, tmp_path / "safeguard_app")
    assert read_resource("a.txt") == b"beside"


@pytest.mark.parametrize("name", LEAVES_THE_FOLDER)
def test_a_name_that_leaves_the_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="stays inside"):
        resource_path(name)


def test_a_missing_file_says_which_one_and_that_records_are_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(monkeypatch, tmp_path)
    with pytest.raises(ResourceMissing, match=r"fonts/none\.ttf") as raised:
        read_resource("fonts/none.ttf")
    assert "not affected" in raised.value.next_step
    assert str(tmp_path) not in str(raised.value)


def test_a_folder_is_listed_in_order_with_names_that_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "resources" / "catalogue"
    (folder / "sub.toml").mkdir(parents=True)
    for name in ("b.toml", "a.toml", "a.txt"):
        (folder / name).write_bytes(name.encode())
    _install(monkeypatch, tmp_path)
    assert list_resources("catalogue", ".toml") == ("catalogue/a.toml", "catalogue/b.toml")
    assert [read_resource(name) for name in list_resources("catalogue", ".toml")] == [b"a.toml", b"b.toml"]


def test_a_missing_folder_is_a_known_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, tmp_path)
    with pytest.raises(ResourceMissing):
        list_resources("forms", ".toml")
