import pytest

from articles.actions.publishing import publish, withdraw
from articles.actions.settling import forget_article, settle_article
from articles.choices import ArticleStatus
from tests.factories import make_actor, make_article, make_name, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return make_actor("Ada Quill")


def make_draft(body="Ada Quill, the harbour master, is called the Lamplighter.", **fields):
    article = make_article(
        body=body, **{"status": ArticleStatus.DRAFT, "date_unknown": True} | fields
    )
    settle_article(article)
    return article


def learn(actor, article):
    return (
        make_name(actor, "Lamplighter", article=article),
        make_role(actor, "harbour master", article=article),
    )


def public_facts(actor):
    return [str(row) for rows in (actor.names, actor.roles) for row in rows.public()]


def test_what_a_draft_taught_is_public_once_a_published_article_prints_it(actor):
    first, second = make_draft(), make_draft()
    learn(actor, first)
    assert public_facts(actor) == ["Ada Quill"]

    publish(second)

    assert public_facts(actor) == ["Ada Quill", "Lamplighter", "harbour master"]


def test_an_article_that_does_not_print_it_makes_nothing_public(actor):
    first, second = make_draft(), make_draft("Ada Quill spoke.")
    learn(actor, first)

    publish(second)

    assert public_facts(actor) == ["Ada Quill"]


def test_a_withdrawn_article_takes_no_name_from_another_that_prints_it(actor):
    first, second = make_draft(), make_draft()
    learn(actor, first)
    publish(first)
    publish(second)

    withdraw(first)

    assert public_facts(actor) == ["Ada Quill", "Lamplighter", "harbour master"]
    withdraw(second)
    assert public_facts(actor) == ["Ada Quill"]


def test_a_deleted_draft_takes_no_name_from_an_article_that_prints_it(actor):
    first, second = make_draft(), make_draft()
    name, role = learn(actor, first)

    forget_article(first)

    name.refresh_from_db()
    role.refresh_from_db()
    assert (name.article, role.article) == (second, second)
