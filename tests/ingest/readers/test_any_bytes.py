"""Whatever the bytes: an article is received or refused, and nothing else happens."""

import json
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.drafts import BlockRole, ImportRefused, Received
from articles.ingest.parser import parse_received
from articles.ingest.readers import read
from articles.text.lexicon.lists import words
from tests.ingest.readers.test_samples import FILES, STYLED, UNSTYLED
from tests.ingest.readers.word import zipped

NAMES = ["", "a.txt", "a.html", "a.json", "a.xml", "a.docx"]
WHOLE = [path.read_bytes() for path in sorted(FILES.iterdir()) if ".expected" not in path.name]
PIECES = [
    b"<p>", b"</p>", b"<br>", b"<nitf>", b"<![CDATA[", b"]]>", b"<!--", b"&x;", b"&#0;",
    b"&#xD800;", b'{"headline":', b'"body_text"', b"\\ud800", b"\\u0000", b"[", b"]", b"}",
    b"null", b"1e999", b"\0", b"\x1e", b"\xff", b"\xed\xa0\x80", b"<script>", b"PK\x03\x04",
    "\u202e\ufeff\u00ad".encode(),
]  # fmt: skip


@st.composite
def damaged(draw, files: list[bytes]) -> bytes:
    """A whole file with some stretches cut out, doubled or replaced."""
    data = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 200)))
        patch = draw(st.sampled_from([b"", data[start:end] * 2, *PIECES]) | st.binary(max_size=20))
        data = data[:start] + patch + data[end:]
    return data


def received_or_none(data: bytes, name: str) -> Received | None:
    try:
        return read(data, name)
    except ImportRefused as refused:
        assert str(refused).endswith((".", ")"))
        return None


def assert_sound(received: Received) -> None:
    """The text can be kept, and its blocks stand in it in order, none of them blank."""
    received.text.encode()
    spans = [block.span for block in received.blocks]
    assert all(span.of(received.text).strip() for span in spans)
    assert all(before.end < after.start for before, after in pairwise(spans))
    assert received.blocks == () or "\0" not in received.text
    draft = parse_received(received)
    assert draft.source == received.text
    assert all(block.span.of(draft.source).strip() for s in draft.sections for block in s.blocks)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300) | st.lists(st.sampled_from(PIECES)).map(b"".join),
    st.sampled_from(NAMES),
)
def test_random_bytes(data: bytes, name: str) -> None:
    if received := received_or_none(data, name):
        assert_sound(received)


@settings(max_examples=200, deadline=None)
@given(damaged(WHOLE), st.sampled_from(NAMES))
def test_damaged_files(data: bytes, name: str) -> None:
    if received := received_or_none(data, name):
        assert_sound(received)


@st.composite
def damaged_inside(draw) -> bytes:
    """A Word file of which one part was damaged before it was packed."""
    with ZipFile(BytesIO(STYLED)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    name = draw(st.sampled_from(sorted(files)))
    return zipped({**files, name: draw(damaged([files[name]]))})


@settings(max_examples=200, deadline=None)
@given(damaged([STYLED, UNSTYLED]) | damaged_inside())
def test_damaged_word_files(data: bytes) -> None:
    if received := received_or_none(data, "a.docx"):
        assert_sound(received)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "role", "value", "@id"]), inner)
    ),
    max_leaves=6,
)
KEYS = sorted(
    words(
        "headline headlines body_text body_html bodies byline by authors contributors descriptions "
        "description_text subject subjects keywords language version versioncreated pubstatus "
        "ednote type provider source infosources dateline located uri guid standard embargoed "
        "correction author publisher datePublished articleSection inLanguage identifier "
        "articleBody mainEntityOfPage"
    )
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, min_size=1))
def test_fields_of_any_kind(fields: dict) -> None:
    item = json.dumps({"body_text": "The ferry is late.", **fields})
    linked = json.dumps({"@type": "NewsArticle", **fields}).replace("<", "\\u003c")
    page = f'<script type="application/ld+json">{linked}</script><article><p>{"word " * 30}</p>'

    for data in (item, page):
        if received := received_or_none(data.encode(), ""):
            assert_sound(received)


def test_some_damaged_files_are_still_received() -> None:
    """The tests above would also pass if everything were refused."""
    data = WHOLE[0].replace(b"</title>", b"</title><?x?>")
    received = received_or_none(data, "")
    assert received is not None
    assert BlockRole.HEADLINE in {block.role for block in received.blocks}
