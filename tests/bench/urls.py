"""The site's addresses, and one that does nothing: what everything is measured in."""

from django.http import HttpResponse
from django.urls import include, path

BARE = "bare-view/"

urlpatterns = [
    path(BARE, lambda request: HttpResponse("bare")),
    path("", include("newsdesk.urls")),
]

handler500 = "newsdesk.failures.server_error"
