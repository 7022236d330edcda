"""Every request is UTF-8, whatever it claims.

Django reads the query of an address in the charset that `Content-Type` names, on a GET as well: a
reader could have a page made for another charset kept for all, and with one that is none, such as
rot13, get an answer that no middleware sees.
"""

import re
from collections.abc import Callable

_CHARSET = re.compile(r";?\s*charset\s*=\s*(?:\"[^\"]*\"?|[^;]*)", re.IGNORECASE)


def without_charset(application: Callable) -> Callable:
    """The WSGI application, with requests that name no charset."""

    def answer(environ: dict, start_response: Callable):
        if told := environ.get("CONTENT_TYPE", ""):
            environ["CONTENT_TYPE"] = _CHARSET.sub("", told)
        return application(environ, start_response)

    return answer
