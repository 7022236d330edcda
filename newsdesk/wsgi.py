import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdesk.settings")

application = get_wsgi_application()

# What is loaded by now lives as long as the process: workers share it, and Python's collector of
# garbage, which took an eighth of a long CSV, looks at it no more.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
