"""An XML file of news -> the reader of its root element."""

from dataclasses import replace

from ..drafts import ImportRefused, Received
from . import newsml, nitf
from .trees import xml_tree

_NEWSML = frozenset({"newsMessage", "newsItem", "packageItem", "contentSet", "inlineXML"})
_OTHERS = {
    "rss": "This is an RSS feed, not an article: save the page of the article.",
    "feed": "This is an Atom feed, not an article: save the page of the article.",
    "NewsML": "This is NewsML 1, which is not read here: ask the sender for NewsML-G2 or NITF.",
}


def read(data: bytes) -> Received:
    tree = xml_tree(data)
    name = tree.root.tag
    if name == "nitf":
        received = nitf.read(tree.root)
    elif name in _NEWSML:
        received = newsml.read(tree.root)
    else:
        raise ImportRefused(
            _OTHERS.get(name, f"This is XML, but neither NITF nor NewsML-G2: its root is <{name}>.")
        )
    if not received.text:
        raise ImportRefused(f"This {received.format} file is empty: no text is in it.")
    return replace(received, guessed=tree.guessed, problems=(*tree.problems, *received.problems))
