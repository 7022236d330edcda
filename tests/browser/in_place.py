"""A list that changes without the page being loaded anew."""


def reach(page):
    """Until the script is there that changes the list. The policy forbids `wait_for_function`,
    which evaluates text in the page; and the document is marked: one loaded anew has no mark."""
    page.locator("#list").hover()
    while not page.evaluate("!!window.htmx"):
        page.wait_for_timeout(50)
    page.evaluate("window.isTheSame = true")


def is_the_same(page) -> bool:
    return page.evaluate("window.isTheSame === true")
