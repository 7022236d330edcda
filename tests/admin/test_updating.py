import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.actions.publishing import publish
from articles.actions.reviewing import reviewing
from articles.actions.settling import settle_article
from articles.choices import ArticleStatus, UpdateState
from articles.ingest.drafts import Received
from articles.ingest.importer import import_received
from articles.models import Article, Quote, Update
from tests.factories import make_actor, make_article, make_quote, make_user

from .conftest import signed_in
from .forms_of import change_url, send

FIRST = """\
Harbour Talks Stall Over Night Sailings/ The Quay Gazette/ PORT ELSWICK/ Mara Lind/ Morning \
Edition/ Ferry owners and the harbour board have stopped talking.
Harbour Talks Stall Over Night Sailings
Harbour Talks Stall, but the Board Keeps the Keys – Deep Look
What Was Said
“We will not sail blind, and nobody should ask us to,” said Tomas Verrill, head of the Ferry \
Owners’ Union.
No ship left the quay that night. “The sea is not a meeting room,” he said.
What the Board Answers
“The keys stay here until the second pilot is aboard,” said Ada Quill, the harbour master, on \
Monday.
"""
NEWER = FIRST.replace("Talks Stall Over", "Talks Resume Over", 1).replace(
    "The sea is not a meeting room,", "The tide waits for no committee,"
)


def received(text, version, user=None):
    item = Received(text, source_guid="urn:norwire:elswick:17", source_version=version)
    return import_received(item, user=user, obtained="Wire").article


def live(user=None) -> Article:
    article = received(FIRST, "1", user)
    with reviewing(article.pk, user) as review:
        review.accept_rest()
        review.article.date_unknown = True
    article.refresh_from_db()
    publish(article)
    return article


@pytest.fixture
def article(db):
    """Published, with a newer text that waits."""
    article = live()
    received(NEWER, "2")
    return article


def page_of(article):
    update = article.updates.get(state=UpdateState.WAITING)
    return reverse("admin:articles_article_update", args=[article.pk, update.pk])


def press(client, article, button, **typed):
    """Send the page as it was drawn."""
    address = page_of(article)
    version = client.get(address).context["original"].version
    sent = {"opened_version": version, "drop_lost": "1", button: "1"} | typed
    sent = {name: value for name, value in sent.items() if value is not None}
    response = client.post(address, sent)
    article.refresh_from_db()
    return response


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_page_shows_what_changes(desk, article):
    page = desk.get(page_of(article)).content.decode()

    assert "Harbour Talks <del>Stall</del> <ins>Resume</ins> Over Night Sailings" in page
    assert "as version 2" in page
    assert "1 paragraph unchanged" in page
    assert "<del>“The sea is not a meeting room,”</del> — Tomas Verrill" in page
    assert "Quote: <ins>The tide waits for no committee,</ins>" in page
    assert "2 stay with their addresses" in page


def test_the_page_shows_which_quote_stays_in_other_words(desk, article):
    received(NEWER.replace("The keys stay here", "The keys stay with us"), "3")

    page = desk.get(page_of(article)).content.decode()

    assert "1 of them stays with other words" in page
    assert "“The keys stay <del>here</del> <ins>with us</ins> until the second pilot" in page


def test_a_split_quote_in_the_newer_text_is_one_line(desk, article):
    split = "“We sail,” said Ada Quill, the harbour master. “The ice decides.”\n"
    received(NEWER + split, "3")
    page = desk.get(page_of(article)).content.decode()
    assert page.count("Quote: <ins>") == 2
    assert "Quote: <ins>We sail,</ins>" in page


def test_the_article_page_leads_to_it_while_it_waits(desk, article):
    assert page_of(article) in desk.get(change_url(article)).content.decode()

    press(desk, article, "_refuse")

    assert "A newer text" not in desk.get(change_url(article)).content.decode()


def test_take_over(desk, article):
    response = press(desk, article, "_take")

    assert response.status_code == 302
    assert article.headline == "Harbour Talks Resume Over Night Sailings"
    assert article.is_published
    assert sorted(article.quotes.values_list("text", flat=True)) == [
        "The keys stay here until the second pilot is aboard,",
        "We will not sail blind, and nobody should ask us to,",
    ]
    assert "was taken over. 1 proposal waits for you." in told(response)


def test_refuse(desk, article):
    before = article.version

    response = press(desk, article, "_refuse")

    assert response.status_code == 302
    assert (article.headline, article.version) == (
        "Harbour Talks Stall Over Night Sailings", before,
    )  # fmt: skip
    assert article.updates.first().state == UpdateState.REFUSED


@pytest.mark.parametrize("button", ["_take", "_refuse"])
def test_what_was_saved_meanwhile_is_not_overwritten(desk, article, button):
    settle_article(Article.objects.get(pk=article.pk))

    response = press(desk, article, button, opened_version="1")

    assert response.status_code == 200
    assert "the article was saved from another one" in told(response)
    assert article.headline == "Harbour Talks Stall Over Night Sailings"
    assert article.updates.first().state == UpdateState.WAITING
    assert f'name="opened_version" value="{article.version}"' in response.content.decode()


