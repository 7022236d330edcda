"""A database of its own for each drill, which other processes and threads can open."""

import os
from itertools import count
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connections

copies = count(1)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_blocker):
    """An empty newsroom, of which each drill has a copy: migrating takes longer than most."""
    name = f"drill_{os.getpid()}"
    own = connections["default"].copy()
    is_file = own.vendor == "sqlite"
    folder = tmp_path_factory.mktemp("db")
    own.settings_dict["TEST"] |= {"NAME": str(folder / name) if is_file else name}
    before = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock():
        usual, connections["default"] = connections["default"], own
        own.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        own.close()
        connections["default"] = usual
        settings.DATABASES["default"]["NAME"] = before  # which the creation has changed
        yield own
        own.creation.destroy_test_db(verbosity=0)


@pytest.fixture
def newsroom(migrated, django_db_blocker):
    """A migrated database of this test's own, which other processes can open."""
    suffix = str(next(copies))
    usual, own = connections["default"], migrated.copy()
    with django_db_blocker.unblock():
        migrated.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
        own.settings_dict |= migrated.creation.get_test_db_clone_settings(suffix)
        connections["default"] = own
        yield own.settings_dict
        own.close()
        connections["default"] = usual
        migrated.creation.destroy_test_db(suffix=suffix, verbosity=0)


def address_of(settings: dict) -> str:
    """DATABASE_URL for another process."""
    if "sqlite" in settings["ENGINE"]:
        return f"sqlite:///{quote(settings['NAME'])}"
    user = ":".join(quote(settings[key], safe="") for key in ("USER", "PASSWORD") if settings[key])
    return f"postgres://{user}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
