"""Saved pages that declare much, little or nothing of their article."""

import json

import pytest

from articles.ingest.drafts import BlockRole, ImportRefused, Received
from articles.ingest.readers import read

FIRST = (
    "The ferry owners walked out of the harbour office on Tuesday night, and nobody has asked "
    "them back in since."
)
SECOND = "“We will not sail blind,” said Tomas Verrill, who leads the union of nine."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"


def page(body: str = BODY, head: str = "", **linked) -> Received:
    if linked:
        data = json.dumps({"@type": "NewsArticle", **linked})
        head += f'<script type="application/ld+json">{data}</script>'
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode())


def said(received: Received, *roles: BlockRole) -> list[str]:
    return [
        block.span.of(received.text)
        for block in received.blocks
        if not roles or block.role in roles
    ]


def headline(received: Received) -> str:
    return "".join(said(received, BlockRole.HEADLINE))


def test_body_that_only_the_json_ld_holds() -> None:
    received = page(
        '<div id="app"></div>',
        headline="Ferry talks stall",
        articleBody=f"{FIRST}\n\nWhat they say\n\n{SECOND}",
    )

    assert said(received) == ["Ferry talks stall", FIRST, "What they say", SECOND]
    assert said(received, BlockRole.HEADING) == ["What they say"]


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        ("<title>Ferry talks stall - The Quay Gazette</title>", BODY, "Ferry talks stall"),
        ("<title>Ferry talks stall – for now</title>", BODY, "Ferry talks stall – for now"),
        ("<title>Site</title>", f"<h1>Ferry talks stall</h1>{BODY}", "Ferry talks stall"),
        ('<meta property="og:title" content="Ferry talks stall">', BODY, "Ferry talks stall"),
        ("<title>Site</title>", f'<h2 itemprop="headline">Ferry talks</h2>{BODY}', "Ferry talks"),
    ],
)
def test_headline_comes_from_the_best_that_there_is(head: str, body: str, told: str) -> None:
    assert headline(page(body, head)) == told


def test_article_of_the_pages_own_address_is_taken() -> None:
    received = page(
        head='<link rel="canonical" href="https://quay.example/2">',
        **{
            "@graph": [
                {"@type": "Article", "url": "https://quay.example/1", "headline": "Another"},
                {"@type": "Article", "url": "https://quay.example/2", "headline": "This one"},
            ]
        },
    )

    assert headline(received) == "This one"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("By Ana Ruiz", "Ana Ruiz"),
        ({"@type": "Person", "name": "Ana Ruiz"}, "Ana Ruiz"),
        (["Ana Ruiz", {"name": "Bo Lind"}, {"name": "Cy Marsh"}], "Ana Ruiz, Bo Lind and Cy Marsh"),
        ("ana@quay.example", ""),
        ({"@type": "Person"}, ""),
    ],
)
def test_authors_make_the_byline(author, byline: str) -> None:
    assert page(author=author).byline == byline


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2031-03-12T23:30:00-05:00", "2031-03-12"),
        ("2031-03-13T04:30:00Z", "2031-03-13"),
        ("20310312T233000+0100", "2031-03-12"),
        ("2031-03", "2031-03-01"),
        ("Wed, 12 Mar 2031 23:30:00 -0500", "2031-03-12"),
        ("12 March 2031", "2031-03-12"),
        ("2031-02-31", None),
        ("soon", None),
    ],
)
def test_day_of_issue_is_the_day_in_the_zone_given(published: str, day: str | None) -> None:
    issued = page(datePublished=published).issued

    assert (issued and issued.first.isoformat()) == day


def test_byline_above_the_text_is_read_where_nothing_declares_it() -> None:
    received = page(f"<article><h1>Ferry talks stall</h1><p>By Ana Ruiz</p>{BODY}</article>")

    assert received.byline == "Ana Ruiz"
    assert said(received) == ["Ferry talks stall", FIRST, SECOND]


@pytest.mark.parametrize(
    ("body", "standfirst"),
    [
        (f'<p class="article-standfirst">{SECOND}</p><p>{FIRST}</p>', [SECOND]),
        (f"<p>{SECOND} And more.</p><p>{FIRST}</p>", []),
        (f"<p>{FIRST}</p><p>Nobody expects them to come back before the ice does.</p>", [SECOND]),
    ],
    ids=["printed apart", "the text's beginning", "not printed"],
)
def test_description_is_the_standfirst_unless_it_is_the_text(body: str, standfirst) -> None:
    received = page(f"<article>{body}</article>", description=SECOND)

    assert said(received, BlockRole.STANDFIRST) == standfirst


def test_line_breaks_in_pairs_divide_paragraphs() -> None:
    received = page(f"<h1>Ferries</h1><div>{FIRST}<br><br>{SECOND}<br/>\n<br/>They left.</div>")

    assert said(received, BlockRole.PARAGRAPH) == [FIRST, SECOND, "They left."]


def test_correction_that_the_page_prints_is_not_repeated() -> None:
    note = "Correction: There are nine boats, not seven."
    told = "There are nine boats, not seven."

    printed = page(f"<article>{BODY}<p>{note}</p></article>", correction=told)
    declared = page(f"<article>{BODY}</article>", correction={"text": told})

    assert said(printed)[-1] == said(declared)[-1] == note
    assert said(printed).count(note) == 1


def test_broken_json_ld_is_told_and_the_page_is_read() -> None:
    received = page(head='<script type="application/ld+json">{"headline": }</script>')

    assert said(received) == [FIRST, SECOND]
    assert [problem.message for problem in received.problems] == [
        "The page's JSON-LD was left out. "
        "This JSON is broken at line 1, column 14: Expecting value."
    ]


def test_front_page_is_no_article() -> None:
    teasers = "".join(f"<h2>Headline {n}</h2><p>A short teaser, {n} words.</p>" for n in range(30))

    with pytest.raises(ImportRefused, match="No article was found on this page"):
        page(teasers)
