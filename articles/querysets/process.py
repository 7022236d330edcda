from django.db.models import Exists, OuterRef, Q

from .counting import count_of
from .current import CurrentQuerySet
from .each import ExistsForEach
from .led import led_by_ids
from .words import WordsQuerySet
from .written import ReadByIdQuerySet, written_once


class ProcessQuerySet(CurrentQuerySet, WordsQuerySet, ReadByIdQuerySet):
    def published(self):
        """Processes with a published report on an obstacle, their own or that of a part."""
        reports = self._reports().published()
        own = reports.filter(obstacle__process=OuterRef("pk"))
        of_parts = reports.filter(obstacle__process__parent=OuterRef("pk"))
        return self.current().filter(ExistsForEach(own) | ExistsForEach(of_parts))

    def for_list(self):
        """With what a row of a list shows."""
        return self.read_by(listed_rows)

    def with_counts(self):
        """`obstacle_count`: its obstacles and those of its parts, as its page shows them: those
        that readers may see, options left out.
        """
        obstacles = self.model._meta.get_field("obstacles").related_model._default_manager
        public = obstacles.published().without_options()
        own = public.filter(process=OuterRef("pk"))
        of_parts = public.filter(process__parent=OuterRef("pk"))
        return self.annotate(
            obstacle_count=count_of(own, "process") + count_of(of_parts, "process__parent")
        )

    def with_party(self, actor):
        """Few of all processes: the way in is the actor, not a test of each process."""
        return self.filter(parties=actor)

    def has_party(self, actors) -> Q:
        """The condition that one of the actors is a party."""
        rows = self.model._meta.get_field("parties").remote_field.through._default_manager
        return Q(Exists(rows.filter(process=OuterRef("pk"), actor__in=actors)))

    def _reports(self):
        obstacle = self.model._meta.get_field("obstacles").related_model
        return obstacle._meta.get_field("reports").related_model._default_manager.all()


@written_once
def listed_rows(processes, ids):
    rows = led_by_ids(processes.published().filter(pk__in=ids).order_by())
    return rows.select_related("parent").only("name", "slug", "summary", "parent__name")
