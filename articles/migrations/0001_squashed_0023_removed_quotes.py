"""The tables as they are after migration 23, made at once, and the three groups of a newsroom. What
each may do is described in docs/editors.md. A newsroom that is older goes step by step.

Columns and indexes stand in the order in which the steps made them: of two indexes that serve as well
SQLite takes the newer one.
"""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import articles.models.section
import articles.models.tag
import articles.search.fields
from articles.triggers import remove_triggers

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
RECORDS = ["view_revision", "view_merge", "view_duplicate", "view_note", "view_errornote"]
TOGETHER = [*RECORDS, "add_note", "change_note", "submit_article", "return_article"]
LINKS = codenames(["view", "add", "change", "delete"], ["quotelink"])

GROUPS = {
    "Writers": [
        *codenames(["view"], NOUNS),
        *codenames(["add", "change"], ["article", "actor", "actorname", "role", "obstacle"]),
        *codenames(["add", "change", "delete"], PARTS_OF_AN_ARTICLE),
        "add_tag",
        *TOGETHER,
        *LINKS,
    ],
    "Editors": [
        *codenames(["view", "add", "change", "delete"], set(NOUNS) - {"correction"}),
        "view_correction",
        "add_correction",
        "edit_any_article",
        "publish_article",
        "withdraw_article",
        "change_duplicate",
        "change_errornote",
        *codenames(["merge"], ["actor", "obstacle", "process", "outlet", "tag"]),
        *EXPORTS,
        *TOGETHER,
        *LINKS,
    ],
    "Exporters": [*codenames(["view"], NOUNS), *EXPORTS, *RECORDS, "view_quotelink"],
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


def unwatch(apps, schema_editor):
    """The triggers are made after every migrate; without their tables none could write."""
    with schema_editor.connection.cursor() as cursor:
        remove_triggers(schema_editor.connection, cursor)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("articles", "0001_initial"),
        ("articles", "0002_groups"),
        ("articles", "0003_proposals"),
        ("articles", "0004_fill_sounds"),
        ("articles", "0005_fill_fingerprints"),
        ("articles", "0006_editing_together"),
        ("articles", "0007_groups_together"),
        ("articles", "0008_desk_indexes"),
        ("articles", "0009_duplicates_by_noun"),
        ("articles", "0010_desk_order"),
        ("articles", "0011_search"),
        ("articles", "0012_facets"),
        ("articles", "0013_actors_by_month"),
        ("articles", "0014_said_before"),
        ("articles", "0015_desk_at_a_million"),
        ("articles", "0016_stamp"),
        ("articles", "0017_reported_error"),
        ("articles", "0018_desk_flat"),
        ("articles", "0019_what_facets_read"),
        ("articles", "0020_reports_by_day"),
        ("articles", "0021_namings"),
        ("articles", "0022_uncounted"),
        ("articles", "0023_removed_quotes"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Actor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("organisation", "Organisation"),
                            ("government", "Government"),
                            ("country", "Country"),
                            ("alliance", "Alliance"),
                            ("group", "Group"),
                        ],
                        default="person",
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "sort_name",
                    models.CharField(
                        blank=True, help_text="Left empty: made from the name.", max_length=200
                    ),
                ),
                ("slug", models.SlugField(editable=False, max_length=60)),
                (
                    "summary",
                    models.TextField(blank=True, help_text="Who it is, in a sentence or two."),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True, help_text="Q…", max_length=20, verbose_name="Wikidata"
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="website")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="articles.actor",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_name", "id"],
                "permissions": [
                    ("merge_actor", "Can merge actors"),
                    ("export_actor", "Can export actors as CSV"),
                ],
                "indexes": [
                    models.Index(fields=["sort_name", "id"], name="actor_by_name"),
                    models.Index(fields=["kind", "sort_name", "id"], name="actor_by_kind"),
                    models.Index(
                        condition=models.Q(("wikidata_id", ""), _negated=True),
                        fields=["wikidata_id"],
                        name="actor_by_wikidata",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="actor_merged",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into", None)),
                        fields=["sort_name", "id"],
                        name="actor_current",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="actor_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RemovedQuote",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        help_text="That of the quote.", primary_key=True, serialize=False
                    ),
                ),
                ("article", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Uncounted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.BigIntegerField(db_index=True)),
                ("quotes", models.SmallIntegerField(db_default=0)),
                ("articles", models.SmallIntegerField(db_default=0)),
                ("dated", models.DateField(null=True)),
                ("dated_until", models.DateField(null=True)),
            ],
            options={
                "verbose_name_plural": "uncounted",
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("obtained", models.CharField(max_length=200, verbose_name="how obtained")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="batches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "batches",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Duplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("actor", "Actor"),
                            ("obstacle", "Obstacle"),
                            ("process", "Process"),
                            ("outlet", "Outlet"),
                            ("tag", "Tag"),
                        ],
                        max_length=8,
                    ),
                ),
                ("first_id", models.PositiveBigIntegerField()),
                ("second_id", models.PositiveBigIntegerField()),
                ("score", models.PositiveSmallIntegerField(help_text="Of 100.")),
                (
                    "evidence",
                    models.JSONField(default=list, help_text="Why: lines for an editor to read."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("different", "Not the same"),
                            ("merged", "Merged"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "possible duplicate",
                "ordering": ["-score", "id"],
                "indexes": [
                    models.Index(fields=["state", "-score", "id"], name="duplicate_by_score"),
                    models.Index(fields=["noun", "second_id"], name="duplicate_by_second"),
                    models.Index(
                        fields=["noun", "state", "-score", "id"], name="duplicate_by_noun"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("noun", "first_id", "second_id"), name="duplicate_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_id__lt", models.F("second_id"))),
                        name="duplicate_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("actor", "Actor"),
                            ("obstacle", "Obstacle"),
                            ("process", "Process"),
                            ("outlet", "Outlet"),
                            ("tag", "Tag"),
                        ],
                        max_length=8,
                    ),
                ),
                ("kept_id", models.PositiveBigIntegerField()),
                ("lost_id", models.PositiveBigIntegerField()),
                ("kept_name", models.CharField(max_length=500)),
                ("lost_name", models.CharField(max_length=500)),
                (
                    "moved",
                    models.JSONField(
                        default=dict, help_text="What an undo puts back: see actions.merging."
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(fields=["noun", "kept_id"], name="merge_by_kept"),
                    models.Index(fields=["noun", "lost_id"], name="merge_by_lost"),
                    models.Index(fields=["made_at", "id"], name="merge_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("slug", models.SlugField(editable=False, max_length=60)),
                ("url", models.URLField(blank=True, verbose_name="address")),
                (
                    "language",
                    models.CharField(
                        default="en", help_text="BCP 47: en, fr, pt-BR", max_length=20
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(default="UTC", help_text="As in Europe/Oslo", max_length=60),
                ),
                (
                    "full_text",
                    models.BooleanField(
                        default=False,
                        help_text="Off: readers see the headline, the standfirst, the quotes with their sentence, the obstacles and a link to the source.",
                        verbose_name="full text may be shown",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "words",
                    articles.search.fields.WordsField(blank=True, default="", editable=False),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="articles.outlet",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "permissions": [
                    ("merge_outlet", "Can merge outlets"),
                    ("export_outlet", "Can export outlets as CSV"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="outlet_merged",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="outlet_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("actor", "Actor"),
                            ("obstacle", "Obstacle"),
                            ("process", "Process"),
                            ("outlet", "Outlet"),
                            ("tag", "Tag"),
                        ],
                        max_length=8,
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("noun", "object_id", "user"), name="presence_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "noun",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("actor", "Actor"),
                            ("obstacle", "Obstacle"),
                            ("process", "Process"),
                            ("outlet", "Outlet"),
                            ("tag", "Tag"),
                        ],
                        max_length=8,
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("version", models.PositiveIntegerField(help_text="Of the row, after the change.")),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("found", "As it was found"),
                            ("created", "Created"),
                            ("edited", "Edited"),
                            ("reviewed", "Reviewed"),
                            ("tagged", "Tagged"),
                            ("submitted", "Sent to review"),
                            ("returned", "Sent back"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                            ("updated", "Newer text taken over"),
                            ("merged", "Merged"),
                            ("unmerged", "Merge undone"),
                            ("restored", "Restored"),
                            ("deleted", "Deleted"),
                        ],
                        default="edited",
                        max_length=9,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="what for")),
                ("title", models.CharField(help_text="How the row was called.", max_length=500)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "is_held",
                    models.BooleanField(
                        default=False,
                        help_text="Somebody opened a page on it: a conflict compares with it.",
                    ),
                ),
                (
                    "content",
                    models.BinaryField(
                        help_text="The snapshot: JSON, compressed. See actions.history."
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "restores",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="restored_as",
                        to="articles.revision",
                    ),
                ),
            ],
            options={
                "ordering": ["-version", "-id"],
                "indexes": [
                    models.Index(
                        fields=["change", "noun", "made_at", "id"], name="revision_by_change"
                    ),
                    models.Index(fields=["made_at", "id"], name="revision_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("noun", "object_id", "version"), name="revision_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, editable=False, max_length=100, unique=True
                    ),
                ),
                ("folded", models.CharField(editable=False, max_length=100, unique=True)),
                ("description", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "words",
                    articles.search.fields.WordsField(blank=True, default="", editable=False),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "permissions": [
                    ("merge_tag", "Can merge tags"),
                    ("export_tag", "Can export tags as CSV"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="tag_merged",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="tag_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("headline", models.CharField(max_length=500)),
                ("alternative_headline", models.CharField(blank=True, max_length=500)),
                ("slug", models.SlugField(editable=False, max_length=60)),
                ("standfirst", models.TextField(blank=True)),
                ("byline", models.CharField(blank=True, max_length=300)),
                (
                    "dateline",
                    models.CharField(
                        blank=True, help_text="The place, as printed.", max_length=200
                    ),
                ),
                ("edition", models.CharField(blank=True, max_length=100)),
                (
                    "desk",
                    models.CharField(
                        blank=True,
                        help_text="The newspaper's section: World, Business",
                        max_length=100,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en", help_text="BCP 47: en, fr, pt-BR", max_length=20
                    ),
                ),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("issued_until", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "issued_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        verbose_name="date known to the",
                    ),
                ),
                (
                    "date_unknown",
                    models.BooleanField(
                        default=False,
                        help_text="Confirm it here, or publishing asks for the date.",
                        verbose_name="the source gives no date",
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=1000, verbose_name="address of the source"
                    ),
                ),
                (
                    "obtained",
                    models.CharField(
                        blank=True,
                        help_text="Pasted, wire, clipping …",
                        max_length=200,
                        verbose_name="how obtained",
                    ),
                ),
                ("source_guid", models.CharField(blank=True, max_length=300)),
                ("source_version", models.CharField(blank=True, max_length=50)),
                ("source_text", models.TextField(blank=True, editable=False)),
                ("source_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("publish_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("first_published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "words",
                    articles.search.fields.WordsField(blank=True, default="", editable=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.outlet",
                    ),
                ),
                (
                    "gaps",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="Quoted stretches that nobody has accounted for.",
                    ),
                ),
                ("proposals_open", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "stretches",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="quoted stretches"
                    ),
                ),
                (
                    "reprint_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The article that this one prints again: its quotes are counted there alone.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reprints",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "ordering": ["-dated", "-id"],
                "permissions": [
                    ("submit_article", "Can send articles to review"),
                    ("return_article", "Can send articles back to their writer"),
                    ("publish_article", "Can publish and schedule articles"),
                    ("withdraw_article", "Can withdraw articles"),
                    ("edit_any_article", "Can edit articles of other people"),
                    ("export_article", "Can export articles as CSV"),
                ],
                "indexes": [
                    models.Index(fields=["status", "headline", "id"], name="article_by_headline"),
                    models.Index(
                        fields=["outlet", "status", "dated", "id"], name="article_by_outlet"
                    ),
                    models.Index(fields=["desk", "status", "dated", "id"], name="article_by_desk"),
                    models.Index(
                        fields=["edition", "status", "dated", "id"], name="article_by_edition"
                    ),
                    models.Index(
                        fields=["status", "published_at", "id"], name="article_by_published_at"
                    ),
                    models.Index(fields=["status", "updated_at"], name="article_by_updated_at"),
                    models.Index(fields=["updated_at", "id"], name="article_by_update"),
                    models.Index(
                        condition=models.Q(("status", "scheduled")),
                        fields=["publish_at"],
                        name="article_due",
                    ),
                    models.Index(fields=["source_guid"], name="article_by_guid"),
                    models.Index(
                        condition=models.Q(("gaps__gt", 0)),
                        fields=["updated_at", "id"],
                        name="article_with_gaps",
                    ),
                    models.Index(
                        condition=models.Q(("proposals_open__gt", 0)),
                        fields=["updated_at", "id"],
                        name="article_to_review",
                    ),
                    models.Index(
                        fields=["created_by", "status", "updated_at", "id"],
                        name="article_by_writer",
                    ),
                    models.Index(fields=["headline", "id"], name="article_by_title"),
                    models.Index(
                        fields=["language", "status", "dated", "id"], name="article_by_language"
                    ),
                    models.Index(fields=["outlet", "updated_at", "id"], name="article_of_outlet"),
                    models.Index(fields=["dated", "id", "dated_until"], name="article_by_day"),
                    models.Index(
                        condition=models.Q(("issued_on", None)),
                        fields=["updated_at", "id", "date_unknown"],
                        name="article_undated",
                    ),
                    models.Index(
                        fields=[
                            "status",
                            "dated",
                            "id",
                            "dated_until",
                            "outlet",
                            "desk",
                            "edition",
                            "language",
                        ],
                        name="article_by_date",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reprint_of", None),
                            models.Q(("reprint_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="article_no_reprint_of_itself",
                        violation_error_message="An article is no reprint of itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("issued_until__isnull", True),
                            ("issued_on__lte", models.F("issued_until")),
                            _connector="OR",
                        ),
                        name="article_issued_not_reversed",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("issued_on", None),
                                ("issued_precision", ""),
                                ("issued_until", None),
                            ),
                            models.Q(
                                ("issued_on__isnull", False),
                                ("issued_until__isnull", False),
                                models.Q(
                                    models.Q(
                                        ("issued_on", models.F("issued_until")),
                                        ("issued_precision", "day"),
                                    ),
                                    models.Q(
                                        ("issued_on__lt", models.F("issued_until")),
                                        ("issued_precision__in", ["month", "year"]),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="article_issued_true_to_precision",
                        violation_error_message="The two days do not fit the precision of the date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_unknown", False), ("issued_on", None), _connector="OR"
                        ),
                        name="article_date_known_or_unknown",
                        violation_error_message="A date is given: it cannot be unknown as well.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "scheduled"), _negated=True),
                            ("publish_at__isnull", False),
                            _connector="OR",
                        ),
                        name="article_scheduled_has_a_time",
                        violation_error_message="A scheduled article needs the time to publish it at.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="article_published_has_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_sha256", ""), _negated=True),
                        fields=("source_sha256",),
                        name="article_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotTheSame",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded", models.CharField(help_text="The name, folded.", max_length=200)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_meant_by",
                        to="articles.actor",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "names that are not the same",
                "constraints": [
                    models.UniqueConstraint(fields=("actor", "folded"), name="not_the_same_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Process",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("slug", models.SlugField(editable=False, max_length=60)),
                ("summary", models.TextField(blank=True)),
                (
                    "words",
                    articles.search.fields.WordsField(blank=True, default="", editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="articles.process",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="articles.process",
                    ),
                ),
                (
                    "parties",
                    models.ManyToManyField(
                        blank=True, related_name="processes", to="articles.actor"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "processes",
                "ordering": ["name", "id"],
                "permissions": [
                    ("merge_process", "Can merge processes"),
                    ("export_process", "Can export processes as CSV"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="process_merged",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="process_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="process_not_its_own_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorCount",
            fields=[
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="count",
                        serialize=False,
                        to="articles.actor",
                    ),
                ),
                ("quotes", models.PositiveIntegerField(default=0)),
                ("articles", models.PositiveIntegerField(default=0)),
                ("months", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["quotes", "actor"], name="actor_by_quotes"),
                    models.Index(fields=["articles", "actor"], name="actor_by_articles"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                ("mentions", models.PositiveIntegerField(default=0)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("derived", "Found in the text"),
                            ("added", "Added by an editor"),
                            ("rejected", "Rejected by an editor"),
                        ],
                        default="added",
                        max_length=8,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="articles.actor",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "ordering": ["-mentions", "id"],
                "indexes": [
                    models.Index(
                        fields=["actor", "article_status", "dated", "article", "source"],
                        name="appearance_by_date",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "actor"), name="appearance_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "folded",
                    articles.search.fields.WordsField(
                        blank=True, db_index=True, default="", editable=False
                    ),
                ),
                ("is_main", models.BooleanField(default=False, editable=False)),
                ("start", models.DateField(blank=True, null=True, verbose_name="used from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="used until")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="articles.actor",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Where it was read; none: entered by an editor.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learned_names",
                        to="articles.article",
                    ),
                ),
                (
                    "sound",
                    models.CharField(db_index=True, default="", editable=False, max_length=4),
                ),
            ],
            options={
                "ordering": ["-is_main", "name", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("actor", "name"), name="actor_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("end__isnull", True),
                            ("start__lte", models.F("end")),
                            _connector="OR",
                        ),
                        name="actor_name_not_reversed",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_main", True)),
                        fields=("actor",),
                        name="actor_one_main_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("content", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("created", "Created"),
                            ("updated", "Updated"),
                            ("held", "For an editor"),
                            ("unchanged", "Unchanged"),
                            ("doubted", "Doubtful"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                (
                    "message",
                    models.TextField(
                        blank=True, help_text="Why it was refused, or what was doubtful."
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="batch_files",
                        to="articles.article",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="articles.batch",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["batch", "state", "id"], name="batch_file_by_state")
                ],
            },
        ),
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sentence", models.BigIntegerField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fingerprints",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sentence", "article"), name="fingerprint_by_sentence"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Obstacle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("slug", models.SlugField(editable=False, max_length=60)),
                ("description", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("demand", "Demand"),
                            ("condition", "Condition"),
                            ("denial", "Denial"),
                            ("limit", "Limit"),
                            ("option", "Option"),
                        ],
                        default="demand",
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    articles.search.fields.WordsField(blank=True, default="", editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "process",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obstacles",
                        to="articles.process",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="articles.obstacle",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
                "permissions": [
                    ("merge_obstacle", "Can merge obstacles"),
                    ("export_obstacle", "Can export obstacles as CSV"),
                ],
                "indexes": [
                    models.Index(fields=["title", "id"], name="obstacle_by_title"),
                    models.Index(fields=["kind", "title", "id"], name="obstacle_by_kind"),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="obstacle_merged",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="obstacle_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("start", models.DateField(blank=True, null=True)),
                (
                    "start_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                    ),
                ),
                ("end", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "end_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="articles.actor",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learned_roles",
                        to="articles.article",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="articles.actor",
                    ),
                ),
                (
                    "folded",
                    models.CharField(db_index=True, default="", editable=False, max_length=200),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("start"), nulls_first=True), "id"],
                "indexes": [models.Index(fields=["actor", "start"], name="role_by_actor")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("end__isnull", True),
                            ("start__lte", models.F("end")),
                            _connector="OR",
                        ),
                        name="role_not_reversed",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("start__isnull", True), ("start_precision", "")),
                            models.Q(
                                ("start__isnull", False),
                                ("start_precision__in", ["day", "month", "year"]),
                            ),
                            _connector="OR",
                        ),
                        name="role_start_precision",
                        violation_error_message="A date and its precision go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("end_precision", "")),
                            models.Q(
                                ("end__isnull", False),
                                ("end_precision__in", ["day", "month", "year"]),
                            ),
                            _connector="OR",
                        ),
                        name="role_end_precision",
                        violation_error_message="A date and its precision go together.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("quick_look", "Quick look"), ("body", "Body")],
                        default="body",
                        max_length=10,
                    ),
                ),
                ("heading", models.CharField(blank=True, max_length=300)),
                (
                    "anchor",
                    models.CharField(
                        default=articles.models.section.new_anchor, editable=False, max_length=6
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="Markdown: blank line between paragraphs, “- ” before a bullet, *emphasis*, **bold**, [links](https://…).",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="articles.article",
                    ),
                ),
                (
                    "words",
                    articles.search.fields.WordsField(blank=True, default="", editable=False),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "anchor"), name="section_anchor_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggedArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_rows",
                        to="articles.article",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_articles",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tag", "article_status", "dated", "content_object"],
                        name="tagged_article_by_date",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_object", "tag"), name="article_tagged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Update",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for an editor"),
                            ("taken", "Taken over"),
                            ("refused", "Refused"),
                            ("former", "Replaced by a newer text"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                (
                    "received",
                    models.JSONField(
                        help_text="What the reader made of it: ingest.drafts.Received."
                    ),
                ),
                ("source_sha256", models.CharField(db_index=True, max_length=64)),
                ("source_version", models.CharField(blank=True, max_length=50)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="articles.article",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "indexes": [models.Index(fields=["state", "id"], name="update_by_state")],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("headline", "Headline"),
                            ("alternative_headline", "Alternative headline"),
                            ("standfirst", "Standfirst"),
                            ("section", "Section"),
                        ],
                        default="section",
                        max_length=20,
                    ),
                ),
                ("start", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "text",
                    models.TextField(
                        help_text="As printed, without the outer quote marks.", verbose_name="words"
                    ),
                ),
                ("anchored", models.BooleanField(default=False, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("direct", "Direct"),
                            ("partial", "Partial"),
                            ("indirect", "Indirect"),
                        ],
                        default="direct",
                        max_length=8,
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        blank=True,
                        help_text="As printed: the harbour master, Ada Quill",
                        max_length=300,
                    ),
                ),
                (
                    "speaker_title",
                    models.CharField(
                        blank=True,
                        help_text="As printed: harbour master",
                        max_length=300,
                        verbose_name="role as printed",
                    ),
                ),
                (
                    "title_carried",
                    models.BooleanField(
                        default=False,
                        help_text="Taken from an earlier mention.",
                        verbose_name="role carried over",
                    ),
                ),
                (
                    "cue",
                    models.CharField(blank=True, help_text="said, told, warned …", max_length=100),
                ),
                (
                    "said_to",
                    models.CharField(
                        blank=True, help_text="Who was told: an agency", max_length=200
                    ),
                ),
                ("said_on", models.DateField(blank=True, null=True)),
                (
                    "said_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                    ),
                ),
                (
                    "words",
                    articles.search.fields.WordsField(blank=True, default="", editable=False),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="articles.article",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.outlet",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="articles.actor",
                    ),
                ),
                (
                    "voice_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose position the speaker puts into words.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voiced_quotes",
                        to="articles.actor",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="articles.section",
                    ),
                ),
                ("in_reprint", models.BooleanField(default=False, editable=False)),
                (
                    "unattributed",
                    models.BooleanField(
                        default=False, help_text="The text names nobody, and that is how it stays."
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="continuations",
                        to="articles.quote",
                    ),
                ),
            ],
            options={
                "ordering": ["-dated", "-id"],
                "permissions": [("export_quote", "Can export quotes as CSV")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("continues", None), ("in_reprint", False)),
                        fields=["article_status", "dated", "id"],
                        name="quote_by_date",
                    ),
                    models.Index(
                        condition=models.Q(("continues", None), ("in_reprint", False)),
                        fields=["speaker", "article_status", "dated", "id"],
                        name="quote_by_speaker",
                    ),
                    models.Index(
                        condition=models.Q(("continues", None), ("in_reprint", False)),
                        fields=["outlet", "article_status", "dated", "id"],
                        name="quote_by_outlet",
                    ),
                    models.Index(
                        condition=models.Q(("continues", None), ("in_reprint", False)),
                        fields=["kind", "article_status", "dated", "id"],
                        name="quote_by_kind",
                    ),
                    models.Index(
                        condition=models.Q(("anchored", False)),
                        fields=["continues", "id"],
                        name="quote_not_found",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("continues", None),
                            ("dated_until__gt", models.F("dated")),
                            ("in_reprint", False),
                        ),
                        fields=["speaker", "article_status", "dated", "dated_until"],
                        name="quote_of_vague_day",
                    ),
                    models.Index(
                        fields=["continues", "dated", "id", "dated_until"], name="quote_by_day"
                    ),
                    models.Index(
                        condition=models.Q(("continues", None)),
                        fields=["article_status", "id"],
                        name="quote_by_status",
                    ),
                    models.Index(
                        condition=models.Q(("continues", None)),
                        fields=["outlet", "id"],
                        name="quote_of_outlet",
                    ),
                    models.Index(
                        condition=models.Q(("continues", None)),
                        fields=["kind", "id"],
                        name="quote_of_kind",
                    ),
                    models.Index(
                        condition=models.Q(("continues", None), ("speaker", None)),
                        fields=["speaker", "id"],
                        name="quote_of_nobody",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("part", "section"), ("section__isnull", False)),
                            models.Q(
                                models.Q(("part", "section"), _negated=True), ("section", None)
                            ),
                            _connector="OR",
                        ),
                        name="quote_part_agrees_with_section",
                        violation_error_message="Say which section the words stand in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start__gte", 0)), name="quote_start_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said_on__isnull", True), ("said_on_precision", "")),
                            models.Q(
                                ("said_on__isnull", False),
                                ("said_on_precision__in", ["day", "month", "year"]),
                            ),
                            _connector="OR",
                        ),
                        name="quote_said_on_precision",
                        violation_error_message="A date and its precision go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unattributed", False), ("speaker", None), _connector="OR"
                        ),
                        name="quote_unattributed_has_no_speaker",
                        violation_error_message="A quote with a speaker is not unattributed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggedObstacle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_rows",
                        to="articles.obstacle",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_obstacles",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_object", "tag"), name="obstacle_tagged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObstacleReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                ("start", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="The sentence that says so, as printed; without one, the quote that does.",
                        verbose_name="sentence",
                    ),
                ),
                ("anchored", models.BooleanField(default=False, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("standing", "Standing"),
                            ("eased", "Eased"),
                            ("lifted", "Lifted"),
                            ("disputed", "Disputed"),
                        ],
                        default="raised",
                        max_length=8,
                    ),
                ),
                (
                    "reported_on",
                    models.DateField(
                        blank=True, help_text="Left empty: the article's date.", null=True
                    ),
                ),
                (
                    "reported_on_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="Shown to readers beside the report."),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="articles.article",
                    ),
                ),
                (
                    "obstacle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="articles.obstacle",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to="articles.quote",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="articles.section",
                    ),
                ),
                (
                    "faced_by",
                    models.ManyToManyField(
                        blank=True, related_name="reports_faced", to="articles.actor"
                    ),
                ),
                (
                    "laid_by",
                    models.ManyToManyField(
                        blank=True, related_name="reports_laid", to="articles.actor"
                    ),
                ),
            ],
            options={
                "ordering": [
                    django.db.models.functions.comparison.Coalesce("reported_on", "dated"),
                    "dated",
                    "id",
                ],
                "indexes": [
                    models.Index(
                        models.F("obstacle"),
                        models.OrderBy(
                            django.db.models.functions.comparison.Coalesce("reported_on", "dated"),
                            descending=True,
                        ),
                        models.OrderBy(models.F("dated"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="report_of_obstacle",
                    ),
                    models.Index(
                        fields=[
                            "obstacle",
                            "article_status",
                            "dated",
                            "id",
                            "dated_until",
                            "status",
                            "reported_on",
                            "reported_on_precision",
                        ],
                        name="report_by_date",
                    ),
                    models.Index(
                        models.F("obstacle"),
                        models.F("article_status"),
                        models.OrderBy(
                            django.db.models.functions.comparison.Coalesce("reported_on", "dated"),
                            descending=True,
                        ),
                        models.OrderBy(models.F("dated"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        models.F("status"),
                        name="report_by_day",
                    ),
                    models.Index(
                        models.OrderBy(
                            django.db.models.functions.comparison.Coalesce("reported_on", "dated"),
                            descending=True,
                        ),
                        models.OrderBy(models.F("obstacle"), descending=True),
                        models.F("article_status"),
                        name="report_newest",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start__gte", 0)), name="report_start_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reported_on__isnull", True), ("reported_on_precision", "")),
                            models.Q(
                                ("reported_on__isnull", False),
                                ("reported_on_precision__in", ["day", "month", "year"]),
                            ),
                            _connector="OR",
                        ),
                        name="report_reported_on_precision",
                        violation_error_message="A date and its precision go together.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("said_by", models.BigIntegerField(null=True)),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phrases",
                        to="articles.quote",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["number", "said_by", "quote"], name="phrase_by_speaker")
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "sent_back",
                    models.BooleanField(
                        default=False, help_text="The article was sent back to its writer with it."
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="articles.article",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notes",
                        to="articles.quote",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("resolved_at", None)),
                        fields=["made_at", "id"],
                        name="note_open",
                    ),
                    models.Index(fields=["made_at", "id"], name="note_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ErrorNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "contact",
                    models.EmailField(
                        blank=True, help_text="Where the reader wants an answer.", max_length=254
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("answer", models.TextField(blank=True, help_text="What was done about it.")),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="error_notes",
                        to="articles.article",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="error_notes",
                        to="articles.quote",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reported error",
                "verbose_name_plural": "errors that readers report",
                "ordering": ["-made_at", "-id"],
                "indexes": [
                    models.Index(fields=["made_at", "id"], name="error_note_by_time"),
                    models.Index(
                        condition=models.Q(("resolved_at", None)),
                        fields=["made_at", "id"],
                        name="error_note_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("retraction", "Retraction"),
                        ],
                        default="correction",
                        max_length=13,
                    ),
                ),
                ("note", models.TextField(help_text="Public: what was wrong and what stands now.")),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("made_on", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="articles.article",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="corrections",
                        to="articles.quote",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["made_on", "id"],
                "indexes": [
                    models.Index(fields=["made_on", "id"], name="correction_by_day"),
                    models.Index(fields=["kind", "made_on", "id"], name="correction_by_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteAbout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="about_rows",
                        to="articles.actor",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="about_rows",
                        to="articles.quote",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["actor", "article_status", "dated", "quote"], name="about_by_date"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("quote", "actor"), name="quote_about_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuoteLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeats", "Repeats"),
                            ("softens", "Softens"),
                            ("hardens", "Hardens"),
                            ("contradicts", "Contradicts"),
                            ("retracts", "Retracts"),
                        ],
                        max_length=11,
                        verbose_name="what it does",
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="Public: what makes you say so.")),
                (
                    "article",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quote_links",
                        to="articles.article",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        help_text="Mostly an earlier one: type some of its words.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="links_from",
                        to="articles.quote",
                        verbose_name="the other quote",
                    ),
                ),
                (
                    "other_article",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links_from",
                        to="articles.article",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quote_links",
                        to="articles.quote",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other", None),
                            models.Q(("other", models.F("quote")), _negated=True),
                            _connector="OR",
                        ),
                        name="quote_link_not_to_itself",
                        violation_error_message="A quote is not linked to itself.",
                    ),
                    models.UniqueConstraint(
                        fields=("quote", "other", "kind"),
                        name="quote_link_once",
                        violation_error_message="The two are linked in that way already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggedQuote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_rows",
                        to="articles.quote",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged_quotes",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tag", "article_status", "dated", "content_object"],
                        name="tagged_quote_by_date",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_object", "tag"), name="quote_tagged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Naming",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        help_text="That of the row, as `pk_of` tells it.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "article_status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("dated", models.DateField(editable=False)),
                ("dated_until", models.DateField(editable=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("laid_by", "Laid by"), ("faced_by", "Faced by")], max_length=8
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.actor",
                    ),
                ),
                (
                    "obstacle",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="namings",
                        to="articles.obstacle",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="namings",
                        to="articles.obstaclereport",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["actor", "side", "article_status", "obstacle", "dated"],
                        name="naming_by_actor",
                    ),
                    models.Index(
                        fields=["obstacle", "side", "article_status", "actor", "dated"],
                        name="naming_by_obstacle",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "side", "actor"), name="naming_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resemblance", "Resemblance"),
                            ("actor", "Actor"),
                            ("quote", "Quote"),
                            ("obstacle", "Obstacle"),
                            ("correction", "Correction"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("headline", "Headline"),
                            ("alternative_headline", "Alternative headline"),
                            ("standfirst", "Standfirst"),
                            ("section", "Section"),
                        ],
                        default="section",
                        max_length=20,
                    ),
                ),
                ("start", models.PositiveIntegerField(default=0)),
                ("text", models.TextField(help_text="As printed; of an actor: the name.")),
                ("details", models.JSONField(default=dict)),
                ("confidence", models.FloatField(default=0)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="articles.actor",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="articles.article",
                    ),
                ),
                (
                    "correction",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposal",
                        to="articles.correction",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "like",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resembled_by",
                        to="articles.article",
                    ),
                ),
                (
                    "quote",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposal",
                        to="articles.quote",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposal",
                        to="articles.obstaclereport",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="articles.section",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="continuations",
                        to="articles.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["article", "id"],
                "indexes": [models.Index(fields=["article", "state"], name="proposal_by_article")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_open_or_decided",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "actor")),
                        fields=("article", "text"),
                        name="proposal_actor_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="actors",
            field=models.ManyToManyField(
                related_name="articles", through="articles.Appearance", to="articles.actor"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="tags",
            field=articles.models.tag.FoldedTaggableManager(
                blank=True,
                help_text="Divided by commas.",
                through="articles.TaggedArticle",
                to="articles.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.AddField(
            model_name="obstacle",
            name="tags",
            field=articles.models.tag.FoldedTaggableManager(
                blank=True,
                help_text="Divided by commas.",
                through="articles.TaggedObstacle",
                to="articles.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.AddField(
            model_name="quote",
            name="about",
            field=models.ManyToManyField(
                blank=True,
                related_name="quotes_about",
                through="articles.QuoteAbout",
                to="articles.actor",
            ),
        ),
        migrations.AddField(
            model_name="quote",
            name="tags",
            field=articles.models.tag.FoldedTaggableManager(
                blank=True,
                help_text="Divided by commas.",
                through="articles.TaggedQuote",
                to="articles.Tag",
                verbose_name="Tags",
            ),
        ),
        migrations.RunPython(make_groups, unwatch),
    ]
