"""What a page tells machines: schema.org's words for what readers see on it, as JSON-LD.

The builders ask the database nothing: they are given what the page has loaded. `absolute` makes a
whole address of a path. https://schema.org has the vocabulary.
"""

import html
import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from articles.choices import ActorKind, QuoteKind
from articles.models import Actor, Article, Correction, Outlet, Quote, Role
from articles.text.dates import iso
from articles.text.quotation import spoken

from .links import Link, url_of
from .reading import Reading

Absolute = Callable[[str], str]

LONGEST_HEADLINE = 110
TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.GOVERNMENT: "GovernmentOrganization",
    ActorKind.COUNTRY: "Country",
    ActorKind.ALLIANCE: "Organization",
    ActorKind.GROUP: "Organization",
}
WIKIDATA_ID = re.compile(r"Q[1-9][0-9]*", re.ASCII)
BETWEEN_AUTHORS = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+")
LIKE_A_NAME = re.compile(r"[^\W\d_a-z][^\s\d]*(?: [^\s\d]+){1,4}")
IN_SCRIPT = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
TAG = re.compile(r"<[^>]*>")  # of rendered Markdown, where each other "<" and ">" is escaped


def script(things: Iterable[dict]) -> SafeString:
    """The things as one block of data, which no text in them can end."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    written = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for sign, instead in IN_SCRIPT.items():  # 50 times as fast as `translate`
        written = written.replace(sign, instead)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')


def told(**properties) -> dict:
    """What is known of a thing: `type_` is its @type; what is empty is left out."""
    names = {"type_": "@type", "id_": "@id", "query_input": "query-input"}
    return {names.get(name, name): value for name, value in properties.items() if value}


def website(absolute: Absolute) -> dict:
    home = absolute(url_of("home"))
    search = told(
        type_="SearchAction",
        target=told(
            type_="EntryPoint",
            urlTemplate=f"{absolute(url_of('search'))}?q={{search_term_string}}",
        ),
        query_input="required name=search_term_string",
    )
    return told(
        type_="WebSite", id_=f"{home}#site", name=settings.SITE_NAME, url=home,
        inLanguage="en", potentialAction=search,
    )  # fmt: skip


def breadcrumbs(trail: Iterable[Link], absolute: Absolute) -> dict:
    steps = [Link(settings.SITE_NAME, url_of("home")), *trail]
    return told(
        type_="BreadcrumbList",
        itemListElement=[
            told(type_="ListItem", position=number, name=step.label, item=absolute(step.url))
            for number, step in enumerate(steps, 1)
        ],
    )


def page(kind: str, name: str, url: str, absolute: Absolute, *, description="", about=None) -> dict:
    """What is itself no thing that schema.org knows: a list, a tag, an obstacle, a process."""
    return told(
        type_=kind, id_=url, url=url, name=name, description=description, about=about,
        inLanguage="en", isPartOf={"@id": f"{absolute(url_of('home'))}#site"},
    )  # fmt: skip


def news_article(
    article: Article,
    url: str,
    absolute: Absolute,
    *,
    reading: Reading,
    corrections: Iterable[Correction] = (),
    actors: Iterable[Actor] = (),
    topics: Iterable[str] = (),
    original: Article | None = None,
) -> dict:
    """The whole text only where the page shows it."""
    based_on = [article.source_url, original and absolute(original.get_absolute_url())]
    return told(
        type_="NewsArticle",
        id_=url,
        url=url,
        mainEntityOfPage=url,
        headline=Truncator(article.headline).chars(LONGEST_HEADLINE),
        alternativeHeadline=article.alternative_headline,
        description=article.standfirst,
        dateline=article.dateline,
        printEdition=article.edition,
        articleSection=article.desk,
        author=authors(article.byline) or [publisher(article.outlet)],
        publisher=publisher(article.outlet),
        provider=site_itself(),
        dateCreated=issued(article),
        datePublished=moment(article.first_published_at),
        dateModified=moment(article.updated_at),
        inLanguage=article.language,
        isBasedOn=list(filter(None, based_on)),
        isAccessibleForFree=True,
        correction=[correction(one, url) for one in corrections],
        about=[told(type_="Thing", name=topic) for topic in topics],
        mentions=[actor_named(actor, absolute) for actor in actors],
        articleBody=body(reading) if reading.is_full_text else "",
    )


def quotation(quote: Quote, url: str, absolute: Absolute) -> dict:
    """Words between marks; what is only reported is a claim that somebody made.

    Needs what `for_cards()` brings along.
    """
    is_reported = quote.kind == QuoteKind.INDIRECT
    speaker = speaker_of(quote, absolute)
    article = quote.article
    printed = told(
        type_="NewsArticle",
        headline=Truncator(article.headline).chars(LONGEST_HEADLINE),
        url=absolute(article.get_absolute_url()),
        datePublished=moment(article.first_published_at),
        publisher=publisher(article.outlet),
    )
    told_by = (
        {"type_": "Claim", "author": speaker, "appearance": printed}
        if is_reported
        else {"type_": "Quotation", "spokenByCharacter": speaker, "isPartOf": printed}
    )
    day = quote.said_on and iso(quote.said_on, quote.said_on_precision)
    return told(
        **told_by,
        id_=url,
        url=url,
        text=" … ".join(spoken(one.text) for one in [quote, *quote.later]),
        dateCreated=day or issued(article),
        datePublished=moment(article.first_published_at),
        inLanguage=article.language,
        about=[actor_named(actor, absolute) for actor in quote.spoken_of],
    )


def actor(
    actor: Actor,
    url: str,
    *,
    names: Iterable[str] = (),
    roles: Iterable[Role] = (),
) -> dict:
    wikidata = (
        f"https://www.wikidata.org/entity/{actor.wikidata_id}"
        if WIKIDATA_ID.fullmatch(actor.wikidata_id)
        else ""
    )
    kind = TYPES[actor.kind]
    return told(
        type_=kind,
        id_=url,
        url=url,
        name=actor.name,
        alternateName=list(names),
        description=actor.summary,
        sameAs=list(filter(None, [wikidata, actor.url])),
        **offices(roles, is_person=kind == "Person") if kind != "Country" else {},
    )


def offices(roles: Iterable[Role], *, is_person: bool) -> dict:
    """What was held, with its days: a membership where the organisation is known."""
    held = {"memberOf": [], "hasOccupation": []}
    for role in roles:
        dates = {
            "roleName": role.title,
            "startDate": role.start and iso(role.start, role.start_precision),
            "endDate": role.end and iso(role.end, role.end_precision),
        }
        if role.organisation and role.organisation.kind != ActorKind.PERSON:
            of = told(type_=organisation_type(role.organisation), name=role.organisation.name)
            held["memberOf"].append(told(type_="OrganizationRole", **dates, memberOf=of))
        elif is_person:
            occupation = told(type_="Occupation", name=role.title)
            held["hasOccupation"].append(told(type_="Role", **dates, hasOccupation=occupation))
    return held


def organisation_type(actor: Actor) -> str:
    """One is no member of a place: of a country its state is meant."""
    return "Organization" if actor.kind == ActorKind.COUNTRY else TYPES[actor.kind]


def actor_named(actor: Actor, absolute: Absolute) -> dict:
    return told(type_=TYPES[actor.kind], id_=absolute(actor.get_absolute_url()), name=actor.name)


def speaker_of(quote: Quote, absolute: Absolute) -> dict | None:
    if quote.speaker:
        return actor_named(quote.speaker, absolute)
    return told(type_="Person", name=quote.attribution) if quote.attribution else None


def correction(correction: Correction, url: str) -> dict:
    return told(
        type_="CorrectionComment",
        text=correction.note,
        datePublished=correction.made_on.isoformat(),
        url=f"{url}#correction-{correction.pk}",
    )


def authors(byline: str) -> list[dict]:
    """The persons of a byline; as one, if not all between its commas look like names."""
    names = BETWEEN_AUTHORS.split(byline.strip())
    if not all(map(LIKE_A_NAME.fullmatch, names)):
        names = [byline.strip()]
    return [told(type_="Person", name=name) for name in names if name]


def publisher(outlet: Outlet | None) -> dict:
    """Who printed it: the outlet, as far as it is known."""
    if outlet is None:
        return site_itself()
    return told(type_="Organization", name=outlet.name, url=outlet.url)


def site_itself() -> dict:
    return told(type_="Organization", name=settings.SITE_NAME)


def body(reading: Reading) -> str:
    """The words of the sections, a blank line between paragraphs."""
    parts = []
    for section in [*reading.quick_look, *reading.sections]:
        parts.append(section.heading)
        parts += (html.unescape(TAG.sub("", passage.html)) for passage in section.passages)
    return "\n\n".join(filter(None, map(str.strip, parts)))


def issued(article: Article) -> str:
    """The printed date as far as it is known; of a range its first day."""
    return iso(article.issued_on, article.issued_precision) if article.issued_on else ""


def moment(at: datetime | None) -> str:
    """With the zone of the newsroom."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
