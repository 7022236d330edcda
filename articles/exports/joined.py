"""Rows of a to-many relation as one text."""

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast


class Joined(Subquery):
    """`label` of the rows whose `owner` is the outer row, in the order of `order`; None if there
    are no such rows."""

    output_field = TextField()
    function = "STRING_AGG"

    def __init__(self, rows: QuerySet, owner: str, label: str, order: str, divider: str = "; "):
        rows = rows.filter(**{owner: OuterRef("pk")}).order_by(order)
        super().__init__(rows.values(one=Cast(F(label), TextField())))
        self.divider = divider

    def as_sql(self, compiler, connection, **extra):
        template = f"(SELECT {self.function}(one, '{self.divider}') FROM (%(subquery)s) AS joined)"
        return super().as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler, connection, **extra):
        self = self.copy()
        self.function = "GROUP_CONCAT"
        return self.as_sql(compiler, connection)
