"""Checks that every partial date of the house obeys."""

from django.db.models import CheckConstraint, F, Q

from articles.choices import Precision

OLDEST_YEAR = 1600  # no paper is older


def precision_goes_with(field: str, *, name: str) -> CheckConstraint:
    """`field` and `field`_precision are both known or both unknown."""
    precision = f"{field}_precision"
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True, precision: ""})
        | Q(**{f"{field}__isnull": False, f"{precision}__in": Precision.values}),
        name=name,
        violation_error_message="A date and its precision go together.",
    )


def not_reversed(first: str, last: str, *, name: str) -> CheckConstraint:
    return CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__lte": F(last)}),
        name=name,
        violation_error_message="The last day lies before the first.",
    )
