"""Drafts leak nowhere: not as a word, not as a number, at no address of the URLconf."""

import re
from datetime import date, timedelta
from itertools import chain

import pytest
from django.db.models import CharField, TextField
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from articles.actions.settling import settle_actor, settle_article
from articles.choices import ArticleStatus, Noun, ProposalKind
from articles.models import (
    Actor,
    ActorName,
    Article,
    Correction,
    Duplicate,
    ErrorNote,
    Merge,
    Note,
    Obstacle,
    ObstacleReport,
    Outlet,
    Process,
    Proposal,
    Quote,
    QuoteLink,
    Revision,
    Role,
    Section,
    Tag,
    Update,
)
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

NOT_PUBLIC = [
    ArticleStatus.DRAFT,
    ArticleStatus.IN_REVIEW,
    ArticleStatus.SCHEDULED,
    ArticleStatus.WITHDRAWN,
]
# Fields of a published article that readers never see.
PRIVATE = {
    "Article.source_text",
    "Article.source_sha256",
    "Article.source_guid",
    "Article.source_version",
    "Article.words",
    "Outlet.time_zone",
    "Outlet.language",
    "Actor.sort_name",
    "Actor.surname",
    "ActorName.folded",
    # Of editors, for editors, and of readers for editors.
    "Note.text",
    "ErrorNote.text",
    "ErrorNote.contact",
    "ErrorNote.answer",
    "Revision.why",
    "Revision.title",
    "Revision.content",
    "Merge.kept_name",
    "Merge.lost_name",
    "Merge.moved",
    "Duplicate.evidence",
    "Proposal.text",
    "Proposal.details",
    "Update.received",
    "Update.source_version",
    "Quote.words",
    "Obstacle.words",
    "Process.words",
    "Tag.folded",
    "Outlet.words",
    "Tag.words",
    "Section.words",
}
DERIVED = ("slug", "words", "folded", "sound", "anchor", "source_sha256")
WITHDRAWN_SHOWS = {"Outlet.name", "Correction.note"}


class World:
    """One article with a word of its own in every text field of everything that hangs on it."""

    def __init__(self):
        self.words = {}
        self.outlet = self.make(
            Outlet,
            url=self.address("Outlet.url"),
            language="en",
            time_zone="UTC",
            full_text=True,
        )
        self.article = self.make(
            Article,
            outlet=self.outlet,
            status=ArticleStatus.DRAFT,
            issued_on=date(2031, 3, 4),
            issued_until=date(2031, 3, 4),
            issued_precision="day",
            source_url=self.address("Article.source_url"),
            language="en",
            publish_at=timezone.now() + timedelta(days=3),
            published_at=timezone.now(),
        )
        self.speaker = self.make_actor()
        self.other = self.make_actor()
        self.organisation = self.make_actor()
        self.make(Role, actor=self.speaker, organisation=self.organisation, article=self.article)
        self.make(Role, actor=self.speaker, organisation=self.organisation)
        self.make(ActorName, actor=self.speaker, article=self.article)
        self.quote, self.section = self.make_quote()
        self.make_quote(continues=self.quote)
        other, _ = self.make_quote(speaker=None)
        self.make(QuoteLink, quote=self.quote, other=other, kind="repeats")
        self.process = self.make(Process)
        self.process.parties.add(self.other)
        self.obstacle = self.make(Obstacle, process=self.process)
        sentence = self.word("ObstacleReport.text")
        self.section.body += f"\n\n{sentence}"
        self.section.save()
        self.report = self.make(
            ObstacleReport,
            article=self.article,
            obstacle=self.obstacle,
            section=self.section,
            quote=self.quote,
            text=sentence,
        )
        self.report.laid_by.add(self.speaker)
        self.report.faced_by.add(self.other)
        self.make(Correction, article=self.article, quote=self.quote, kind="retraction")
        self.make(
            Proposal,
            article=self.article,
            kind=ProposalKind.ACTOR,
            details={"names": [self.word("Proposal.details")]},
        )
        self.make_desk_rows()
        received = {"text": self.word("Update.received")}
        self.make(Update, article=self.article, received=received)
        for tagged in (self.article, self.quote, self.obstacle):
            tagged.tags.add(self.make(Tag))
        settle_article(self.article)

    def make(self, model, **fields):
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, CharField | TextField) and not field.choices
            if is_text and field.name not in (*DERIVED, *fields):
                fields[field.name] = self.word(f"{model.__name__}.{field.name}", field.max_length)
        return model.objects.create(**fields)

    def make_desk_rows(self):
        """What is for the desk alone, of an article and a quote that may be public."""
        contact = f"{self.word('ErrorNote.contact').lower()}@reader.example"
        for quote in (None, self.quote):
            self.make(Note, article=self.article, quote=quote, sent_back=quote is None)
            self.make(ErrorNote, article=self.article, quote=quote, contact=contact)
        of_it = {"noun": Noun.ARTICLE, "object_id": self.article.pk}
        self.make(Revision, **of_it, version=999, content=self.word("Revision.content").encode())
        pair = {"noun": Noun.ACTOR}
        ids = {"kept_id": self.speaker.pk, "lost_id": self.other.pk}
        self.make(Merge, **pair, **ids, moved={"names": [self.word("Merge.moved")]})
        ids = {"first_id": self.speaker.pk, "second_id": self.other.pk}
        self.make(Duplicate, **pair, **ids, score=90, evidence=[self.word("Duplicate.evidence")])

    def make_actor(self):
        actor = self.make(
            Actor, wikidata_id=self.word("Actor.wikidata_id"), url=self.address("Actor.url")
        )
        settle_actor(actor)
        return actor

    def make_quote(self, **fields):
        text = self.word("Quote.text")
        body = f"{self.word('Section.body')} “{text}” {self.word('Section.body')}"
        section = self.make(Section, article=self.article, body=body)
        quote = self.make(
            Quote,
            article=self.article,
            section=section,
            text=text,
            **{"speaker": self.speaker, "voice_of": self.other} | fields,
        )
        quote.set_about([self.other])
        return quote, section

    def word(self, place, longest=None):
        word = f"Zyx{len(self.words):03}q"
        self.words[word] = place
        return word

    def address(self, place):
        return f"https://{self.word(place).lower()}.example/"

    def become(self, status):
        self.article.status = status
        settle_article(self.article)

    @property
    def addresses(self):
        """Every address of the URLconf that readers and exporters may ask for."""
        instances = {
            "articles": self.article,
            "quotes": self.quote,
            "actors": self.speaker,
            "obstacles": self.obstacle,
            "processes": self.process,
            "tags": Tag.objects.latest("pk"),
        }
        return list(chain.from_iterable(addresses_of(p, instances) for p in public_patterns()))


