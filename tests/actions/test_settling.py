from datetime import date

import pytest

from articles.actions.settling import settle_actor, settle_article
from articles.choices import AppearanceSource, ArticleStatus, Part
from articles.models import Appearance, Article, Quote, Section
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_name,
    make_quote,
    make_report,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_status_and_dates_reach_every_row_that_repeats_them():
    speaker, other = make_actor("Ada Quill"), make_actor("Bo Rand")
    article = make_article(status=ArticleStatus.DRAFT)
    quote = make_quote(article, speaker=speaker, about=[other], tags=["Ferries"])
    report = make_report(article=article, text=quote.text)
    article.tags.add("Strait")

    article.status = ArticleStatus.IN_REVIEW
    article.issued_on = date(2031, 3, 1)
    article.issued_until = date(2031, 3, 31)
    article.issued_precision = "month"
    settle_article(article)

    copies = ("in_review", date(2031, 3, 1), date(2031, 3, 31))
    rows = [
        quote,
        report,
        quote.about_rows.get(),
        quote.tagged_rows.get(),
        article.tagged_rows.get(),
        *article.appearances.all(),
    ]
    assert len(rows) == 7
    for row in rows:
        row.refresh_from_db()
        assert (row.article_status, row.dated, row.dated_until) == copies


def test_a_quote_is_found_again_where_an_edit_moved_it():
    article = make_article(body="“We sail at noon,” she said.")
    quote = make_quote(article, "We sail at noon,")
    section = article.sections.get()
    section.body = "A new first paragraph.\n\n“We sail at noon,” she said."
    section.save()

    settle_article(article)

    quote.refresh_from_db()
    assert quote.anchored
    assert section.body[quote.start :].startswith("We sail at noon,")


def test_a_quote_follows_its_words_into_another_section():
    article = make_article(body="“We sail at noon,” she said.")
    quote = make_quote(article, "We sail at noon,")
    first = article.sections.get()
    first.body = "Nothing here any more."
    first.save()
    second = make_section(article, "“We sail at noon,” she said.")

    settle_article(article)

    quote.refresh_from_db()
    assert (quote.section, quote.anchored) == (second, True)


def test_a_quote_whose_words_are_gone_is_unanchored_and_kept():
    article = make_article(body="Somebody edited this.")
    quote = make_quote(article, "We sail at noon,")
    article.sections.update(body="Somebody edited this.")

    settle_article(article)

    quote.refresh_from_db()
    assert not quote.anchored
    assert quote.text == "We sail at noon,"


def test_a_headline_quote_is_anchored_in_the_headline():
    article = make_article("Minister: “Enough is enough”")
    quote = make_quote(article, "Enough is enough", part=Part.HEADLINE, section=None)

    settle_article(article)

    quote.refresh_from_db()
    assert (quote.part, quote.start, quote.anchored) == ("headline", 11, True)


def test_sections_are_renumbered_in_their_order():
    article = make_article()
    for position, heading in [(7, "c"), (2, "a"), (2, "b")]:
        make_section(article, heading=heading, position=position)

    settle_article(article)

    assert list(article.sections.values_list("heading", "position")) == [
        ("a", 1),
        ("b", 2),
        ("c", 3),
    ]


def test_actors_named_in_the_text_appear_with_their_number_of_mentions():
    ada = make_actor("Ada Quill", names=["Quill"])
    make_actor("Somebody Else")
    article = make_article(body="Ada Quill spoke. Quill’s ship sailed.\n\nNobody answered Quill.")

    settle_article(article)

    row = article.appearances.get()
    assert (row.actor, row.mentions, row.source) == (ada, 3, AppearanceSource.DERIVED)


def test_a_name_that_two_actors_share_links_to_neither():
    make_actor("Ada Quill", names=["Quill"])
    make_actor("Otto Quill", names=["Quill"])
    article = make_article(body="Quill spoke.")

    settle_article(article)

    assert not article.appearances.exists()


