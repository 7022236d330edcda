"""A quote or an article as others cite it: in plain words, in Markdown, and to be embedded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import bidirectional

from django.utils.html import format_html, format_html_join

from articles.choices import QuoteKind
from articles.models import Article, Quote
from articles.text.dates import display
from articles.text.quotation import spoken

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")
_MARKDOWN_SIGN = re.compile(r"[\\`*_\[\]<>&~|]")
_MARKDOWN_LINE = re.compile(r"^(?:(\d+)(?=[.)])|(?=[#+=-]))")
_INSIDE = str.maketrans("“”", "‘’")
_FIRST_STRONG, _POP = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Citation:
    plain: str
    markdown: str
    embed: str  # HTML, without any markup of the text


def cite_quote(quote: Quote, url: str) -> Citation:
    """`url` is absolute. Needs the continuations, and `with_public_roles()`."""
    words = words_of(quote)
    who = ", ".join(filter(None, [speaker_of(quote), role_of(quote)]))
    article = quote.article
    where = printed_in(article)
    headline = in_marks(line(article.headline))
    source = ", ".join(filter(None, [headline, *where]))
    plain = f"{isolated(who)}: {isolated(words)}, in {isolated(source)}. {url}"
    link = f"[{escaped(headline)}]({url})"
    source = ", ".join([f"{escaped(who)}, in {link}", *map(escaped, where)])
    return Citation(
        plain=plain,
        markdown=f"> {escaped(words)}\n>\n> {source}",
        embed=as_words(
            '<blockquote cite="{}" lang="{}" dir="auto">\n<p>{}</p>\n'
            '<footer><bdi>{}</bdi>, in <a href="{}"><bdi>{}</bdi></a>{}</footer>\n</blockquote>',
            url, article.language, words, who, url, headline, tail(where),
        ),
    )  # fmt: skip


def cite_article(article: Article, url: str) -> Citation:
    """`url` is absolute."""
    headline, by = line(article.headline), line(article.byline)
    where = printed_in(article)
    link = f"[{escaped(in_marks(headline))}]({url})"
    source = ", ".join(filter(None, [by, in_marks(headline), *where]))
    standfirst = line(article.standfirst)
    return Citation(
        plain=f"{isolated(source)}. {url}",
        markdown=", ".join(filter(None, [escaped(by), link, *map(escaped, where)])),
        embed=as_words(
            '<blockquote cite="{}" lang="{}" dir="auto">\n<p><a href="{}">{}</a></p>\n'
            "{}<footer>{}</footer>\n</blockquote>",
            url, article.language, url, headline,
            format_html("<p>{}</p>\n", standfirst) if standfirst else "",
            format_html_join(", ", "<bdi>{}</bdi>", ((one,) for one in [by, *where] if one)),
        ),
    )  # fmt: skip


def as_words(html: str, *texts) -> str:
    """HTML that is to be shown as words: not "safe", so a page escapes it once more."""
    return "".join(format_html(html, *texts))


def words_of(quote: Quote) -> str:
    stretches = [line(spoken(one.text)) for one in (quote, *quote.later)]
    if quote.kind == QuoteKind.INDIRECT:
        return f"{' … '.join(stretches)} (reported, not quoted)"
    return " … ".join(map(in_marks, stretches))


def speaker_of(quote: Quote) -> str:
    return line(str(quote.speaker or quote.attribution or "Speaker not named"))


def role_of(quote: Quote) -> str:
    """As printed; where no role is, the one held."""
    return line(quote.speaker_title or quote.role_then.offices)


def printed_in(article: Article) -> list[str]:
    """Outlet and date, as far as they are known."""
    day = article.issued_on and display(
        article.issued_on, article.issued_until, article.issued_precision
    )
    return [line(str(one)) for one in (article.outlet, day) if one]


def in_marks(text: str) -> str:
    """Double marks; those inside become single ones, as is usual."""
    return f"“{text.translate(_INSIDE)}”"


def line(text: str) -> str:
    """On one line, without what nobody sees."""
    return _CONTROL.sub(" ", text).strip()


def isolated(text: str) -> str:
    """So that right-to-left words do not turn what stands around them."""
    is_turning = any(bidirectional(sign) in ("R", "AL") for sign in text)
    return f"{_FIRST_STRONG}{text}{_POP}" if is_turning else text


def escaped(text: str) -> str:
    return _MARKDOWN_LINE.sub(r"\1\\", _MARKDOWN_SIGN.sub(r"\\\g<0>", text))


def tail(parts: Iterable[str]) -> str:
    return format_html_join("", ", <bdi>{}</bdi>", ((one,) for one in parts))
