from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_desk_indexes")]

    operations = [
        migrations.AlterField(
            model_name="obstaclereport",
            name="text",
            field=models.TextField(
                "sentence",
                blank=True,
                help_text="The sentence that says so, as printed; without one, the quote that does.",
            ),
        ),
        migrations.AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(("wikidata_id", ""), _negated=True),
                fields=["wikidata_id"],
                name="actor_by_wikidata",
            ),
        ),
        migrations.AddIndex(
            model_name="duplicate",
            index=models.Index(fields=["noun", "state", "-score", "id"], name="duplicate_by_noun"),
        ),
    ]
