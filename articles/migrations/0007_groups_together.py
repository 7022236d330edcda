"""What the three groups may do since they edit together; docs/editors.md describes it."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = ["view_revision", "view_merge", "view_duplicate", "view_note", "view_errornote"]
NOTES = ["add_note", "change_note"]

ADDED = {
    "Writers": [*RECORDS, *NOTES, "submit_article", "return_article"],
    "Editors": [
        *RECORDS,
        *NOTES,
        "change_duplicate",
        "change_errornote",
        "submit_article",
        "return_article",
        "withdraw_article",
        "merge_obstacle",
        "merge_process",
        "merge_outlet",
        "merge_tag",
    ],
    "Exporters": RECORDS,
}


def extend_groups(apps, schema_editor):
    create_permissions(installed.get_app_config("articles"), verbosity=0, apps=apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in ADDED.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="articles", codename__in=wanted)
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_editing_together"), ("articles", "0002_groups")]
    operations = [migrations.RunPython(extend_groups, migrations.RunPython.noop)]
