from django.db import migrations, models

from articles.text.folding import surname

BATCH = 500


def fill(apps, schema_editor):
    """As Actor.fill_derived does."""
    persons = apps.get_model("articles", "Actor").objects.filter(kind="person").order_by("pk")
    last = 0
    while batch := list(persons.filter(pk__gt=last).only("sort_name")[:BATCH]):
        for actor in batch:
            actor.surname = surname(actor.sort_name)
        persons.bulk_update(batch, ["surname"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_ways_by_date")]

    operations = [
        migrations.AddField(
            "actor",
            "surname",
            models.CharField(
                db_index=True,
                default="",
                editable=False,
                help_text="Folded; of a person.",
                max_length=200,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
