import logging

from django.db import DatabaseError
from django.utils import timezone

from articles.actions.publishing import publish_due
from articles.models import Article

logger = logging.getLogger(__name__)


class PublishDueMiddleware:
    """Publishes what is due before the first request after its time. One indexed query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if Article.objects.due(timezone.now()).exists():
            try:
                publish_due()
            except DatabaseError:
                # The next request tries again: this reader still gets the page.
                logger.exception("What is due could not be published")
        return self.get_response(request)
