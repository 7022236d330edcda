"""What is imported is asked for, and every line of the requirements says what needs it."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = {"articles", "newsdesk", "tests"}


def wanted(file: str) -> set[str]:
    lines = (ROOT / file).read_text().splitlines()
    return {re.split(r"[\[~=<> ]", line)[0].lower() for line in lines if re.match("[A-Za-z]", line)}


def imported(folder: str) -> set[str]:
    """The packages from elsewhere that the modules below a folder import, as pip names them."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.split(".")[0])
    names = packages_distributions()
    outer = found - OWN - sys.stdlib_module_names
    return {names.get(module, [module])[0].lower() for module in outer}


def test_what_runs_is_asked_for():
    assert imported("articles") | imported("newsdesk") <= wanted("requirements.in")


def test_what_tests_is_asked_for():
    asked = wanted("requirements.in") | wanted("requirements-dev.in")
    assert imported("tests") <= asked


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_line_is_exact_and_explained(name):
    lines = (ROOT / f"{name}.txt").read_text().splitlines()
    above = dict(zip(lines[1:], lines, strict=False))
    pins = [line for line in lines if re.match("[A-Za-z]", line)]
    assert wanted(f"{name}.in") <= wanted(f"{name}.txt")
    assert [pin for pin in pins if "==" not in pin] == []
    assert [pin for pin in pins if not above[pin].startswith("# ")] == []
