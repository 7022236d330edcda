"""Every page of the desk of the archive that is open, and saving an article there."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import reverse

from articles.admin.filters import NONE, OneOfManyFilter
from articles.demo.archive import COMMON, RARE
from articles.models import Article
from tests.admin.forms_of import change_url, filled
from tests.factories import make_user

from .asking import BARES, Reader, clock
from .public import Page

CHOICES = 3  # of each filter, from its beginning
SAVED = 44  # an article of some 600 words
NOUNS = ["actor", "article", "obstacle", "outlet", "process", "quote", "tag"]
ANY = COMMON[0]
SEARCHED = {
    "actor": "board", "article": ANY, "quote": ANY, "obstacle": ANY, "process": ANY,
    "outlet": "courier", "tag": "question",
}  # fmt: skip


def editor() -> tuple[Client, Reader]:
    """Who may do everything: to look at pages with, and to measure them with."""
    client = Client()
    known = get_user_model().objects.filter(username="bench").first()
    client.force_login(known or make_user("bench", is_superuser=True))
    return client, Reader(client.cookies[settings.SESSION_COOKIE_NAME].value)


def desk_pages(client: Client) -> list[Page]:
    """The test client sees which filters a list has."""
    setup_test_environment(debug=False)
    try:
        return [
            Page(f"desk: {name}", "desk", address, f"desk: {plain_of(name)}")
            for name, address in pages(client)
        ]
    finally:
        teardown_test_environment()


def plain_of(name: str) -> str:
    """The list without a filter, all that may be chosen, or the page of the popular one."""
    if name.endswith(": page of another"):
        return name.replace("another", "the popular one")
    before, is_list, _ = name.partition(" list")
    asked, is_choice, _ = name.partition(": ") if name.startswith("choosing ") else ("", "", "")
    return f"{before}{is_list}" if is_list else f"{asked}: all" if is_choice else name


def views_to_save(client: Client, reader: Reader, times: int) -> float:
    """How many times as long as a bare view it takes to save an article whose headline is typed
    anew, the fastest time."""
    article = Article.objects.get(pk=SAVED)
    setup_test_environment(debug=False)
    try:
        spent, bares = [], []
        for number in range(max(times, 1) + 1):
            page = client.get(change_url(article))
            sent = filled(page, headline=f"Saved for the {number}th time")
            since = clock()
            response = client.post(change_url(article), sent)
            spent.append(clock() - since)
            bares.append(reader.bare(BARES))
            assert response.status_code == 302, response.context["errors"]
    finally:
        teardown_test_environment()
    return min(spent[1:]) / min(bares)


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
                yield f"{noun} list, {kind} {spec.title}, common word", f"{query}&q={ANY}"
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
    for term in ("", "board", RARE):
        actors = reverse("admin:articles_actor_autocomplete")
        yield f"choosing an actor: {term or 'all'}", f"{actors}?term={term}"
    address = reverse("admin:autocomplete")
    for model, field, term in [
        ("article", "reprint_of", ANY),
        ("article", "outlet", "courier"),
        ("obstacle", "process", ANY),
        ("obstaclereport", "obstacle", ANY),
    ]:
        for typed in ("", term):
            query = f"app_label=articles&model_name={model}&field_name={field}&term={typed}"
            yield f"choosing {field}: {typed or 'all'}", f"{address}?{query}"
