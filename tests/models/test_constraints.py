from datetime import date

import pytest
from django.db import IntegrityError, transaction

from articles.choices import Part
from articles.models import Actor, ActorName, Appearance, Article, Quote, Role, Section, Tag
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_quote,
    make_report,
    make_role,
    make_section,
)

pytestmark = pytest.mark.django_db

MARCH_1, MARCH_31 = date(2031, 3, 1), date(2031, 3, 31)


def assert_refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


@pytest.mark.parametrize(
    "fields",
    [
        {"issued_on": MARCH_31, "issued_until": MARCH_1, "issued_precision": "month"},
        {"issued_on": MARCH_1, "issued_until": MARCH_31, "issued_precision": "day"},
        {"issued_on": MARCH_1, "issued_until": MARCH_1, "issued_precision": "month"},
        {"issued_on": MARCH_1, "issued_until": None, "issued_precision": "day"},
        {"issued_on": MARCH_1, "issued_until": MARCH_1, "issued_precision": ""},
        {
            "issued_on": MARCH_1,
            "issued_until": MARCH_1,
            "issued_precision": "day",
            "date_unknown": True,
        },
        {"status": "scheduled", "publish_at": None},
        {"status": "published", "published_at": None},
    ],
)
def test_an_article_that_contradicts_itself_is_refused(fields):
    article = make_article(status="draft")
    assert_refused(lambda: Article.objects.filter(pk=article.pk).update(**fields))


def test_a_source_is_stored_once_and_articles_without_one_are_many():
    make_article(source_sha256="ab")
    make_article(source_sha256="")
    make_article(source_sha256="")
    assert_refused(lambda: make_article(source_sha256="ab"))


def test_part_and_section_agree():
    quote = make_quote()
    rows = Quote.objects.filter(pk=quote.pk)
    assert_refused(lambda: rows.update(part=Part.HEADLINE))
    assert_refused(lambda: rows.update(section=None))


def test_starts_are_not_negative():
    quote, report = make_quote(), make_report()
    assert_refused(lambda: Quote.objects.filter(pk=quote.pk).update(start=-1))
    assert_refused(lambda: report.__class__.objects.filter(pk=report.pk).update(start=-1))


def test_an_actor_appears_once_in_an_article():
    article, actor = make_article(), make_actor()
    make_appearance(article, actor)
    assert_refused(lambda: Appearance.objects.create(article=article, actor=actor))


def test_an_actor_is_not_merged_into_itself():
    actor = make_actor()
    assert_refused(lambda: Actor.objects.filter(pk=actor.pk).update(merged_into=actor))


def test_an_actor_has_one_main_name():
    actor = make_actor("Ada Quill")
    assert_refused(lambda: ActorName.objects.create(actor=actor, name="A. Quill", is_main=True))


def test_dates_of_a_role_are_in_order_and_have_a_precision():
    role = make_role(make_actor())
    rows = Role.objects.filter(pk=role.pk)
    assert_refused(lambda: rows.update(start=MARCH_1))
    assert_refused(
        lambda: rows.update(start=MARCH_31, start_precision="day", end=MARCH_1, end_precision="day")
    )


def test_one_tag_for_all_spellings():
    article = make_article()
    article.tags.add("NATO", "nato ", "Nato")
    article.tags.add("nato")
    assert [tag.name for tag in Tag.objects.all()] == ["NATO"]
    article.tags.remove("nAtO")
    assert not article.tags.exists()
    assert_refused(lambda: Tag.objects.create(name="nAtO"))


def test_a_section_anchor_is_used_once_in_an_article():
    article = make_article()
    section = make_section(article)
    assert_refused(lambda: Section.objects.create(article=article, anchor=section.anchor))
