import os

from django.core.asgi import get_asgi_application

from newsdesk.frames import give_threads_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdesk.settings")

give_threads_room()
application = get_asgi_application()
