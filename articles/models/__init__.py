from .actor import Actor, ActorCount, ActorName, Appearance, NotTheSame, Role, Uncounted
from .article import Article
from .batch import Batch, BatchFile
from .correction import Correction
from .merge import Duplicate, Merge
from .naming import Naming
from .note import ErrorNote, Note
from .obstacle import Obstacle, ObstacleReport
from .outlet import Outlet
from .phrase import Phrase
from .presence import Presence
from .process import Process
from .proposal import Proposal
from .quote import Quote, QuoteAbout
from .quote_link import QuoteLink
from .removed_quote import RemovedQuote
from .revision import Revision
from .section import Section
from .stamp import Stamp
from .tag import Tag, TaggedArticle, TaggedObstacle, TaggedQuote, taken_new_tags
from .update import Fingerprint, Update

__all__ = [
    "Actor",
    "ActorCount",
    "ActorName",
    "Appearance",
    "Article",
    "Batch",
    "BatchFile",
    "Correction",
    "Duplicate",
    "ErrorNote",
    "Fingerprint",
    "Merge",
    "Naming",
    "NotTheSame",
    "Note",
    "Obstacle",
    "ObstacleReport",
    "Outlet",
    "Phrase",
    "Presence",
    "Process",
    "Proposal",
    "Quote",
    "QuoteAbout",
    "QuoteLink",
    "RemovedQuote",
    "Revision",
    "Role",
    "Section",
    "Stamp",
    "Tag",
    "TaggedArticle",
    "TaggedObstacle",
    "TaggedQuote",
    "Uncounted",
    "Update",
    "taken_new_tags",
]
