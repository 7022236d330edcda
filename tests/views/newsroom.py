"""One published article with something of everything, and more of each where asked for."""

from types import SimpleNamespace

from tests.factories import (
    make_actor,
    make_appearance,
    make_article,
    make_correction,
    make_count,
    make_name,
    make_obstacle,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_section,
)

BODY = "Marrow came first.\n\n- **Toll:** “Not one crown,” said *Ada* Marrow.\n\nOstrany waits."


def make_newsroom(times=1, *, first_number=0) -> SimpleNamespace:
    """`times` of each thing; the first of each is named in what is returned."""
    rooms = [one_of_each(first_number + number) for number in range(times)]
    first = rooms[0]
    for room in rooms[1:]:
        tie_together(first, room)
    return first


def one_of_each(number: int) -> SimpleNamespace:
    actor = make_actor(f"Ada Marrow {number}", names=[f"Marrow {number}"], summary="A pilot.")
    other = make_actor(f"Ostrany {number}", kind="country")
    article = make_article(
        f"Talks open {number}",
        day="2031-03-12",
        standfirst="A toll is on the table.",
        alternative_headline="A toll on the table",
        byline="Tereza Bolund",
        dateline="HALLIN",
        desk="World",
        edition="Morning Edition",
        tags=["Tolls"],
    )
    quick_look = make_section(article, "- **Toll:** on the table", kind="quick_look")
    section = make_section(article, BODY, heading="What Hallin wants")
    quote = make_quote(
        article, "Not one crown,", section=section, speaker=actor, about=[other], tags=["Crowns"],
        speaker_title="pilot", cue="said", said_to="The Longitude",
    )  # fmt: skip
    make_quote(article, "Ostrany waits.", section=section, continues=quote, speaker=actor)
    process = make_process(f"Strait talks {number}", parties=[actor], summary="About the strait.")
    obstacle = make_obstacle(f"A toll {number}", process=process, tags=["Tolls"])
    report = make_report(obstacle, article, laid_by=[actor], faced_by=[other], quote=quote)
    make_role(actor, f"Pilot {number}", organisation=other)
    make_correction(article, quote=quote, before="3,000", after="300")
    make_count(actor, quotes=1, articles=1)
    make_count(other, articles=1)
    return SimpleNamespace(
        actor=actor,
        other=other,
        article=article,
        quick_look=quick_look,
        section=section,
        quote=quote,
        process=process,
        obstacle=obstacle,
        report=report,
        tag=article.tags.get(),
    )


def tie_together(first, more):
    """What `more` has is also the first's: its pages have more of every child."""
    make_section(first.article, BODY, heading="More")
    make_quote(
        first.article, "Not one crown,", section=first.section, speaker=more.actor,
        about=[first.actor], voice_of=more.other,
    )  # fmt: skip
    make_quote(more.article, "Ostrany waits.", speaker=first.actor, about=[more.other])
    make_appearance(more.article, first.actor)
    make_name(first.actor, f"The pilot {more.actor.pk}")
    make_role(first.actor, f"Captain {more.actor.pk}")
    first.process.parties.add(more.actor)
    make_report(more.obstacle, first.article, laid_by=[first.actor], faced_by=[more.actor])
    make_report(first.obstacle, more.article, laid_by=[more.actor], faced_by=[first.actor])
    make_report(make_obstacle("Another", process=first.process), more.article)
    more.process.parent = first.process
    more.process.save()
    more.process.parties.add(first.actor)
    first.article.tags.add("Boats", f"Tag {more.actor.pk}")
    first.obstacle.tags.add("Boats")
    make_correction(first.article, quote=first.quote)


def public_pages(room) -> list[str]:
    """The addresses of every public page, feed and file."""
    nouns = ["articles", "quotes", "actors", "obstacles", "processes", "tags", "corrections"]
    objects = [room.article, room.quote, room.actor, room.obstacle, room.process, room.tag]
    return [
        "/",
        "/robots.txt",
        "/search/?q=toll",
        "/search/?q=crown+OR+toll&in=quotes",
        "/sitemap.xml",
        "/sitemap-news.xml",
        *(f"/sitemap-{noun}-0.xml" for noun in nouns[:-1]),
        *(f"/{noun}/" for noun in nouns),
        *(f"/{noun}/feed.atom" for noun in nouns),
        *(one.get_absolute_url() for one in objects),
    ]
