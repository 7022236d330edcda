"""Whether a page fits its screen, as wide as it may be, in both of its colours."""


def fits(page, *widths: int) -> bool:
    """Leaves the page as wide as the last of them. Nothing is loaded anew."""
    return all(fits_now(page, width, scheme) for width in widths for scheme in ("dark", "light"))


def fits_now(page, width: int, scheme: str) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    return page.evaluate("document.documentElement.scrollWidth") <= width
