"""Rows with quiet defaults. A test passes only the values that it speaks about.

Rows of an article copy its status and date when they are saved: make the article first.
"""

from datetime import timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from articles.choices import (
    ActorKind,
    ArticleStatus,
    LinkKind,
    Part,
    Precision,
    QuoteKind,
    ReportStatus,
)
from articles.models import (
    Actor,
    ActorCount,
    ActorName,
    Appearance,
    Article,
    Correction,
    ErrorNote,
    Note,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Quote,
    QuoteLink,
    Role,
    Section,
    Tag,
)

_number = count(1)


def make_outlet(name=None, **fields):
    """An outlet whose full text may be shown."""
    return Outlet.objects.create(
        name=name or f"Example Herald {next(_number)}", **{"full_text": True} | fields
    )


def make_article(headline="Ferry talks resume", *, day=None, tags=(), **fields):
    """A published article. `day` is the one day of its date; without it the date is unknown."""
    fields = {"status": ArticleStatus.PUBLISHED, "body": None} | fields
    body = fields.pop("body")
    now = timezone.now()
    if fields["status"] in (ArticleStatus.PUBLISHED, ArticleStatus.WITHDRAWN):
        fields = {"published_at": now, "first_published_at": now} | fields
    if fields["status"] == ArticleStatus.SCHEDULED:
        fields = {"publish_at": now + timedelta(days=1)} | fields
    if day:
        fields |= {"issued_on": day, "issued_until": day, "issued_precision": Precision.DAY}
    if "outlet" not in fields:
        fields["outlet"] = make_outlet()
    article = Article.objects.create(headline=headline, **fields)
    if body is not None:
        make_section(article, body)
    if tags:
        article.tags.add(*tags)
    return article


def make_section(article, body="The talks went on for a second day.", **fields):
    fields = {"heading": "", "position": article.sections.count()} | fields
    return Section.objects.create(article=article, body=body, **fields)


def make_actor(name=None, *, names=(), kind=ActorKind.PERSON, **fields):
    """An actor with its main name and, as entered by an editor, the other `names`."""
    name = name or f"Ada Example {next(_number)}"
    actor = Actor.objects.create(name=name, kind=kind, **fields)
    make_name(actor, name, is_main=True)
    for other in names:
        make_name(actor, other)
    return actor


def make_name(actor, name, **fields):
    return ActorName.objects.create(actor=actor, name=name, **fields)


def make_role(actor, title="Ferry minister", **fields):
    return Role.objects.create(actor=actor, title=title, **fields)


def make_appearance(article, actor, **fields):
    """Makes the actor public, if the article is; an appearance that exists is kept."""
    return Appearance.objects.get_or_create(article=article, actor=actor, defaults=fields)[0]


def make_quote(
    article=None, text="We are ready to talk.", *, speaker=None, about=(), tags=(), **fields
):
    """A quote in the article's only section, which is made if there is none.

    The words are appended to the section unless they stand in it; speaker and `about` appear.
    """
    article = article or make_article()
    part = fields.pop("part", Part.SECTION)
    section = fields.pop("section", None)
    if part == Part.SECTION:
        section = section or article.sections.first() or make_section(article)
        if text not in section.body:
            section.body = f"{section.body}\n\n“{text}”".strip()
            section.save()
        fields = {"start": section.body.index(text), "anchored": True} | fields
    quote = Quote.objects.create(
        article=article,
        part=part,
        section=section,
        text=text,
        speaker=speaker,
        **{"kind": QuoteKind.DIRECT} | fields,
    )
    for actor in filter(None, [speaker, *about]):
        make_appearance(article, actor)
    if about:
        quote.set_about(about)
    if tags:
        quote.tags.add(*tags)
    return quote


def make_link(quote=None, other=None, kind=LinkKind.SOFTENS, **fields):
    """An editor's word that the quote softens the other one."""
    return QuoteLink.objects.create(
        quote=quote or make_quote(), kind=kind, other=other or make_quote(), **fields
    )


def make_process(name=None, *, parties=(), **fields):
    process = Process.objects.create(name=name or f"Strait talks {next(_number)}", **fields)
    process.parties.add(*parties)
    return process


def make_obstacle(title="Fishing rights", *, tags=(), **fields):
    if "process" not in fields:
        fields["process"] = make_process()
    obstacle = Obstacle.objects.create(title=title, **fields)
    if tags:
        obstacle.tags.add(*tags)
    return obstacle


def make_report(obstacle=None, article=None, *, laid_by=(), faced_by=(), day=None, **fields):
    """What an article says of an obstacle. `day` is the day reported; else the article's counts."""
    article = article or make_article()
    if day:
        fields |= {"reported_on": day, "reported_on_precision": Precision.DAY}
    defaults = {"status": ReportStatus.RAISED, "text": "Nobody gives way on fishing rights."}
    report = ObstacleReport.objects.create(
        obstacle=obstacle or make_obstacle(), article=article, **defaults | fields
    )
    report.laid_by.add(*laid_by)
    report.faced_by.add(*faced_by)
    for actor in [*laid_by, *faced_by]:
        make_appearance(article, actor)
    return report


def make_correction(article, note="The ferry holds 300 people, not 3,000.", **fields):
    return Correction.objects.create(article=article, note=note, **fields)


def make_note(article=None, text="Who was asked?", **fields):
    """A colleague's open note on an article, or on the `quote` that is given."""
    return Note.objects.create(article=article or make_article(), text=text, **fields)


def make_error_note(article=None, text="It was Tuesday.", **fields):
    """A reader's open note on an article, or on the `quote` that is given."""
    return ErrorNote.objects.create(article=article or make_article(), text=text, **fields)


def make_tag(name="Fisheries", **fields):
    return Tag.objects.create(name=name, **fields)


def make_count(actor, *, quotes=0, articles=0):
    return ActorCount.objects.update_or_create(
        actor=actor, defaults={"quotes": quotes, "articles": articles}
    )[0]


def make_user(username=None, *, groups=(), permissions=(), **fields):
    """A member of staff; `permissions` are codenames of this app, `groups` names."""
    user = get_user_model().objects.create_user(
        username or f"editor{next(_number)}", **{"is_staff": True, "password": "correct"} | fields
    )
    user.groups.add(*Group.objects.filter(name__in=groups))
    user.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="articles", codename__in=permissions)
    )
    return user
