"""What is done for every answer, whatever it is about."""

import re

from django.middleware.gzip import GZipMiddleware

TEXT = re.compile(r"text/|application/(?:atom\+xml|json|ld\+json|manifest\+json|xml)|image/svg")


class PageGZipMiddleware(GZipMiddleware):
    """Compresses pages and feeds, with random bytes against BREACH, as Django does.

    What is streamed goes out as it is made (a CSV of half a million rows), and so do pictures.
    """

    def process_response(self, request, response):
        if response.streaming or not TEXT.match(response.headers.get("Content-Type", "")):
            return response
        return super().process_response(request, response)
