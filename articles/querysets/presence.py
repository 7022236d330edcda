"""Who has the page of a row open."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

STILL_HERE = timedelta(minutes=2)


class PresenceQuerySet(QuerySet):
    def meet(self, user, noun: str, object_id: int) -> list:
        """The others who are at the row, the earliest first; the user is there from now on.

        One query and one upsert. Who was away for two minutes comes anew.
        """
        now = timezone.now()
        rows = list(self.filter(noun=noun, object_id=object_id).select_related("user"))
        here = [row for row in rows if row.seen_at > now - STILL_HERE]
        since = next((row.since for row in here if row.user_id == user.pk), now)
        own = self.model(user=user, noun=noun, object_id=object_id, since=since, seen_at=now)
        self.bulk_create(
            [own],
            update_conflicts=True,
            unique_fields=["noun", "object_id", "user"],
            update_fields=["since", "seen_at"],
        )
        others = [row for row in here if row.user_id != user.pk]
        return sorted(others, key=lambda row: (row.since, row.pk))

    def leave(self, user, noun: str, object_id: int) -> None:
        """The user goes; in passing, so do all who went without a word."""
        own = Q(user=user, noun=noun, object_id=object_id)
        self.filter(own | Q(seen_at__lt=timezone.now() - STILL_HERE)).delete()
