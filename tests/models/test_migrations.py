"""What a migration writes into rows that were there before it."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Actor
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def test_persons_of_before_get_their_surnames(monkeypatch):
    surnames = import_module("articles.migrations.0025_surnames")
    made = [make_actor(name) for name in ("Ada Quill", "Bo van der Oord", "Cäsar Ölund")]
    made.append(make_actor("Harbour Board", kind="organisation"))
    wanted = dict(Actor.objects.values_list("name", "surname"))
    assert wanted["Ada Quill"] == "quill"
    Actor.objects.update(surname="")
    monkeypatch.setattr(surnames, "BATCH", 2)
    surnames.fill(apps, None)
    assert dict(Actor.objects.values_list("name", "surname")) == wanted
