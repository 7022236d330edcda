"""What an editor decides of the proposals of an article, one by one or all that are left."""

from .casting import near_actors, other_names
from .obstacles import known_obstacle, near_obstacles, process_named
from .placing import place_of
from .refusals import ReviewRefused, Undecided
from .review import Rest, Review, reviewing

__all__ = [
    "Rest",
    "Review",
    "ReviewRefused",
    "Undecided",
    "known_obstacle",
    "near_actors",
    "near_obstacles",
    "other_names",
    "place_of",
    "process_named",
    "reviewing",
]
