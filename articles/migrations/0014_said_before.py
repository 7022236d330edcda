"""Quotes with the same words find each other, and editors link two of them."""

import django.db.models.deletion
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from articles.text.folding import fold
from articles.text.utterances import phrases

BATCH = 2_000
ADDED = {
    "Writers": ["view_quotelink", "add_quotelink", "change_quotelink", "delete_quotelink"],
    "Editors": ["view_quotelink", "add_quotelink", "change_quotelink", "delete_quotelink"],
    "Exporters": ["view_quotelink"],
}


def keep_phrases(apps, schema_editor):
    """As actions.phrasing does, in the order of the quotes' ids."""
    Phrase = apps.get_model("articles", "Phrase")
    quotes = apps.get_model("articles", "Quote").objects.filter(continues=None)
    quotes = quotes.exclude(kind="indirect").order_by("pk").only("speaker", "words", "attribution")
    last = 0
    while batch := list(quotes.filter(pk__gt=last)[:BATCH]):
        Phrase.objects.bulk_create(
            Phrase(quote_id=quote.pk, said_by=quote.speaker_id, number=number)
            for quote in batch
            for number in sorted(
                phrases(quote.words.removesuffix(fold(quote.attribution)).rstrip())
            )
        )
        last = batch[-1].pk


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
    dependencies = [
        ("articles", "0013_actors_by_month"),
    ]

    operations = [
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
        migrations.RunPython(keep_phrases, migrations.RunPython.noop),
        migrations.RunPython(extend_groups, migrations.RunPython.noop),
    ]
