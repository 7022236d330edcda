"""Lines of time as SVG: a page has many, each of dozens of parts."""

from functools import lru_cache

from markupsafe import Markup, escape

from articles.charts.timeline import Line, Mark, Scale, Stop


def timeline(line: Line, scale: Scale, as_of, url: str, label: str) -> Markup:
    """What was reported of one obstacle: `url` is its page, `label` its title. Needs the shapes of
    `mark_shapes` on the page."""
    place = f"{escape(url)}?{f'as_of={as_of.iso}&amp;' if as_of.iso else ''}report="
    stops = "".join([_stop(stop, place) for stop in line.stops])
    return Markup(
        '<svg class="timeline" width="100%" height="2.9em" role="group" '
        f'aria-label="Reports over time: {escape(label)}">{_years(scale)}'
        f'<line class="thread" x1="{line.begins}" x2="{line.ends}" y1="1.2em" y2="1.2em"/>'
        f"{stops}</svg>"
    )


@lru_cache  # the same for all lines of a page
def _years(scale: Scale) -> str:
    return "".join(
        f'<line class="is-year" x1="{tick.x}" x2="{tick.x}" y1="0" y2="100%"/>'
        for tick in scale.ticks()
        if tick.year
    )


def _stop(stop: Stop, place: str) -> str:
    vague = "".join(
        [
            f'<line class="vague" x1="{mark.x}" x2="{mark.until}" y1="2em" y2="2em"/>'
            for mark in stop.marks
            if mark.until
        ]
    )
    marks = "".join([_mark(mark) for mark in stop.marks])
    return (
        f'{vague}<a href="{place}{stop.newest}#r{stop.newest}"><title>{escape(stop.told)}</title>'
        f'<rect x="{stop.left}" width="{stop.width}" height="100%"/>{marks}</a>'
    )


def _mark(mark: Mark) -> str:
    shape = f'<use href="#mark-{mark.status}" x="{mark.x}" y="{mark.y}"/>'
    if mark.number == 1:
        return shape
    return (
        f'{shape}<text x="{mark.x}" y="2.7em" text-anchor="middle" aria-hidden="true">'
        f"{mark.number}</text>"
    )
