"""Fills an empty database: an archive of some size, editors, and articles for them to edit."""

import sys
from collections import deque
from datetime import date

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from articles.actions.settling import settle_article  # noqa: E402
from articles.demo.archive import Size, make  # noqa: E402
from tests.factories import make_actor, make_article, make_quote, make_user  # noqa: E402

from .people import PASSWORD  # noqa: E402


def main(quotes: int, editors: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for stage in make(Size.of(quotes)):
        deque(stage.go(), maxlen=0)
    for number in range(editors):
        make_user(f"editor{number}", groups=["Editors"], password=PASSWORD)
    for number in range(4 * editors):
        body = f"“We are ready to talk,” said Otto Quint {number}."
        article = make_article(f"Ferry talks {number}", day=date(2031, 3, 12), body=body)
        make_quote(article, "We are ready to talk", speaker=make_actor(f"Otto Quint {number}"))
        settle_article(article)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