def test_a_live_article_that_would_fail_stays_and_the_page_says_why(desk, article):
    response = press(desk, article, "_take", drop_lost=None)

    assert response.status_code == 200
    assert "Not found in the text: “The sea is not a meeting room,”" in told(response)
    assert article.headline == "Harbour Talks Stall Over Night Sailings"
    assert 'name="drop_lost" value="1">' in response.content.decode()


def test_a_draft_may_keep_quotes_whose_words_are_gone(desk, editor):
    article = received(FIRST, "1", editor)
    with reviewing(article.pk, editor) as review:
        review.accept_rest()
    received(NEWER, "2")

    press(desk, article, "_take", drop_lost=None)

    lost = article.quotes.get(anchored=False)
    assert lost.text == "The sea is not a meeting room,"


def test_twice_is_once(desk, article):
    address = page_of(article)
    press(desk, article, "_take")

    response = desk.post(address, {"opened_version": article.version, "_take": "1"})

    assert response.status_code == 302
    assert "waits no longer" in told(response)
    assert Update.objects.filter(state=UpdateState.TAKEN).count() == 1


def test_an_update_of_another_article_is_none_of_this_one(desk, article):
    other = make_article()
    address = reverse("admin:articles_article_update", args=[other.pk, article.updates.first().pk])

    response = desk.get(address)

    assert response.status_code == 302
    assert "no such text" in told(response)


def test_who_may_not_publish_may_not_replace_what_readers_see(writer, article):
    Article.objects.update(created_by=writer)

    assert signed_in(writer).get(page_of(article)).status_code == 403
    assert signed_in(writer).post(page_of(article), {"_take": "1"}).status_code == 403


def test_who_edits_all_articles_but_publishes_none_may_not_either(article):
    permissions = ["view_article", "change_article", "edit_any_article"]
    client = signed_in(make_user(permissions=permissions))

    assert client.get(change_url(article)).status_code == 200
    assert client.get(page_of(article)).status_code == 403


def test_a_writer_takes_over_for_an_own_draft(writer):
    article = received(FIRST, "1", writer)
    settle_article(article)
    received(NEWER, "2")

    press(signed_in(writer), article, "_take")

    assert article.headline == "Harbour Talks Resume Over Night Sailings"


def test_text_with_signs_of_html_stays_text(desk, db):
    article = live()
    received(FIRST.replace("What Was Said", "What <b>Was</b> Said"), "2")

    page = desk.get(page_of(article)).content.decode()

    assert "<b>Was</b>" not in page
    assert "&lt;b&gt;Was&lt;/b&gt;" in page


# The field “reprint of” of the article's page


def printed(speaker, **fields):
    article = make_article(date_unknown=True, **fields)
    make_quote(article, "Nobody told the pilots", speaker=speaker)
    settle_article(article)
    return article


def test_an_editor_says_and_unsays_that_an_article_is_a_reprint(desk, db):
    speaker = make_actor("Tomas Verrill")
    original, reprint = printed(speaker), printed(speaker)

    send(desk, reprint, reprint_of=original.pk)
    assert [quote.article for quote in Quote.objects.counted()] == [original]

    send(desk, reprint, reprint_of="")
    assert Quote.objects.counted().count() == 2


def test_a_reprint_of_a_reprint_is_one_of_the_original(desk, db):
    speaker = make_actor("Tomas Verrill")
    original, second, third = (printed(speaker) for _ in range(3))
    send(desk, second, reprint_of=original.pk)

    send(desk, third, reprint_of=second.pk)

    third.refresh_from_db()
    assert third.reprint_of == original


def test_no_article_is_a_reprint_of_itself_or_of_its_reprint(desk, db):
    speaker = make_actor("Tomas Verrill")
    original, reprint = printed(speaker), printed(speaker)
    send(desk, reprint, reprint_of=original.pk)

    circle = send(desk, original, reprint_of=reprint.pk)
    itself = send(desk, original, reprint_of=original.pk)

    assert "this one is the original" in circle.content.decode()
    assert "no reprint of itself" in itself.content.decode()
    original.refresh_from_db()
    assert original.reprint_of is None


def test_when_the_reprint_that_is_counted_is_none_after_all_the_next_one_is(desk, db):
    speaker = make_actor("Tomas Verrill")
    original = printed(speaker, status=ArticleStatus.DRAFT)
    first, second = printed(speaker), printed(speaker)
    for reprint in (first, second):
        send(desk, reprint, reprint_of=original.pk)
    counted = Quote.objects.published().counted().order_by("pk")
    assert [quote.article for quote in counted] == [first]

    send(desk, first, reprint_of="")

    assert [quote.article for quote in counted.all()] == [first, second]
    speaker.refresh_from_db()
    assert speaker.count.quotes == 2
