from django.db import migrations

from articles.text.folding import fold, sound

BATCH = 1000


def fill(apps, schema_editor):
    for model, source, target, made in [
        ("ActorName", "name", "sound", sound),
        ("Role", "title", "folded", lambda title: fold(title)[:200]),
    ]:
        rows = apps.get_model("articles", model).objects.order_by("pk")
        last = 0
        while batch := list(rows.filter(pk__gt=last)[:BATCH]):
            for row in batch:
                setattr(row, target, made(getattr(row, source)))
            rows.bulk_update(batch, [target])
            last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_proposals")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
