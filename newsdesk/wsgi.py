import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsdesk.charset import without_charset
from newsdesk.frames import give_threads_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdesk.settings")

give_threads_room()
application = without_charset(get_wsgi_application())

# What is loaded by now lives as long as the process: workers share it, and Python's collector of
# garbage, which took an eighth of a long CSV, looks at it no more.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
