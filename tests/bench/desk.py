"""What the pages of the desk cost with a hundred quotes, and with very many.

Times are of the processor. A page is asked for until it is warm, then a few times more; the
fastest counts, so that a busy machine disturbs little.
"""

import re
from collections import deque
from collections.abc import Iterator
from time import process_time

from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse

from articles.admin.filters import NONE, OneOfManyFilter
from articles.demo.archive import RARE, Size, make
from tests.factories import make_user

FEW = 100  # quotes
MARK = 1.5  # times
CHOICES = 3  # of each filter, from its beginning
NOUNS = ["actor", "article", "obstacle", "outlet", "process", "quote", "tag"]
SEARCHED = {"actor": "quint", "article": "talks", "quote": "talks", "obstacle": "obstacle",
            "process": "process", "outlet": "outlet", "tag": "ferry"}  # fmt: skip


def measure(quotes: int, times: int = 3) -> list[tuple[str, float, float]]:
    """Page, seconds with few quotes, seconds with `quotes`."""
    few, many = measured(FEW, times), measured(quotes, times)
    return [(page, baseline(page, few), many[page]) for page in many if page in few]


def baseline(page: str, few: dict[str, float]) -> float:
    """With a hundred quotes a filter shows a row or two, with many a full page of them: it is held
    against the plain list, which fills its page from the beginning."""
    plain = re.sub(r", .*|, last page$| by .*", "", page)
    popular = re.sub(": page of another$", ": page of the popular one", page)
    return max(few[page], few.get(plain, 0), few.get(popular, 0))


def measured(quotes: int, times: int) -> dict[str, float]:
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    for stage in make(Size.of(quotes)):
        deque(stage.go(), maxlen=0)
    setup_test_environment(debug=False)
    try:
        client = Client()
        client.force_login(make_user(is_superuser=True))
        return {name: cost(client, address, times) for name, address in pages(client)}
    finally:
        teardown_test_environment()


def cost(client: Client, address: str, times: int) -> float:
    """Seconds. An export is read no further than its first rows."""
    spent = []
    for _ in range(times + 1):
        since = process_time()
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        if response.streaming:
            next(iter(response.streaming_content))
        spent.append(process_time() - since)
    return min(spent[1:] or spent)


def pages(client: Client) -> Iterator[tuple[str, str]]:
    yield "front page", reverse("admin:index")
    yield "import", reverse("admin:articles_article_import")
    for noun in NOUNS:
        yield from list_pages(client, noun)
    yield from choices()
    for noun in NOUNS:
        change = reverse(f"admin:articles_{noun}_change", args=[1])
        yield f"{noun}: page of the popular one", change
        yield f"{noun}: page of another", reverse(f"admin:articles_{noun}_change", args=[60])
        if noun != "quote":
            yield f"{noun}: its history", reverse(f"admin:articles_{noun}_history", args=[1])
            yield f"{noun}: a new one", reverse(f"admin:articles_{noun}_add")
    yield "article: the last rows of its page", change_of("article", "?quotes_page=last")
    yield "article: its review", reverse("admin:articles_article_review", args=[60])


def change_of(noun: str, query: str) -> str:
    return reverse(f"admin:articles_{noun}_change", args=[1]) + query


def list_pages(client: Client, noun: str) -> Iterator[tuple[str, str]]:
    address = reverse(f"admin:articles_{noun}_changelist")
    yield f"{noun} list", address
    yield f"{noun} list with counts", f"{address}?_facets=True"
    yield f"{noun} list, common word", f"{address}?q={SEARCHED[noun]}"
    yield f"{noun} list, two common words", f"{address}?q={SEARCHED[noun]}+1"
    yield f"{noun} list, rare word", f"{address}?q={RARE}"
    changelist = client.get(address).context["cl"]
    yield f"{noun} list, last page", f"{address}?p={changelist.paginator.num_pages}"
    for number, column in enumerate(changelist.list_display):
        if column in changelist.sortable_by:
            yield f"{noun} list by {column}", f"{address}?o={number}"
            yield f"{noun} list by {column}, down", f"{address}?o=-{number}"
    for spec in changelist.filter_specs:
        if isinstance(spec, OneOfManyFilter):
            for kind, chosen in (("popular", 1), ("rare", 90), ("none", NONE)):
                query = f"{address}?{spec.parameter_name}={chosen}"
                yield f"{noun} list, {kind} {spec.title}", query
                yield f"{noun} list, {kind} {spec.title}, common word", f"{query}&q=talks"
        choices = [each for each in spec.choices(changelist) if each.get("display")]
        for choice in choices[1 : CHOICES + 1]:
            query = choice["query_string"]
            name = f"{noun} list, {spec.title}: {choice['display']}"
            yield name, address + query
            yield f"{name}, common word", f"{address}{query}&q={SEARCHED[noun]}"
    if admin.site._registry[changelist.model].exported:
        yield f"{noun} export", reverse(f"admin:articles_{noun}_export")


def choices() -> Iterator[tuple[str, str]]:
    """What the fields with autocomplete ask for."""
    for term in ("", "quint", RARE):
        actors = reverse("admin:articles_actor_autocomplete")
        yield f"choosing an actor: {term or 'all'}", f"{actors}?term={term}"
    address = reverse("admin:autocomplete")
    for model, field, term in [
        ("article", "reprint_of", "talks"),
        ("article", "outlet", "outlet"),
        ("obstacle", "process", "process"),
        ("obstaclereport", "obstacle", "obstacle"),
    ]:
        for typed in ("", term):
            query = f"app_label=articles&model_name={model}&field_name={field}&term={typed}"
            yield f"choosing {field}: {typed or 'all'}", f"{address}?{query}"


def told(figures: list[tuple[str, float, float]], quotes: int) -> list[str]:
    """Print the table; the pages that miss the mark."""
    missed = []
    print(f"{'milliseconds with':<60} {FEW:>9,} {quotes:>9,}   times")
    for page, few, many in figures:
        misses = many > MARK * few
        missed += [page] if misses else []
        print(
            f"{page:<60} {1000 * few:>9.1f} {1000 * many:>9.1f}   {many / few:>5.2f}"
            f"{'   MISSED' if misses else ''}"
        )
    print(f"{len(missed)} of {len(figures)} pages take more than {MARK} times as long")
    return missed
