"""What can be no article is refused in plain words, with its place, and opens nothing."""

import pytest

from articles.ingest.drafts import ImportRefused
from articles.ingest.readers import read
from tests.costs import cost_of
from tests.ingest.readers.word import line, packed, zipped

ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
LAUGHS = b'<!DOCTYPE nitf [<!ENTITY e0 "ha">' + ENTITIES + b"]><nitf><p>&e11;</p></nitf>"
BLOWUP = (
    b'<!DOCTYPE nitf [<!ENTITY a "'
    + b"a" * 50_000
    + b'">]><nitf><p>'
    + b"&a;" * 50_000
    + b"</p></nitf>"
)
IN_ATTRIBUTE = LAUGHS.replace(b"<p>&e11;</p>", b'<p class="&e11;"/>')
DTD = b'<!DOCTYPE x [<!ENTITY a "b">]>'

HARMLESS = packed([line(f"Nobody on quay {n} knows why the ferry is late.") for n in range(1_000)])


def refused(data: bytes, name: str = "") -> str:
    with pytest.raises(ImportRefused) as caught:
        read(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "", "There is no text here: the file is empty."),
        (b" \r\n\t", "a.json", "There is no text here: the file is empty."),
        ("\ufeff \n".encode(), "", "There is no text here: the file holds only white space."),
        (b"%PDF-1.7 ...", "a.txt", "This is a PDF: copy its text and paste it. "),
        (b"\x89PNG\r\n\x1a\n\0\0", "", "This is a picture. "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "a.doc", "This is an old Word or Excel file: "),
        (b"{\\rtf1\\ansi Hello}", "", "This is RTF: save it as .docx or as text. "),
        (b"MZ\0\0\x01\x02\x03\0\xff\xff", "", "This is not a text file: it holds NUL bytes"),
        (bytes(range(1, 32)) * 9, "", "This is not a text file: it holds control signs"),
        (b"Notes", "a.docx", "The name ends in .docx, but this is no Word file."),
        (b'{"headline": "A",\n "body_text": }', "", "This JSON is broken at line 2, column 15: "),
        (b"[[1", "a.json", "This JSON is broken at line 1, column 4: "),
        (b'{"a": ' * 50_000, "", "This JSON was not opened: it is nested too deeply."),
        (b'{"version": ' + b"9" * 5_000 + b"}", "", "This JSON holds a number that is none: "),
        (
            b'{"name": "newsdesk", "scripts": {}}',
            "package.json",
            "This is JSON, but no ninjs: it has no body_text, body_html or headline.",
        ),
        (b'[{"headline": "A"}, {"headline": "B"}]', "", "This JSON holds 2 items: save each "),
        (
            b'{"type": "picture", "headline": "A crane"}',
            "",
            "This ninjs item is no text: its type is “picture”.",
        ),
        (b'{"body_html": "<p> </p>"}', "", "This ninjs item is empty: "),
        (b"<nitf>\n<body>\n</nitf>", "", "This XML is broken at line 3, column 8: "),
        (b"<?xml version='1.0'?>", "", "This XML is broken at line 1, column 22: "),
        (b"<a>" * 3_000, "a.xml", "This XML is broken at line 1, column 771: Excessive depth"),
        (
            b"<?xml version='1.0'?><invoice/>",
            "",
            "This is XML, but neither NITF nor NewsML-G2: its root is <invoice>.",
        ),
        (b"<rss><channel/></rss>", "", "This is an RSS feed, not an article: "),
        (b"<nitf><head/><body/></nitf>", "", "This NITF file is empty: no text is in it."),
        (
            b'<newsItem xmlns="n"><contentSet><remoteContent/></contentSet></newsItem>',
            "",
            "This NewsML-G2 item only points to its text (remoteContent): it holds none.",
        ),
        (b'<packageItem xmlns="n"/>', "", "This NewsML-G2 file holds no text: "),
        (
            b'<newsMessage xmlns="n">'
            + b"<newsItem><inlineData>One.</inlineData></newsItem>" * 2
            + b"</newsMessage>",
            "",
            "This NewsML-G2 message holds 2 texts: save each as a file of its own.",
        ),
        (
            b'<newsItem xmlns="n"><inlineXML/></newsItem>',
            "",
            "This NewsML-G2 file is empty: no text is in it.",
        ),
        (
            b"<html><title>Shop</title><ul><li>Boots<li>Hats</ul></html>",
            "",
            "No article was found on this page: ",
        ),
        (b"<!doctype html>", "", "This page is empty."),
        (b"<p>a" * 60_000, "", "This page holds more than 60,000 elements: is it one article?"),
        (zipped({"a.txt": "A"}), "", "This is a ZIP file, but no Word file: unpack it first."),
        (zipped({"xl/workbook.xml": "<a/>"}), "", "This is an Excel workbook, not a text."),
        (
            zipped({"word/document.xml": "<a>\n</b>"}),
            "",
            "word/document.xml: This XML is broken at line 2, column 5: ",
        ),
        (zipped({"word/document.xml": "<a/>"}), "", "This Word file is broken: "),
        (packed([line("")]), "", "This Word file holds no text."),
        (packed([line("Words.")])[:-30], "", "This Word file is broken: File is not a zip file."),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)  # fmt: skip
