import csv
import io
from datetime import date

import pytest
from defusedcsv import csv as defusedcsv
from django.urls import NoReverseMatch, clear_script_prefix, set_script_prefix
from django.utils import timezone

from articles.choices import Part
from articles.exports import csv_response
from articles.exports.cells import safe
from articles.exports.columns import EXPORTS, Export
from articles.exports.reading import Address, Related
from articles.exports.writer import csv_lines
from articles.models import (
    Actor,
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
    make_count,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_tag,
)

pytestmark = pytest.mark.django_db
NEWEST = ("-dated", "-pk")


def read(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_quote_is_one_row_with_ids_labels_addresses_and_dates():
    ada, bo, cy = make_actor("Ada Quill"), make_actor("Bo Rand"), make_actor("Cy Tull")
    article = make_article(
        "Ferries stop",
        outlet=make_outlet("The Quay"),
        issued_on=date(2031, 3, 1),
        issued_until=date(2031, 3, 31),
        issued_precision="month",
    )
    article.tags.add("Harbours")
    article.tags.add("Tolls")
    head = make_quote(
        article,
        "We sail,",
        speaker=ada,
        about=[bo, cy],
        tags=["Ferries"],
        speaker_title="Harbour master",
        cue="said",
        said_to="Norwire",
        said_on=date(2031, 2, 28),
        said_on_precision="day",
    )
    make_quote(article, "at noon.", speaker=ada, continues=head)

    rows = read(
        csv_response(
            "quotes",
            Quote.objects.published().counted(),
            NEWEST,
            filtered=False,
            root="https://desk.example",
        )
    )

    assert rows == [
        {
            "id": str(head.pk),
            "address": f"https://desk.example/quotes/{head.pk}/",
            "words": "We sail … at noon.",
            "kind": "direct",
            "speaker_id": str(ada.pk),
            "speaker": "Ada Quill",
            "unattributed": "no",
            "in_reprint": "no",
            "attribution": "",
            "role_as_printed": "Harbour master",
            "role_carried": "no",
            "role_held": "",
            "role_differs": "",
            "cue": "said",
            "voice_of_id": "",
            "voice_of": "",
            "about_ids": f"{bo.pk}; {cy.pk}",
            "about": "Bo Rand; Cy Tull",
            "said_to": "Norwire",
            "said_on": "2031-02-28",
            "said_on_precision": "day",
            "part": Part.SECTION,
            "section": "",
            "article_id": str(article.pk),
            "article": "Ferries stop",
            "outlet_id": str(article.outlet_id),
            "outlet": "The Quay",
            "article_address": f"https://desk.example/articles/{article.pk}/",
            "issued": "2031-03",
            "issued_precision": "month",
            "dated": "2031-03-01",
            "tags": "Ferries",
            "article_tags": "Harbours; Tolls",
        }
    ]


@pytest.mark.parametrize(
    ("noun", "queryset", "order", "expected"),
    [
        ("articles", Article.objects.published(), NEWEST, {"headline": "Ferries stop"}),
        (
            "actors",
            Actor.objects.published(),
            ("sort_name", "pk"),
            {"name": "Ada Quill", "quotes": "3", "articles": "2", "latest_role": ""},
        ),
        (
            "obstacles",
            Obstacle.objects.published(),
            ("title", "pk"),
            {"title": "Fishing rights", "process": "The talks", "current_status": "raised"},
        ),
        ("processes", Process.objects.published(), ("name", "pk"), {"obstacles": "1"}),
        (
            "reports",
            ObstacleReport.objects.published(),
            NEWEST,
            {"obstacle": "Fishing rights", "laid_by": "Ada Quill", "report": "raised"},
        ),
    ],
)
def test_every_noun_exports_what_it_holds(noun, queryset, order, expected):
    ada = make_actor("Ada Quill")
    article = make_article("Ferries stop", day=date(2031, 3, 4))
    make_report(make_obstacle(process=make_process("The talks")), article, laid_by=[ada])
    make_count(ada, quotes=3, articles=2)

    (row,) = read(csv_response(noun, queryset.all(), order, filtered=False))

    assert {name: row[name] for name in expected} == expected


def test_actors_of_an_obstacle_stand_in_the_order_of_its_page():
    zora, bo = make_actor("Zora Quill"), make_actor("Bo Ilk")
    obstacle = make_report(laid_by=[zora, bo]).obstacle
    rows = Obstacle.objects.filter(pk=obstacle.pk)
    (row,) = read(csv_response("obstacles", rows, ("title", "pk"), filtered=False))
    assert (row["laid_by"], row["laid_by_ids"]) == ("Bo Ilk; Zora Quill", f"{bo.pk}; {zora.pk}")


def test_names_in_a_cell_stand_in_the_order_of_the_page(client):
    zoe, ama = make_actor("Zoe Tull"), make_actor("Ama Brand")
    quote = make_quote(about=[zoe, ama])
    (row,) = read(csv_response("quotes", Quote.objects.all(), NEWEST, filtered=False))
    assert (row["about"], row["about_ids"]) == ("Ama Brand; Zoe Tull", f"{ama.pk}; {zoe.pk}")
    page = client.get(quote.get_absolute_url()).content.decode()
    assert 0 < page.index("Ama Brand") < page.index("Zoe Tull")


def test_tags_and_outlets_export():
    tag = make_tag("Ferries", description="Boats for people")
    for status in ("published", "published", "draft"):
        make_article(status=status, tags=["Ferries"])
    make_report(make_obstacle(tags=["Ferries"]), make_article())
    make_outlet("The Quay", url="https://quay.example", full_text=False)
    (row,) = read(csv_response("tags", Tag.objects.all(), ("name", "pk"), filtered=False))
    assert row == {
        "id": str(tag.pk),
        "address": f"/tags/{tag.pk}/",
        "name": "Ferries",
        "description": "Boats for people",
        "articles": "2",
        "tagged_quotes": "0",
        "obstacles": "1",
    }
    outlets = Outlet.objects.filter(name="The Quay")
    (row,) = read(csv_response("outlets", outlets, ("name", "pk"), filtered=False))
    assert (row["name"], row["website"], row["full_text"]) == (
        "The Quay",
        "https://quay.example",
        "no",
    )


def test_appearances_export():
    article = make_article("Ferries stop")
    make_appearance(article, make_actor("Ada Quill"), mentions=4)
    rows = article.appearances.all()
    (row,) = read(csv_response("appearances", rows, NEWEST, filtered=False))
    assert (row["actor"], row["mentions"], row["article"]) == ("Ada Quill", "4", "Ferries stop")


def test_a_correction_leads_to_its_quote_where_it_is_of_one():
    article = make_article()
    quote = make_quote(article)
    make_correction(article, "It was Tuesday.", quote=quote, made_on=date(2031, 3, 2))
    make_correction(article, "The headline was wrong.", made_on=date(2031, 3, 1))
    rows = csv_response(
        "corrections",
        Correction.objects.all(),
        ("-made_on", "-pk"),
        filtered=False,
        root="https://desk.example",
    )
    addresses = [row["quote_address"] for row in read(rows)]
    assert addresses == [f"https://desk.example/quotes/{quote.pk}/", ""]


def test_all_rows_come_in_the_shown_order_across_batches():
    days = [date(2031, 1, 1 + number // 2) for number in range(7)]
    for number, day in enumerate(days):
        make_article(f"Number {number}", day=day)

    parts = csv_lines(EXPORTS["articles"], Article.objects.all(), NEWEST, batch_size=2)
    lines = b"".join(parts).decode()

    headlines = [row["headline"] for row in csv.DictReader(io.StringIO(lines))]
    assert headlines == [f"Number {number}" for number in reversed(range(7))]


def test_queries_grow_with_batches_and_not_with_rows(django_assert_num_queries):
    for _ in range(3):
        make_quote(about=[make_actor()], tags=["Ferries"])
    rows = Quote.objects.published().counted()
    with django_assert_num_queries(6):  # rows; continuations; about; articles; tags; articles' tags
        list(csv_lines(EXPORTS["quotes"], rows, NEWEST))


def test_nothing_is_read_before_the_heading_is_out(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert next(csv_lines(EXPORTS["quotes"], Quote.objects.all(), NEWEST)).startswith(b"id,")


def test_tags_of_the_article_stand_by_their_names():
    make_quote(make_article(tags=["Tolls"]))
    article = make_quote().article
    for name in ("Tolls", "Docks", "Harbours"):
        article.tags.add(name)
    rows = read(csv_response("quotes", Quote.objects.all(), ("pk",), filtered=False))
    assert [row["article_tags"] for row in rows] == ["Tolls", "Docks; Harbours; Tolls"]


@pytest.fixture
def below_v10():
    set_script_prefix("/v10/")
    yield
    clear_script_prefix()


def test_a_site_below_a_path_with_a_nought_exports_its_addresses(below_v10):
    quote = make_quote()
    (row,) = read(csv_response("quotes", Quote.objects.all(), NEWEST, filtered=False))
    assert row["address"] == f"/v10/quotes/{quote.pk}/"
    assert row["article_address"] == f"/v10/articles/{quote.article_id}/"


@pytest.mark.parametrize("inside", [False, True])
def test_an_address_of_no_page_fails_before_the_download_begins(inside):
    address = Address("address", "no-such-page", "pk")
    column = Related("article", Article.objects.all, (address,)) if inside else address
    with pytest.raises(NoReverseMatch):
        csv_lines(Export(columns=(column,)), Quote.objects.all(), NEWEST)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+49 30 1234", "-said he", "@SUM(A1)", "|calc", "%0A", "- said", "--", "=", "-5x",
        "- | pipe", "=HYPERLINK(\"https://evil.example\",\"x\")",
    ],
)  # fmt: skip
def test_what_defusedcsv_defuses_is_defused(text):
    theirs = io.StringIO()
    defusedcsv.writer(theirs).writerow([text])
    defused = next(csv.reader(io.StringIO(theirs.getvalue())))[0]
    assert defused.startswith("'")
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\t=1+1", " =1+1", "\r=1", "\n@x", "＝1+1", "\u00a0=1", "＠x"])
def test_formulas_behind_space_or_in_full_width_are_defused_as_well(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "a=b", "50 % of it", "“- said”", "O'Brien"])
def test_other_text_is_left_as_it_is(text):
    assert safe(text) == text


def test_a_formula_in_a_quote_does_not_reach_the_file():
    make_quote(text="=HYPERLINK(0)")
    (row,) = read(csv_response("quotes", Quote.objects.all(), NEWEST, filtered=False))
    assert row["words"] == "'=HYPERLINK(0)"


def test_words_with_commas_marks_and_line_breaks_survive():
    text = 'Yes, "no",\nperhaps'
    make_quote(text=text)
    (row,) = read(csv_response("quotes", Quote.objects.all(), NEWEST, filtered=False))
    assert row["words"] == text


def test_the_file_name_says_what_it_is():
    today = timezone.localdate().isoformat()
    everything = Quote.objects.all()
    plain = csv_response("quotes", everything, NEWEST, filtered=False)
    narrow = csv_response("quotes", everything, NEWEST, filtered=True, with_drafts=True)
    assert f'"newsdesk-quotes-{today}.csv"' in plain.headers["Content-Disposition"]
    assert (
        f'"newsdesk-quotes-filtered-with-drafts-{today}.csv"'
        in narrow.headers["Content-Disposition"]
    )


def test_drafts_carry_their_status_in_a_column_of_its_own():
    make_article(status="draft")
    (row,) = read(
        csv_response("articles", Article.objects.all(), NEWEST, filtered=False, with_drafts=True)
    )
    assert row["status"] == "draft"


def test_a_byte_order_mark_only_for_those_who_ask():
    with_mark = csv_response("quotes", Quote.objects.all(), NEWEST, filtered=False, bom=True)
    without = csv_response("quotes", Quote.objects.all(), NEWEST, filtered=False)
    assert b"".join(with_mark.streaming_content).startswith(b"\xef\xbb\xbfid,")
    assert b"".join(without.streaming_content).startswith(b"id,")
