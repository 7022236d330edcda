from .actor import ActorFilter
from .article import ArticleFilter
from .base import ListFilter
from .correction import CorrectionFilter
from .obstacle import ObstacleFilter
from .process import ProcessFilter
from .quote import QuoteFilter, QuotesAbout, QuotesBy
from .tag import TagFilter

__all__ = [
    "ActorFilter",
    "ArticleFilter",
    "CorrectionFilter",
    "ListFilter",
    "ObstacleFilter",
    "ProcessFilter",
    "QuoteFilter",
    "QuotesAbout",
    "QuotesBy",
    "TagFilter",
]