def test_refusal_says_why_and_where(data: bytes, name: str, told: str) -> None:
    assert refused(data, name).startswith(told)


def test_twenty_megabytes_are_refused_before_anything_is_parsed() -> None:
    data = b"<html><body>" + b"<p>word</p>" * 2_000_000

    assert refused(data) == "The file is larger than 5 MB."
    assert cost_of(lambda: refused(data)) < cost_of(lambda: read(HARMLESS)) / 10


@pytest.mark.parametrize(
    "data", [LAUGHS, BLOWUP, IN_ATTRIBUTE], ids=["laughs", "blowup", "attribute"]
)
def test_entities_that_grow_are_not_opened(data: bytes) -> None:
    assert refused(data).startswith("This XML was not opened: its entities grow without measure")
    assert cost_of(lambda: refused(data)) < cost_of(lambda: read(HARMLESS))


def test_external_entities_are_left_out_and_told(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("KEY-4711")
    parts = f'<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;'
    item = (
        f'<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd" [{parts}]><nitf><body>'
        "<body.content><p>The harbour &s; caf&eacute; is open.</p></body.content></body></nitf>"
    )

    received = read(item.encode())

    assert received.text == "The harbour café is open.\n"
    assert [problem.message for problem in received.problems] == [
        "The entity &s; was left out: it is not opened here."
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"word/media/a.xml": b" " * 10_000_001}, "This Word file unpacks to more than 10 MB"),
        ({f"word/{n}.bin": b"" for n in range(2_000)}, "This Word file holds more than 2,000 "),
        (
            {"word/theme.xml": b"<x>" + b"<y/>" * 60_000 + b"</x>"},
            "word/theme.xml holds more than 60,000 ",
        ),
        ({"word/theme.xml": DTD + b"<x>&a;</x>"}, "word/theme.xml declares a document type"),
        ({"word/theme.xml": b"<?xml version='1.0'?>" + LAUGHS}, "word/theme.xml: This XML was not"),
    ],
    ids=["zip bomb", "many files", "many elements", "document type", "laughs"],
)
def test_word_file_that_hides_a_bomb_is_refused(files: dict[str, bytes], told: str) -> None:
    data = packed([line("The ferry is late, and nobody has told the passengers.")], **files)

    assert refused(data).startswith(told)
    assert cost_of(lambda: refused(data)) < cost_of(lambda: read(HARMLESS))


def test_zip_in_a_word_file_stays_packed() -> None:
    inner = zipped({"bomb": b"0" * 50_000_000})

    received = read(packed([line("The ferry is late.")], **{"word/embeddings/a.docx": inner}))

    assert received.text == "The ferry is late.\n"
