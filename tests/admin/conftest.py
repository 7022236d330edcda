import pytest
from django.test import Client

from tests.factories import make_user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db):
    return make_user(groups=["Editors"])


@pytest.fixture
def writer(db):
    return make_user(groups=["Writers"])


@pytest.fixture
def exporter(db):
    return make_user(groups=["Exporters"])


@pytest.fixture
def desk(editor):
    return signed_in(editor)
