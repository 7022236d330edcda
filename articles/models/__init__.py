from .actor import Actor, ActorCount, ActorName, Appearance, Role
from .article import Article
from .correction import Correction
from .obstacle import Obstacle, ObstacleReport
from .outlet import Outlet
from .process import Process
from .quote import Quote, QuoteAbout
from .section import Section
from .tag import Tag, TaggedArticle, TaggedObstacle, TaggedQuote

__all__ = [
    "Actor",
    "ActorCount",
    "ActorName",
    "Appearance",
    "Article",
    "Correction",
    "Obstacle",
    "ObstacleReport",
    "Outlet",
    "Process",
    "Quote",
    "QuoteAbout",
    "Role",
    "Section",
    "Tag",
    "TaggedArticle",
    "TaggedObstacle",
    "TaggedQuote",
]
