"""A subquery that is asked for each row that is looked at."""

from django.db.models import Exists


class ExistsForEach(Exists):
    """For an "or": there PostgreSQL gathers all that the subquery finds before it tests the first
    row, however few rows are shown. An OFFSET keeps it from that."""

    def as_postgresql(self, compiler, connection, **extra):
        template = "EXISTS(%(subquery)s OFFSET 0)"
        return self.as_sql(compiler, connection, template=template, **extra)
