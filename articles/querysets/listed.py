"""Short lists that come along with a row, where a query of their own would be one too many."""

from django.db.models import F, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class ListOf(Subquery):
    """The rows of a queryset, in whatever order, as a list of dicts with the columns named; None or
    an empty list if there are none."""

    template = "(SELECT JSONB_AGG(one) FROM (%(subquery)s) AS listed)"
    output_field = JSONField()

    def __init__(self, queryset: QuerySet, *columns: str):
        one = JSONObject(**{column: column for column in columns})
        super().__init__(queryset.annotate(one=one).values("one"))

    def as_sqlite(self, compiler, connection, **extra):
        template = "(SELECT JSON_GROUP_ARRAY(JSON(one)) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template, **extra)


class NumbersOf(Subquery):
    """The one column of a queryset, in whatever order, as a list; None or an empty list if there
    are none. A thousand cost little."""

    template = "(SELECT JSONB_AGG(one) FROM (%(subquery)s) AS listed)"
    output_field = JSONField()

    def __init__(self, queryset: QuerySet, column: str):
        super().__init__(queryset.values(one=F(column)))

    def as_sqlite(self, compiler, connection, **extra):
        template = "(SELECT JSON_GROUP_ARRAY(one) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template, **extra)
