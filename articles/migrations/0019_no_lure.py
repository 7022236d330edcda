"""An index on the status and the id alone led SQLite away from the ids that a query gives."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_stamp")]

    operations = [migrations.RemoveIndex(model_name="article", name="article_by_status")]
