"""What the exports read, beside the same made one object and one cell at a time."""

import csv
import io
from datetime import date, datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.urls import reverse

from articles.exports import reading
from articles.exports.cells import safe
from articles.exports.columns import EXPORTS
from articles.exports.reading import Address, Batched, Column, Id, Many, Related
from articles.exports.writer import csv_lines
from articles.models import (
    Actor,
    Appearance,
    Article,
    Correction,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Quote,
    Tag,
)
from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_correction,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_section,
)

ROOT = "https://desk.example"
NASTY = (
    'He said "no", twice', "two\nlines", "two\r\nlines", "\rhalf", "\ttab", "=1+1", " +49",
    "- said", "@x", "|calc", "%0A", "＝1", "＋1", "\u00a0－1", "＠x", '"', ",", "'=1",
    "ﷺ Ünïcode 渡し船 🚢", "plain", "a=b", "50 % of it", "O'Brien", "",
)  # fmt: skip
NOUNS = {
    "articles": (Article, ("-dated", "-pk")),
    "quotes": (Quote, ("dated", "pk")),
    "actors": (Actor, ("sort_name", "pk")),
    "obstacles": (Obstacle, ("title", "pk")),
    "processes": (Process, ("name", "pk")),
    "reports": (ObstacleReport, ("-dated", "-pk")),
    "tags": (Tag, ("name", "pk")),
    "outlets": (Outlet, ("name", "pk")),
    "corrections": (Correction, ("-made_on", "-pk")),
    "appearances": (Appearance, ("-dated", "pk")),
}


@pytest.fixture
def nasty_newsroom():
    days = [("", None), ("day", date(2031, 3, 12)), ("month", date(2031, 3, 1))]
    days.append(("year", date(2031, 1, 1)))
    actors = [make_actor(f"{text} of Quay", summary=text) for text in NASTY]
    for actor, text in zip(actors[::2], NASTY[::2], strict=True):
        make_role(actor, f"{text} pilot", start=date(2030, 5, 1), start_precision="month")
    for number, text in enumerate(NASTY):
        known, day = days[number % 4]
        until = {"month": date(2031, 3, 31), "year": date(2031, 12, 31)}.get(known, day)
        article = make_article(
            f"{text} headline"[:60],
            standfirst=text,
            byline=text,
            outlet=make_outlet(f"{text} Post {number}") if number % 3 else None,
            issued_on=day,
            issued_until=until,
            issued_precision=known,
            status="published" if number % 5 else "draft",
            tags=[name for name in (f"{text} tag", "Tolls, fees", "=Docks") if number % 2],
        )
        section = make_section(article, heading=text)
        speaker = actors[number] if number % 4 else None
        head = make_quote(
            article,
            text or "empty",
            part="section",
            section=section,
            speaker=speaker,
            unattributed=not speaker,
            attribution=text,
            speaker_title=text if number % 3 else "",
            title_carried=number % 2 == 0,
            cue=text,
            said_to=text,
            said_on=days[(number + 1) % 4][1],
            said_on_precision=days[(number + 1) % 4][0],
            voice_of=actors[-1] if number % 7 == 0 else None,
            about=actors[number : number + 2 + number % 2],
            tags=["Ferries", text][: number % 3],
        )
        for stretch in (text, "at noon")[: number % 3]:
            make_quote(article, stretch or "and", continues=head, start=40 - len(stretch))
        process = make_process(f"{text} talks {number}", parties=actors[: number % 3])
        obstacle = make_obstacle(f"{text} rights", process=process, tags=["Fish, shellfish"])
        make_report(obstacle, article, text=text, laid_by=actors[:2], faced_by=actors[2:3])
        make_correction(article, text, quote=head if number % 2 else None, before=text)
        make_appearance(article, actors[number - 3], mentions=number)


