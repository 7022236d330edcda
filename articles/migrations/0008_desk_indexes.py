from django.conf import settings
from django.db import migrations, models


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
            model_name="quote",
            index=models.Index(
                condition=models.Q(("anchored", False)),
                fields=["continues", "id"],
                name="quote_not_found",
            ),
        ),
    ]
