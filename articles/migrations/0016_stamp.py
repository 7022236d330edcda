from django.db import migrations, models

from articles.triggers import remove_triggers


def unwatch(apps, schema_editor):
    """The triggers are made after every migrate; without their table none could write."""
    with schema_editor.connection.cursor() as cursor:
        remove_triggers(schema_editor.connection, cursor)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_desk_at_a_million"),
    ]

    operations = [
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
        migrations.RunPython(migrations.RunPython.noop, unwatch),
    ]
