"""What leads to a noun is found from the models, also what is added later."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import CASCADE, PROTECT

from articles.actions.merging import merge, plan_undo, preview, undo
from articles.actions.relations import relations_of, uses_of
from articles.models import Actor, Article, Obstacle, Outlet, Process, Quote, Tag
from tests.factories import make_actor, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def medal_and_band():
    """Two tables that a later release may bring: a plain relation and one with a twin."""
    before = set(vars(Actor))

    class Medal(models.Model):  # noqa: DJ008
        holder = models.ForeignKey(Actor, PROTECT, related_name="medals")
        giver = models.ForeignKey(Actor, PROTECT, null=True, related_name="+")
        name = models.CharField(max_length=50)

        class Meta:
            app_label = "articles"

    class Band(models.Model):  # noqa: DJ008
        article = models.ForeignKey(Article, CASCADE, related_name="+")
        actor = models.ForeignKey(Actor, CASCADE, related_name="+")

        class Meta:
            app_label = "articles"
            constraints = [models.UniqueConstraint(fields=["article", "actor"], name="band_once")]

    class Ribbon(models.Model):  # noqa: DJ008
        band = models.ForeignKey(Band, CASCADE, related_name="ribbons")

        class Meta:
            app_label = "articles"

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE articles_medal (id bigint PRIMARY KEY, name varchar(50), "
            "holder_id bigint NOT NULL REFERENCES articles_actor (id), "
            "giver_id bigint REFERENCES articles_actor (id))"
        )
        cursor.execute(
            "CREATE TABLE articles_band (id bigint PRIMARY KEY, "
            "article_id bigint NOT NULL REFERENCES articles_article (id), "
            "actor_id bigint NOT NULL REFERENCES articles_actor (id), "
            "UNIQUE (article_id, actor_id))"
        )
        cursor.execute(
            "CREATE TABLE articles_ribbon (id bigint PRIMARY KEY, "
            "band_id bigint NOT NULL REFERENCES articles_band (id))"
        )
    yield Medal, Band, Ribbon
    for model in (Medal, Band, Ribbon):
        del apps.all_models["articles"][model._meta.model_name]
    for name in set(vars(Actor)) - before:
        if name == "medals":
            delattr(Actor, name)
    apps.clear_cache()


def test_relation_added_later_is_moved_and_moved_back(medal_and_band):
    Medal, Band, Ribbon = medal_and_band
    kept, lost, article = make_actor(), make_actor(), make_article()
    medal = Medal.objects.create(pk=1, name="Of the Strait", holder=lost, giver=lost)
    stays = Band.objects.create(pk=2, article=article, actor=kept)
    goes = Band.objects.create(pk=3, article=article, actor=lost)
    alone = Band.objects.create(pk=4, article=make_article(), actor=lost)
    ribbon = Ribbon.objects.create(pk=5, band=goes)

    told = {move.relation.key: (move.number, move.joined) for move in preview(kept, lost).moves}
    assert told["medal.holder"] == told["medal.giver"] == (1, 0)
    assert told["band.actor"] == (2, 1)

    made = merge(kept, lost, by=None, kept_version=1, lost_version=1)
    for row in (medal, alone, ribbon):
        row.refresh_from_db()
    assert (medal.holder, medal.giver, alone.actor, ribbon.band) == (kept, kept, kept, stays)
    assert not Band.objects.filter(pk=goes.pk).exists()

    later = Medal.objects.create(pk=9, name="Later", holder=kept)
    assert [set(moved.staying) for moved in plan_undo(made).stays] == [{later}]
    undo(made, by=None)
    for row in (medal, alone, ribbon, goes):
        row.refresh_from_db()
    assert (medal.holder, medal.giver, alone.actor) == (lost, lost, lost)
    assert (goes.actor, ribbon.band) == (lost, goes)
    assert later.holder == kept


def test_what_protects_or_links_is_a_use_and_what_goes_with_it_is_a_part(medal_and_band):
    found = {relation.key: relation.is_use for relation in relations_of(Actor)}
    assert found["medal.holder"] is True
    assert found["band.actor"] is False
    assert found["process_parties.actor"] is True
    assert found["actorname.actor"] is False


@pytest.mark.parametrize(
    ("model", "labels"),
    [
        (Obstacle, ["Obstacle reports", "Obstacles merged into it"]),
        (
            Process,
            ["Obstacles", "Processes merged into it", "Processes: parent"],
        ),
        (Outlet, ["Articles", "Outlets merged into it"]),
        (Tag, ["Articles: tags", "Obstacles: tags", "Quotes: tags", "Tags merged into it"]),
        (
            Actor,
            [
                "Actors merged into it",
                "Appearances",
                "Obstacle reports: faced by",
                "Obstacle reports: laid by",
                "Processes: parties",
                "Proposals",
                "Quotes: about",
                "Quotes: speaker",
                "Quotes: voice of",
                "Roles: organisation",
            ],
        ),
    ],
)
def test_uses_by_name(model, labels):
    assert sorted(relation.label for relation in uses_of(model)) == labels


def test_each_relation_knows_its_article_and_its_day():
    paths = {relation.key: (relation.article, relation.dated) for relation in relations_of(Actor)}
    assert paths["quote.speaker"] == ("article", "dated")
    assert paths["quoteabout.actor"] == ("quote__article", "dated")
    assert paths["obstaclereport_laid_by.actor"] == (
        "obstaclereport__article",
        "obstaclereport__article__dated",
    )
    assert paths["role.organisation"] == (None, None)
    outlet = {relation.key: relation.article for relation in relations_of(Outlet)}
    assert outlet == {"article.outlet": "", "outlet.merged_into": None}


def test_column_that_repeats_another_is_not_moved_by_itself():
    assert Quote._meta.get_field("outlet") not in [r.field for r in relations_of(Outlet)]
