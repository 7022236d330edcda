from collections import Counter

from django.db import migrations, models
from django.db.models import Count

from articles.text.dates import iso_months

BATCH = 500


def fill(apps, schema_editor):
    """As actions.counting does."""
    ActorCount = apps.get_model("articles", "ActorCount")
    counts = ActorCount.objects.filter(quotes__gt=0).order_by("pk")
    quotes = apps.get_model("articles", "Quote").objects.filter(
        article_status="published", continues=None, in_reprint=False
    )
    last = 0
    while batch := list(counts.filter(pk__gt=last)[:BATCH]):
        months = {count.pk: Counter() for count in batch}
        days = quotes.filter(speaker__in=months).order_by()
        for speaker, *edges, number in days.values_list("speaker", "dated", "dated_until").annotate(
            number=Count("pk")
        ):
            months[speaker][iso_months(*edges)] += number
        for count in batch:
            count.months = dict(sorted(months[count.pk].items()))
        ActorCount.objects.bulk_update(batch, ["months"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_facets")]

    operations = [
        migrations.AddField("actorcount", "months", models.JSONField(default=dict)),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                condition=models.Q(
                    ("continues", None),
                    ("dated_until__gt", models.F("dated")),
                    ("in_reprint", False),
                ),
                fields=["speaker", "article_status", "dated", "dated_until"],
                name="quote_of_vague_day",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