def public_patterns():
    """The patterns of the site; a new one that the test cannot address fails it."""
    return [
        pattern
        for pattern in get_resolver("articles.urls").url_patterns
        if isinstance(pattern, URLPattern)
    ]


def addresses_of(pattern, instances):
    """The address of the pattern; of a list also some with a filter."""
    route = str(pattern.pattern)
    if not pattern.pattern.converters:
        asked = QUERIES if route.endswith("/") else QUERIES[:1]
        return [f"/{route}", *(f"/{route}?{query}" for query in asked)]
    if route.startswith("sitemap-"):
        return ["/" + route.replace("<int:part>", "0")]
    instance = next(instances[part] for part in route.split("/") if part in instances)
    return ["/" + re.sub(r"<\w+:(\w+)>", lambda m: str(getattr(instance, m[1])), route)]


QUERIES = ["q=zyx", "from=2031", "sort=oldest", "tag=zyx", "speaker=Zyx", "actor=Zyx", "as_of=2031"]


def seen(client, addresses):
    """What each address answers: its headers and its text, however it is sent."""
    answers = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code < 500, address
        body = b"".join(response) if response.streaming else response.content
        text = body.decode()
        answers[address] = f"{response.status_code}\n{response.headers}\n{text}"
    return answers


def without_tokens(text):
    """A form's token, an answer's times and its number differ from one request to the next."""
    parts = [r"csrfmiddlewaretoken\"[^>]*", r"\d\d:\d\d:\d\d\S*", r"'X-Request-ID': '\w+'"]
    return re.sub("|".join(parts), "", text)


def found(words, answers):
    everything = "\n".join(answers.values()).casefold()
    return {words[word] for word in words if word.casefold() in everything}


@pytest.fixture(params=["reader", "exporter"])
def visitor(request, client):
    if request.param == "exporter":
        client.force_login(make_user(groups=["Exporters"], is_staff=False))
    return client


def test_nothing_that_is_not_published_is_seen_by_anybody(visitor):
    make_article("Something that is public", day=date(2031, 3, 1), body="A text of its own.")
    world = World()
    lists = [address for address in world.addresses if not re.search(r"/\d+/", address)]
    for status in NOT_PUBLIC:
        world.become(status)
        answers = seen(visitor, world.addresses)
        allowed = WITHDRAWN_SHOWS if status == ArticleStatus.WITHDRAWN else set()
        assert found(world.words, answers) <= allowed, status
        assert found(world.words, {a: answers[a] for a in lists}) == set(), status


def test_what_is_not_published_changes_no_list_and_no_number(visitor):
    make_article("Something that is public", day=date(2031, 3, 1), body="A text of its own.")
    lists = [
        address
        for pattern in public_patterns()
        if not pattern.pattern.converters
        for address in addresses_of(pattern, {})
    ]
    before = seen(visitor, lists)
    world = World()
    for status in NOT_PUBLIC:
        world.become(status)
        after = seen(visitor, lists)
        for address in lists:
            assert without_tokens(after[address]) == without_tokens(before[address]), address


def test_all_of_it_is_seen_once_it_is_published(client):
    world = World()
    world.become(ArticleStatus.PUBLISHED)
    public = set(world.words.values()) - PRIVATE
    reader = found(world.words, seen(client, world.addresses))
    assert public - reader == set()
    assert reader & PRIVATE == set()
