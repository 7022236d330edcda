"""What the templates of the readers' pages may call: those in templates/site, which Jinja2 renders.

A name that no view gives is an error. What may be missing is declared at a template's top:
`{% set page = page|default(none) %}`.
"""

from django.template import defaultfilters
from jinja2 import Environment, StrictUndefined

from articles.text.quotation import spoken

from . import addresses, drawing, words

GLOBALS = (
    addresses.static,
    addresses.url,
    addresses.listing,
    addresses.sections,
    addresses.card_url,
    addresses.desk_ways,
    drawing.timeline,
    words.site_name,
    words.mark_shapes,
)
FILTERS = (
    defaultfilters.capfirst,
    defaultfilters.date,
    defaultfilters.pluralize,
    defaultfilters.truncatewords,
    defaultfilters.urlencode,
    addresses.actor_links,
    addresses.address,
    addresses.in_article,
    spoken,
    words.choice,
    words.corrected,
    words.day_words,
    words.does,
    words.full_day,
    words.grouped,
    words.how_obtained,
    words.issued,
    words.mark,
    words.partial_day,
    words.reported,
    words.role,
    words.said,
    words.sign,
    words.standing,
    words.to_cap,
    words.status,
    words.told,
    words.tongue,
    words.unconfirmed,
    words.when_said,
)


def environment(**options) -> Environment:
    """Each function goes by its own name."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)
    made.globals |= {function.__name__: function for function in GLOBALS}
    made.filters |= {function.__name__: function for function in FILTERS}
    return made
