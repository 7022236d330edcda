from django.contrib import admin

from articles.forms import OutletForm
from articles.models import Outlet


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):
    form = OutletForm
    list_display = ["name", "language", "full_text", "url"]
    search_fields = ["name"]
    show_full_result_count = False
