from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from articles.models import Article

User = get_user_model()


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def first_run():
    out = StringIO()
    call_command("first_run", stdout=out)
    return out.getvalue()


def state():
    articles = Article.objects.order_by("pk").values_list("pk", "updated_at", "version")
    return list(articles), list(User.objects.values())


@pytest.mark.django_db
def test_unused_database_gets_the_demo_and_an_admin_once(data_folder):
    told = first_run().splitlines()[-1]
    password = (data_folder / "admin-password").read_text().strip()
    assert told.endswith(f"user name: admin   password: {password}")
    assert User.objects.get().check_password(password)
    assert User.objects.get().is_superuser
    assert (data_folder / "admin-password").stat().st_mode & 0o777 == 0o600
    assert Article.objects.exists()

    before = state()
    assert first_run() == told + "\n"
    assert state() == before


@pytest.mark.django_db
def test_database_with_a_user_is_left_alone(data_folder):
    User.objects.create_user("editor", password="a quiet word")
    assert "log in as before" in first_run()
    assert User.objects.count() == 1
    assert not Article.objects.exists()
    assert not (data_folder / "admin-password").exists()


@pytest.mark.django_db
def test_changed_password_is_not_told(data_folder):
    User.objects.create_superuser("admin", password="a quiet word")
    (data_folder / "admin-password").write_text("an older word\n")
    assert "password:" not in first_run()
