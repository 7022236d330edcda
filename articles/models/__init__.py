from .actor import Actor, ActorCount, ActorName, Appearance, NotTheSame, Role
from .article import Article
from .batch import Batch, BatchFile
from .correction import Correction
from .obstacle import Obstacle, ObstacleReport
from .outlet import Outlet
from .process import Process
from .proposal import Proposal
from .quote import Quote, QuoteAbout
from .section import Section
from .tag import Tag, TaggedArticle, TaggedObstacle, TaggedQuote
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
    "Fingerprint",
    "NotTheSame",
    "Obstacle",
    "ObstacleReport",
    "Outlet",
    "Process",
    "Proposal",
    "Quote",
    "QuoteAbout",
    "Role",
    "Section",
    "Tag",
    "TaggedArticle",
    "TaggedObstacle",
    "TaggedQuote",
    "Update",
]
