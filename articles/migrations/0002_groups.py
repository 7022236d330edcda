"""The three groups of a newsroom. What each may do is described in docs/editors.md."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

NOUNS = [
    "actor",
    "actorname",
    "appearance",
    "article",
    "correction",
    "obstacle",
    "obstaclereport",
    "outlet",
    "process",
    "quote",
    "quoteabout",
    "role",
    "section",
    "tag",
    "taggedarticle",
    "taggedobstacle",
    "taggedquote",
]
EXPORTED = ["actor", "article", "obstacle", "outlet", "process", "quote", "tag"]
PARTS_OF_AN_ARTICLE = ["appearance", "obstaclereport", "quote", "section"]


def codenames(verbs, nouns):
    return [f"{verb}_{noun}" for noun in nouns for verb in verbs]


EXPORTS = codenames(["export"], EXPORTED)

GROUPS = {
    "Writers": [
        *codenames(["view"], NOUNS),
        *codenames(["add", "change"], ["article", "actor", "actorname", "role", "obstacle"]),
        *codenames(["add", "change", "delete"], PARTS_OF_AN_ARTICLE),
        "add_tag",
    ],
    "Editors": [
        *codenames(["view", "add", "change", "delete"], set(NOUNS) - {"correction"}),
        "view_correction",
        "add_correction",
        "edit_any_article",
        "publish_article",
        "merge_actor",
        *EXPORTS,
    ],
    "Exporters": [*codenames(["view"], NOUNS), *EXPORTS],
}


def make_groups(apps, schema_editor):
    create_permissions(installed.get_app_config("articles"), verbosity=0, apps=apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(content_type__app_label="articles", codename__in=wanted)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
