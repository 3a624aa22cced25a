"""Rooms stay liveable: files, functions and classes have a greatest size, and names say the thing."""

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from tests.architecture import sizes
from tests.architecture.project_files import findings, python_files


@pytest.mark.parametrize("rule", [sizes.long_file, sizes.long_functions, sizes.crowded_classes])
def test_size(rule: Callable[[str], list[str]]) -> None:
    assert findings(python_files(), rule) == {}


def test_module_names() -> None:
    assert [finding for path in python_files() for finding in sizes.empty_names(path)] == []


def test_a_long_file_is_found() -> None:
    assert sizes.long_file("x = 1\n" * 500) == []
    assert sizes.long_file("x = 1\n" * 501) == ["501 lines, at most 500"]


def test_a_long_function_is_found_in_a_class_too() -> None:
    body = "        x = 1\n"
    assert sizes.long_functions("class A:\n    def f(self):\n" + body * 59) == []
    assert sizes.long_functions("class A:\n    def f(self):\n" + body * 60) == ["f: 61 lines, at most 60"]


def test_a_crowded_class_is_found_and_private_methods_do_not_count() -> None:
    def methods(prefix: str, count: int) -> str:
        return "".join(f"    def {prefix}{number}(self): ...\n" for number in range(count))

    assert sizes.crowded_classes("class A:\n" + methods("m", 20) + methods("_m", 20)) == []
    assert sizes.crowded_classes("class A:\n" + methods("m", 21)) == ["A: 21 public methods, at most 20"]


@pytest.mark.parametrize(
    "name", ["ui/utils.py", "ui/helpers/field.py", "vault/key_manager.py", "domain/common.py"]
)
def test_a_name_that_says_nothing_is_found(name: str) -> None:
    assert sizes.empty_names(PurePosixPath("safeguard_app") / name)
    assert not sizes.empty_names(PurePosixPath("safeguard_app/ui/commonwealth.py"))
