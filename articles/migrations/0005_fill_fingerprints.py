from collections import Counter

from django.db import migrations

from articles.text.fingerprints import fingerprints, sample

BATCH = 200
MOST_ARTICLES = 20  # with one sentence; see actions.resembling


def fill(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.exclude(source_text="")
    Fingerprint = apps.get_model("articles", "Fingerprint")
    seen = Counter()
    last = 0
    while batch := list(articles.filter(pk__gt=last).order_by("pk").only("source_text")[:BATCH]):
        rows = []
        for article in batch:
            for sentence in sorted(sample(fingerprints(article.source_text))):
                seen[sentence] += 1
                if seen[sentence] <= MOST_ARTICLES:
                    rows.append(Fingerprint(article=article, sentence=sentence))
        Fingerprint.objects.bulk_create(rows)
        last = batch[-1].pk


def empty(apps, schema_editor):
    apps.get_model("articles", "Fingerprint").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_fill_sounds")]

    operations = [migrations.RunPython(fill, empty)]
