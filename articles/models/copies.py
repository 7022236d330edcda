from django.db import models

from articles.choices import ArticleStatus


class ArticleCopies(models.Model):
    """What a row repeats of its article, so that a filtered, dated list is one index scan.

    Written by `save()` and by `actions.settling`; compared by `manage.py check_integrity`.
    """

    article_status = models.CharField(
        max_length=12, choices=ArticleStatus, default=ArticleStatus.DRAFT, editable=False
    )
    dated = models.DateField(editable=False)
    dated_until = models.DateField(editable=False)

    class Meta:
        abstract = True

    def copy_article(self, article):
        for field, value in article.copies.items():
            setattr(self, field, value)
