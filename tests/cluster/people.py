"""Readers and editors with browsers of their own, and a tally of what became of what they did."""

import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import NamedTuple

from lxml import html

LINKS = re.compile(r'href="(/(?:articles|quotes|actors|obstacles|processes|tags)/\d+/[^"?#]+)')
FRONT = [
    "/", "/articles/", "/quotes/", "/actors/", "/obstacles/", "/processes/", "/tags/",
    "/corrections/", "/articles/feed.atom", "/quotes/feed.atom", "/quotes/?q=ferry",
    "/search/?q=ferry", "/search/suggest/?q=quin", "/sitemap.xml", "/sitemap-news.xml",
]  # fmt: skip
PASSWORD = "the tide comes in twice"
UNREACHED = 0  # the status where there was no answer at all


class Answer(NamedTuple):
    status: int
    text: str
    location: str

    @property
    def page(self):
        return html.fromstring(self.text or "<p></p>")


class Stay(urllib.request.HTTPRedirectHandler):
    """Where it leads is looked at first."""

    def redirect_request(self, *_):
        return None


class Browser:
    def __init__(self, address: str):
        self.address = address
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), Stay
        )

    def get(self, path: str) -> Answer:
        return self.ask(path, None)

    def post(self, path: str, fields: dict[str, list[str]]) -> Answer:
        return self.ask(path, urllib.parse.urlencode(fields, doseq=True).encode())

    def ask(self, path: str, sent: bytes | None) -> Answer:
        url = urllib.parse.urljoin(self.address, path)
        try:
            answer = self.opener.open(urllib.request.Request(url, sent), timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        except (OSError, HTTPException) as error:
            return Answer(UNREACHED, str(error), "")
        with answer:
            return Answer(answer.status, answer.read().decode(), answer.headers.get("Location", ""))

    def cookie(self, name: str) -> str | None:
        return next((one.value for one in self.cookies if one.name == name), None)

    def sign_in(self, name: str) -> None:
        form = fields_of(self.get("/admin/login/"), "//form[@id='login-form']")
        answer = self.post("/admin/login/", form | {"username": [name], "password": [PASSWORD]})
        assert answer.status == 302, answer.text


OF_THE_PAGE = "//main//form[@method='post']"


def fields_of(answer: Answer, form: str = OF_THE_PAGE) -> dict[str, list[str]]:
    """What the form at this XPath would send."""
    [form] = answer.page.xpath(form)
    boxes = {box.name for box in form.iter("textarea")}
    fields = {}
    for key, value in form.form_values():
        fields.setdefault(key, []).append(value.removeprefix("\n") if key in boxes else value)
    return fields


class Tally:
    """What everybody tells, by what was going on at the time."""

    def __init__(self):
        self.stage = ""
        self.counts: dict[str, Counter] = {}
        self.wrong: list[str] = []
        self.articles: dict[str, str] = {}  # acknowledged: the word typed -> its article
        self.letters: set[str] = set()  # acknowledged: the words of error reports
        self.is_over = threading.Event()
        self.lock = threading.Lock()
        self.numbers = iter(range(10**9))

    def begin(self, stage: str) -> None:
        with self.lock:
            self.stage = stage
            self.counts[stage] = Counter()

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[self.stage][what] += 1

    def fail(self, who: str, path: str, answer: Answer) -> None:
        with self.lock:
            self.counts[self.stage][f"{who} failed"] += 1
            self.wrong.append(f"{self.stage}: {answer.status} for {path}: {answer.text[:300]}")

    def word(self) -> str:
        with self.lock:
            return f"word{next(self.numbers)}x"

    def total(self, what: str) -> int:
        return sum(counts[what] for counts in self.counts.values())


class Person(threading.Thread):
    def __init__(self, address: str, tally: Tally, seed: int):
        super().__init__(daemon=True)
        self.browser = Browser(address)
        self.tally = tally
        self.random = random.Random(seed)

    def run(self):
        try:
            self.begin()
            while not self.tally.is_over.is_set():
                self.act()
        except Exception as error:
            self.tally.wrong.append(f"{self.tally.stage}: {type(error).__name__}: {error}")
            raise

    def begin(self) -> None:
        pass


class Reader(Person):
    """Reads any public page; a failure is whatever is not the page."""

    def __init__(self, address: str, tally: Tally, seed: int, paths: list[str]):
        super().__init__(address, tally, seed)
        self.paths = paths

    def act(self):
        path = self.random.choice(self.paths)
        answer = self.browser.get(path)
        if answer.status in (200, 301, 302):  # a quote leads to its article
            self.tally.count("pages read")
        else:
            self.tally.fail("reading", path, answer)


class Writer(Reader):
    """A reader who reports an error, and reads on: with a new browser each time."""

    def act(self):
        path = self.random.choice([path for path in self.paths if path.startswith("/articles/1")])
        path = f"/report-an-error/articles/{path.split('/')[2]}/"
        browser = Browser(self.browser.address)
        page = browser.get(path)
        if page.status != 200:
            self.tally.fail("reading", path, page)
            return
        word = self.tally.word()
        answer = browser.post(path, fields_of(page) | {"text": [f"That is wrong: {word}"]})
        if answer.status == 503:
            self.tally.count("reports refused")
            assert word in answer.text, "what was typed is gone"
        elif answer.status == 429:  # the site takes no more of them within the hour
            self.tally.count("reports too many")
        elif answer.status != 303:
            self.tally.fail("reporting", path, answer)
        else:
            self.tally.letters.add(word)
            self.tally.count("reports sent")
            again = browser.get(answer.location)
            if again.status != 200:
                self.tally.fail("reading", path, again)
        time.sleep(0.2)


class Editor(Person):
    """Changes an article of their own, looks at it as readers see it, and changes it again."""

    def __init__(self, address: str, tally: Tally, seed: int, name: str, articles: list[str]):
        super().__init__(address, tally, seed)
        self.name = name
        self.articles = articles

    def begin(self):
        self.browser.sign_in(self.name)

    def act(self):
        public = self.random.choice(self.articles)
        path = f"/admin/articles/article/{public.split('/')[2]}/change/"
        page = self.browser.get(path)
        if page.status == 503:  # opening it notes down what it showed
            self.tally.count("pages of the desk refused")
            time.sleep(0.3)
            return
        if page.status != 200:
            self.tally.fail("opening", path, page)
            return
        word = self.tally.word()
        form = fields_of(page, "//form[@id='article_form']") | {
            "byline": [word],
            "_continue": ["1"],
        }
        answer = self.browser.post(path, form)
        while answer.status == 503 and not self.tally.is_over.is_set():
            self.tally.count("saves refused")
            kept = fields_of(answer)
            assert kept["byline"] == [word], "what was typed is gone"
            time.sleep(0.3)
            answer = self.browser.post(path, kept)
        self.judge(answer, path, word, public)

    def judge(self, answer: Answer, path: str, word: str, public: str):
        if answer.status == 302:
            self.tally.articles[word] = public
            self.tally.count("saves")
            self.look(public, word)
        elif answer.status == 200 and answer.page.xpath("//*[@id='conflict']"):
            # It was saved when the connection broke: nobody told so, the page does now.
            self.tally.count("saved, but not told")
        elif answer.status != 503:
            self.tally.fail("saving", path, answer)

    def look(self, public: str, word: str):
        """Who has just written sees it."""
        answer = self.browser.get(public)
        if answer.status != 200:
            self.tally.fail("reading", public, answer)
        elif word not in answer.text:
            self.tally.fail("seeing one's own change", public, answer)


def paths_of(address: str) -> list[str]:
    """The lists and searches, and what they lead to."""
    browser = Browser(address)
    found = {link for path in FRONT for link in LINKS.findall(browser.get(path).text)}
    return [*FRONT, *sorted(found)]
