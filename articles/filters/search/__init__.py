from .asked import Asked
from .kinds import KINDS, Kind
from .results import PAGE, Found, Search
from .suggesting import Suggestion, alike, suggestions

__all__ = [
    "KINDS",
    "PAGE",
    "Asked",
    "Found",
    "Kind",
    "Search",
    "Suggestion",
    "alike",
    "suggestions",
]
