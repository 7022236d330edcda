from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_groups_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["created_by", "status", "updated_at", "id"], name="article_by_writer"
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["kind", "made_on", "id"], name="correction_by_kind"),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["made_at", "id"], name="note_by_time"),
        ),
        migrations.AddIndex(
            model_name="obstaclereport",
            index=models.Index(
                models.F("obstacle"),
                models.F("article_status"),
                models.OrderBy(Coalesce("reported_on", "dated"), descending=True),
                models.OrderBy(models.F("dated"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="report_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                condition=models.Q(("anchored", False)),
                fields=["continues", "id"],
                name="quote_not_found",
            ),
        ),
    ]
