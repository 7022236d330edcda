"""Word files made of a few lines, as Word itself packs them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = f"""<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_RELATIONS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_PARTS}/officeDocument" Target="word/document.xml"/></Relationships>"""
_DOCUMENT_RELATIONS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_PARTS}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{_PARTS}/numbering" Target="numbering.xml"/>
<Relationship Id="r3" Type="{_PARTS}/comments" Target="comments.xml"/>
<Relationship Id="r4" Type="{_PARTS}/footnotes" Target="footnotes.xml"/></Relationships>"""
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in [
        ("Title", "Title"),
        ("Subtitle", "Subtitle"),
        ("berschrift1", "heading 1"),
        ("ListParagraph", "List Paragraph"),
    ]
)
_NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""
_COMMENTS = '<w:comment w:id="0" w:author="Desk">%s</w:comment>'
_FOOTNOTES = '<w:footnote w:id="2">%s</w:footnote>'
_CORE = """<?xml version="1.0"?><cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:language>en-GB</dc:language>
<cp:keywords>harbour; ferries</cp:keywords></cp:coreProperties>"""


def line(text: str, style: str = "", *, bullet: bool = False) -> str:
    """One paragraph; `text` may hold runs of its own (see `bold`, `inserted`, `deleted`)."""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if bullet else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{text if text.startswith('<') else run(text)}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return run(text, "<w:b/>")


def inserted(text: str) -> str:
    return f'<w:ins w:id="8" w:author="Desk">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="9" w:author="Desk"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


COMMENT = '<w:r><w:commentReference w:id="0"/></w:r>'
FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def packed(lines: list[str], title: str = "", **more: bytes) -> bytes:
    """The bytes of a DOCX; `more` adds files by name, or replaces them."""
    note = line("A note that is no part of the text.")
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": _CORE % title,
        "word/document.xml": _word("document", f"<w:body>{''.join(lines)}</w:body>"),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _word("styles", _STYLES),
        "word/numbering.xml": _word("numbering", _NUMBERING),
        "word/comments.xml": _word("comments", _COMMENTS % note),
        "word/footnotes.xml": _word("footnotes", _FOOTNOTES % note),
        **more,
    }
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as zip_file:
        for name, content in files.items():
            zip_file.writestr(name, content)
    return out.getvalue()


def _word(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_W}>{inside}</w:{root}>'