@pytest.mark.django_db
@pytest.mark.parametrize("close", [reading.CLOSE, 0])
@pytest.mark.parametrize("noun", NOUNS)
def test_every_byte_is_what_the_csv_module_makes_of_the_objects(
    nasty_newsroom, noun, close, monkeypatch
):
    monkeypatch.setattr(reading, "CLOSE", close)  # with 0 each id is looked for
    model, order = NOUNS[noun]
    rows = model._default_manager.order_by()
    if noun == "quotes":
        rows = rows.heads()
    export = EXPORTS[noun]
    made = b"".join(csv_lines(export, rows, order, root=ROOT, batch_size=5)).decode()

    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([heading for column in export.columns for heading in column.headings])
    objects = list(export.prepare(rows).order_by(*order))
    assert len(objects) >= 3
    for one in objects:
        writer.writerow([plain(value) for value in cells(export.columns, one)])
    assert made.split("\r\n") == buffer.getvalue().split("\r\n")


def cells(columns, one):
    for column in columns:
        match column:
            case Id():
                yield one.pk
            case Address():
                pk = value_of(one, column.field)
                slugged = reverse(column.page, args=[pk or 0, "slug"])
                yield ROOT + slugged.removesuffix("slug/") if pk else ""
            case Many():
                rows = column.rows().filter(**{column.owner: value_of(one, column.field)})
                if column.order:
                    rows = rows.order_by(column.order)
                else:
                    rows = sorted(rows, key=lambda row: value_of(row, column.member))
                if len(column.headings) == 2:
                    yield "; ".join(str(value_of(row, column.member)) for row in rows)
                own = [value_of(one, column.own)] if column.own else []
                labels = [*own, *(value_of(row, column.label) for row in rows)]
                yield column.divider.join(map(column.shown, labels))
            case Related():
                yield from cells(column.columns, row_of(one, column.field))
            case Batched() if column.headings[0] == "role_held":
                then = Quote.objects.with_public_roles().get(pk=one.pk).role_then
                yield then.offices
                yield then.differs if then.offices or then.differs else None
            case Batched():
                made = column.begin_making()(*[(value_of(one, name),) for name in column.fields])
                for (value,) in made:
                    yield value
            case _:
                values = [value_of(one, name) for name in column.fields]
                yield column.make(*values) if column.make else values[0]


def value_of(one, name):
    value = row_of(one, name)
    return value.pk if isinstance(value, Model) else value


def row_of(one, name):
    for step in name.split("__"):
        try:
            one = getattr(one, step, None)
        except ObjectDoesNotExist:
            return None
    return one


def plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return safe(value) if isinstance(value, str) else value


@pytest.mark.django_db
def test_a_batch_is_fetched_when_the_one_before_it_is_out(django_assert_num_queries):
    for number in range(6):
        make_article(f"Number {number}", tags=["Ferries"])
    with django_assert_num_queries(2) as asked:
        parts = csv_lines(EXPORTS["articles"], Article.objects.all(), ("pk",), batch_size=2)
        assert next(parts).startswith(b"id,")
        assert b"Number 1" in next(parts)
    assert [sql for sql in asked if "taggedarticle" in sql["sql"]]


@pytest.mark.django_db
def test_an_article_that_is_gone_leaves_empty_cells():
    columns = (Column("article", ("headline",)), Address("address", "article", "pk"))
    related = Related("article", Article.objects.all, columns)
    article = make_article("Ferries stop")
    (cells,) = related.begin(ROOT, "default")((article.pk, 0, None))
    assert list(cells) == [f"Ferries stop,{ROOT}/articles/{article.pk}/", ",", ","]


@pytest.mark.django_db
@pytest.mark.parametrize("most", [reading.MOST_KEPT, 1])
def test_what_is_kept_is_asked_for_once_and_forgotten_where_it_is_too_much(
    most, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(reading, "MOST_KEPT", most)
    ada, ben = make_actor("Ada Quill"), make_actor("Ben Orr")
    related = Related("speaker", Actor.objects.all, (Column("name", ("name",)),), is_kept=True)
    begun = related.begin(ROOT, "default")
    with django_assert_num_queries(1):
        assert list(*begun((ada.pk, ben.pk, ada.pk))) == ["Ada Quill", "Ben Orr", "Ada Quill"]
    with django_assert_num_queries(0 if most > 1 else 1):
        assert list(*begun((ben.pk, None))) == ["Ben Orr", ""]
