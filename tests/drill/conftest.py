"""A database of its own for each drill, which other processes and threads can open."""

import os
from urllib.parse import quote

import pytest
from django.db import connections


@pytest.fixture
def newsroom(tmp_path, django_db_blocker):
    """A migrated database of this test's own, which other processes can open."""
    name = f"drill_{os.getpid()}"
    usual = connections["default"]
    own = usual.copy()
    is_file = own.vendor == "sqlite"
    own.settings_dict["TEST"] |= {"NAME": str(tmp_path / name) if is_file else name}
    with django_db_blocker.unblock():
        connections["default"] = own
        before = own.settings_dict["NAME"]
        own.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        yield own.settings_dict
        own.creation.destroy_test_db(before, verbosity=0)
        connections["default"] = usual


def address_of(settings: dict) -> str:
    """DATABASE_URL for another process."""
    if "sqlite" in settings["ENGINE"]:
        return f"sqlite:///{quote(settings['NAME'])}"
    user = ":".join(quote(settings[key], safe="") for key in ("USER", "PASSWORD") if settings[key])
    return f"postgres://{user}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
