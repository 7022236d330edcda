from django.db import models

from articles.choices import Side
from articles.querysets.naming import NamingQuerySet

from .actor import Actor
from .copies import ArticleCopies
from .obstacle import Obstacle, ObstacleReport


class Naming(ArticleCopies):
    """That a report names an actor: as who laid the obstacle, or as who faces it.

    Repeats a row of `laid_by` or `faced_by` with the obstacle of the report, so that the obstacles
    of an actor, and the actors of some obstacles, are read from an index alone. Kept by the
    database itself (triggers/namings.py); compared by `manage.py check_integrity`.
    """

    id = models.BigIntegerField(primary_key=True, help_text="That of the row, as `pk_of` tells it.")

    report = models.ForeignKey(
        ObstacleReport, models.CASCADE, related_name="namings", db_index=False
    )
    obstacle = models.ForeignKey(Obstacle, models.CASCADE, related_name="namings", db_index=False)
    side = models.CharField(max_length=8, choices=Side)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="+", db_index=False)

    objects = NamingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["actor", "side", "article_status", "obstacle", "dated"],
                name="naming_by_actor",
            ),
            models.Index(
                fields=["obstacle", "side", "article_status", "actor", "dated"],
                name="naming_by_obstacle",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["report", "side", "actor"], name="naming_once")
        ]

    @staticmethod
    def pk_of(side: Side, pk: int) -> int:
        """Of the row of that side with that id: a merge that is undone brings the same one back."""
        return 2 * pk + (side == Side.FACED_BY)

    def __str__(self):
        return f"{self.actor_id} in {self.report_id}"
