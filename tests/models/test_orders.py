"""An order that names a relation is that of its rows, which are joined: no index is of use."""

import ast
from pathlib import Path

from django.apps import apps

import articles

RELATIONS = {
    field.name
    for model in apps.get_models()
    for field in model._meta.fields
    if field.related_model and field.related_model._meta.ordering
}
ROOT = Path(articles.__file__).parent


def ordered_by(path: Path):
    """The names in each call of order_by."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
            for name in node.args:
                if isinstance(name, ast.Constant):
                    yield name.value.removeprefix("-").rpartition("__")[2]


def test_rows_are_in_the_order_of_ids_not_of_relations():
    """By `speaker_id`, not by `speaker`."""
    wrong = {
        str(path.relative_to(ROOT)): names
        for path in ROOT.rglob("*.py")
        if (names := RELATIONS & set(ordered_by(path)))
    }
    assert not wrong
