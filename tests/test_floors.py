"""A module imports from its own package or a lower floor; docs/structure.md has the picture."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# From the ground up. The ground floor has steps: choices, text and charts, search.
FLOORS = [
    {"choices"},
    {"text", "charts"},
    {"search", "triggers"},
    {"querysets"},
    {"models"},
    {"forms", "actions"},
    {"filters", "exports", "ingest"},
    {"demo"},
    {
        "views",
        "admin",
        "management",
        "feeds",
        "templatetags",
        "site",
        "middleware",
        "migrations",
    },
    {"urls", "apps"},
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module: str) -> str:
    """The part of a dotted name below `articles`: articles.models.quote is in models."""
    return module.split(".")[1]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts)


def imported_names(node: ast.AST, module: str) -> list[str]:
    """The dotted names that an import statement asks for, relative ones resolved."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    package = module.split(".")[: -node.level] if node.level else []
    base = ".".join([*package, *([node.module] if node.module else [])])
    if base == "articles":
        return [f"articles.{alias.name}" for alias in node.names]
    return [base]


def wrong_imports(source: str, module: str) -> list[str]:
    """One line for each import of `module` that points up or sideways or hides in a function."""
    room, tree, wrong = room_of(module), ast.parse(source), []
    at_the_top = set(tree.body)
    for node in ast.walk(tree):
        for name in imported_names(node, module):
            top = name.split(".")[0]
            if top in {"newsdesk", "tests"}:
                wrong.append(f"line {node.lineno}: {name} stands outside of the app")
            if top != "articles" or name == "articles":
                continue
            target = room_of(name)
            if target not in FLOOR_OF:
                wrong.append(f"line {node.lineno}: {name} is on no floor")
            elif target != room and FLOOR_OF[target] >= FLOOR_OF[room]:
                way = "up" if FLOOR_OF[target] > FLOOR_OF[room] else "sideways"
                wrong.append(f"line {node.lineno}: {name} points {way}")
            elif node not in at_the_top:
                wrong.append(f"line {node.lineno}: {name} is not imported at the top")
    return wrong


MODULES = [
    path
    for path in sorted((ROOT / "articles").rglob("*.py"))
    if path != ROOT / "articles" / "__init__.py"
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path):
    module = module_name(path)
    assert room_of(module) in FLOOR_OF, f"{path.relative_to(ROOT)} stands on no floor"
    wrong = wrong_imports(path.read_text(encoding="utf-8"), module)
    assert not wrong, f"{path.relative_to(ROOT)}: " + "; ".join(wrong)


@pytest.mark.parametrize(
    ("module", "source", "message"),
    [
        ("articles.models.quote", "from articles.views import lists", "points up"),
        ("articles.models.quote", "from articles import forms", "points up"),
        ("articles.models.quote", "import articles.admin.quote as desk", "points up"),
        ("articles.models.quote", "from ..actions import publishing", "points up"),
        ("articles.text.folding", "from articles.search.words import terms", "points up"),
        ("articles.querysets.published", "from articles.models import Quote", "points up"),
        ("articles.exports.writer", "from articles.filters.quote import F", "points sideways"),
        ("articles.feeds", "from .views.home import front", "points sideways"),
        ("articles.views.home", "def f():\n    from articles.urls import x", "points up"),
        ("articles.views.home", "def f():\n    from articles.models import x", "at the top"),
        ("articles.views.home", "if True:\n    from articles.models import x", "at the top"),
        ("articles.views.home", "from articles.utils import x", "on no floor"),
        ("articles.views.home", "from newsdesk import settings", "outside"),
    ],
)
def test_wrong_import_is_found(module, source, message):
    (found,) = wrong_imports(source, module)
    assert message in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("articles.models.quote", "from articles.querysets.published import published_q"),
        ("articles.models.quote", "from .article import Article\nfrom articles.models import tag"),
        ("articles.views.home", "from articles import models\nfrom articles.filters import x"),
        ("articles.ingest.readers.html", "from ..drafts import Draft"),
        ("articles.views.home", "def f():\n    import json\n    from django.db import models"),
        ("articles.urls", "from articles.views import home"),
    ],
)
def test_right_import_passes(module, source):
    assert wrong_imports(source, module) == []
