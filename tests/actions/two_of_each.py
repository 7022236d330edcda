"""Two of each noun in newsrooms of their own, with a row of every relation, and of every twin."""

from articles.actions.settling import settle_actor, settle_article
from articles.choices import DuplicateState
from articles.models import Actor, Duplicate, NotTheSame, Proposal
from tests.factories import (
    make_actor,
    make_article,
    make_name,
    make_obstacle,
    make_outlet,
    make_process,
    make_quote,
    make_report,
    make_role,
    make_section,
    make_tag,
)


def article_by(outlet, speaker, other, *, tags=(), status="published", day="2031-03-12"):
    """An article with a row of everything that can lead to an actor or a tag."""
    article = make_article(f"Talks of {speaker}", day=day, tags=tags, outlet=outlet, status=status)
    section = make_section(article, f"{speaker} met {other}. Nobody gives way on fishing rights.")
    quote = make_quote(
        article, f"Not one crown from {other}", section=section, speaker=speaker, voice_of=other,
        about=[other], tags=tags,
    )  # fmt: skip
    make_quote(article, f"We heard {speaker}", section=section, speaker=other, voice_of=speaker,
               about=[speaker])  # fmt: skip
    section.refresh_from_db()
    Proposal.objects.create(article=article, kind="actor", text=str(speaker), actor=speaker)
    make_report(
        make_obstacle(f"Toll of {speaker}", tags=tags), article, section=section, quote=quote,
        start=section.body.index("Nobody"), anchored=True, laid_by=[speaker], faced_by=[other],
    )  # fmt: skip
    settle_article(article)
    return article


def two_actors():
    """The kept one and the lost one: each in articles of its own, published and draft, and both
    in one where all that can be there once is there for both."""
    kept, lost = make_actor("Ilse Marrow", names=["Marrow"]), make_actor("Ilsa Marow")
    for actor in (kept, lost):
        settle_actor(actor)
        make_name(actor, "The Ferry Lady")
        other = make_actor(f"Friend of {actor}")
        for status in ("published", "draft"):
            article_by(make_outlet(), actor, other, status=status)
        make_role(actor, "Harbour master", start="2030-01-01", start_precision="day")
        make_role(actor, f"Pilot {actor}", organisation=make_actor("Port Union"))
        make_role(make_actor(), "Mate", organisation=actor)
        make_process(f"Talks with {actor}", parties=[actor])
        Actor.objects.create(name=f"Former {actor}", merged_into=actor)  # its names went with it
        NotTheSame.objects.create(actor=actor, folded="ilse morrow")
    make_process("Talks of both", parties=[kept, lost])
    shared = make_article("Both at the table", body="Ilse Marrow and Ilsa Marow came.")
    quote = make_quote(shared, "Both of them", about=[kept, lost])
    report = make_report(make_obstacle("Both"), shared, laid_by=[kept, lost], quote=quote)
    report.faced_by.add(kept, lost)
    settle_article(shared)
    NotTheSame.objects.create(actor=kept, folded="ilsa marow")
    third = make_actor("Otto Quint")
    for actor, state in ((kept, DuplicateState.OPEN), (lost, DuplicateState.DIFFERENT)):
        pair(actor, third, state)
    pair(kept, lost, DuplicateState.OPEN)
    pair(lost, make_actor(), DuplicateState.OPEN)
    return kept, lost


def pair(one, other, state):
    first, second = sorted((one.pk, other.pk))
    return Duplicate.objects.update_or_create(
        noun=one._meta.model_name,
        first_id=first,
        second_id=second,
        defaults={"score": 90, "state": state},
    )[0]


def two_obstacles():
    kept, lost = make_obstacle("Fishing rights"), make_obstacle("Fishery rights", process=None)
    lost.description = "Who may fish where."
    lost.save()
    for obstacle in (kept, lost):
        obstacle.tags.add("Fisheries", f"Tag of {obstacle}")
        make_obstacle(f"Former {obstacle}", merged_into=obstacle)
        for status in ("published", "draft"):
            article = make_article(status=status, body="Nobody gives way on fishing rights.")
            make_report(obstacle, article)
            settle_article(article)
    return kept, lost


def two_processes():
    kept, lost = make_process("Strait talks"), make_process("Talks on the strait", summary="Long.")
    party = make_actor()
    for process in (kept, lost):
        process.parties.add(party, make_actor())
        make_process(f"Part of {process}", parent=process)
        make_process(f"Former {process}", merged_into=process)
        make_report(make_obstacle(f"In the way of {process}", process=process))
    return kept, lost


def two_outlets():
    kept, lost = make_outlet("The Longitude"), make_outlet("Longitude", url="https://l.example/")
    for outlet in (kept, lost):
        make_outlet(f"Former {outlet}", merged_into=outlet)
        for status in ("published", "draft"):
            article_by(outlet, make_actor(), make_actor(), status=status)
    return kept, lost


def two_tags():
    kept, lost = make_tag("Fisheries"), make_tag("Fishing", description="At sea.")
    for tag in (kept, lost):
        make_tag(f"Former {tag}", merged_into=tag)
        article_by(make_outlet(), make_actor(), make_actor(), tags=[tag])
        article_by(make_outlet(), make_actor(), make_actor(), tags=[tag], status="draft")
    article_by(make_outlet(), make_actor(), make_actor(), tags=[kept, lost])
    return kept, lost


TWO_OF = {
    "actor": two_actors,
    "obstacle": two_obstacles,
    "process": two_processes,
    "outlet": two_outlets,
    "tag": two_tags,
}
