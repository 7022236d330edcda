from django.contrib import admin
from django.urls import include, path

from .health import alive, ready

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
]

handler500 = "newsdesk.failures.server_error"