def test_a_shared_last_name_links_where_the_text_gives_one_of_them_in_full():
    ada = make_actor("Ada Quill", names=["Quill"])
    make_actor("Otto Quill", names=["Quill"])
    article = make_article(body="Ada Quill spoke. Then Quill left.")

    settle_article(article)

    assert [(row.actor, row.mentions) for row in article.appearances.all()] == [(ada, 2)]


def test_what_an_editor_rejected_stays_rejected_and_what_was_added_stays():
    rejected, added = make_actor("Quill"), make_actor("Bo Rand")
    article = make_article(body="Quill is a town, too.")
    make_appearance(article, rejected, source=AppearanceSource.REJECTED)
    make_appearance(article, added, source=AppearanceSource.ADDED)

    settle_article(article)

    assert dict(article.appearances.values_list("actor", "source")) == {
        rejected.pk: "rejected",
        added.pk: "added",
    }
    assert not Appearance.objects.published().filter(actor=rejected).exists()


def test_counts_follow_a_changed_speaker():
    ada, bo = make_actor("Ada Quill"), make_actor("Bo Rand")
    article = make_article()
    quote = make_quote(article, speaker=ada)
    settle_article(article)
    assert (ada.count.quotes, ada.count.articles) == (1, 1)

    Quote.objects.filter(pk=quote.pk).update(speaker=bo)
    settle_article(article)

    ada.count.refresh_from_db()
    assert (ada.count.quotes, bo.count.quotes) == (0, 1)


def test_a_split_quote_counts_once():
    ada = make_actor("Ada Quill")
    article = make_article()
    head = make_quote(article, "We sail,", speaker=ada)
    make_quote(article, "at noon.", speaker=ada, continues=head)

    settle_article(article)

    assert ada.count.quotes == 1


def test_drafts_count_for_nobody():
    ada = make_actor("Ada Quill")
    article = make_article(status=ArticleStatus.DRAFT)
    make_quote(article, speaker=ada)

    settle_article(article)

    assert (ada.count.quotes, ada.count.articles) == (0, 0)


def test_each_save_raises_the_version_by_one():
    article = make_article()
    settle_article(article)
    settle_article(article)
    article.refresh_from_db()
    assert article.version == 3


def test_settling_asks_as_many_questions_for_three_quotes_as_for_one(
    django_assert_max_num_queries, django_assert_num_queries
):
    def article_with(quotes):
        article = make_article()
        for number in range(quotes):
            make_quote(article, f"Number {number}", speaker=make_actor())
        return article

    one = article_with(1)
    with django_assert_max_num_queries(60) as asked:
        settle_article(one)
    three = article_with(3)
    with django_assert_num_queries(len(asked)):
        settle_article(three)


def test_a_new_name_is_looked_for_in_the_articles_that_have_it():
    ada = make_actor("Ada Quill")
    named = make_article(body="The Lamplighter spoke.")
    make_article(body="Nobody spoke.")
    for article in Article.objects.all():
        settle_article(article)
    make_name(ada, "The Lamplighter")

    assert settle_actor(ada, ["The Lamplighter"]) == 1

    assert [row.article for row in ada.appearances.all()] == [named]
    assert ada.count.articles == 1


def test_the_main_name_follows_the_actor():
    ada = make_actor("Ada Quill")
    ada.name = "Ada Quill-Rand"
    ada.save()

    settle_actor(ada)

    assert dict(ada.names.values_list("name", "is_main")) == {
        "Ada Quill": False,
        "Ada Quill-Rand": True,
    }
    ada.refresh_from_db()
    assert ada.version == 2


def test_section_anchors_differ():
    article = make_article()
    anchors = {make_section(article).anchor for _ in range(20)}
    assert len(anchors) == 20
    assert all(len(anchor) == 6 for anchor in anchors)
    assert Section._meta.ordering == ["position", "id"]
