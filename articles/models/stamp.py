from django.db import models


class Stamp(models.Model):
    """What readers see is as it was exactly as long as all values here are: see triggers/stamp.py.

    The database itself gives a row another value in every transaction that changes what readers
    may see. Its rows are one, and on PostgreSQL some more where transactions have overlapped. No
    row: nobody can tell.
    """

    value = models.BigIntegerField()

    def __str__(self):
        return str(self.value)
