"""The role held on the day of a quote, as the desk is told it."""

from django.utils.html import format_html

from articles.models import Quote

NOTHING = "-"  # as in the fields that Django leaves empty


def role_known(quote: Quote):
    """From all that is known of the speaker, drafts too."""
    if quote.speaker is None:
        return NOTHING
    then = quote.role_then_of(quote.speaker.roles.all())
    if then.differs:
        return format_html('<span class="is-lost">✗ Not as printed: {}</span>', then.told)
    return then.told[:1].upper() + then.told[1:] or NOTHING
