"""Fills an empty database: an archive of some size, and editors. python -m tests.cluster.loading"""

import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402

from tests.bench.archive import Size, make_archive  # noqa: E402

PASSWORD = "the tide comes in twice"


def main(quotes: int, editors: int) -> None:
    call_command("migrate", verbosity=0)
    make_archive(Size.of(quotes))
    for number in range(editors):
        user = get_user_model().objects.create_user(
            f"editor{number}", password=PASSWORD, is_staff=True
        )
        user.groups.add(Group.objects.get(name="Editors"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
