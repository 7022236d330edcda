"""An answer as ready bytes."""

import gzip
import re
import zlib
from hashlib import blake2b
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

SMALLEST = 200  # bytes: what is shorter is not compressed
ACCEPTS_GZIP = re.compile(r"\bgzip\b")


class Page(NamedTuple):
    """Compressed once; those few who cannot read that get it unpacked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_gzip: bool
    content: str  # tells it from others: also of the words of its ETag

    @classmethod
    def of(cls, response, *, compress: bool) -> "Page":
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        response.headers.pop("Content-Length", None)
        headers, body = tuple(response.items()), response.content
        content = blake2b(repr((headers, body)).encode(), digest_size=8).hexdigest()
        is_gzip = compress and len(body) >= SMALLEST
        if is_gzip:
            body = gzip.compress(body, 6, mtime=0)
        return cls(response.status_code, headers, body, is_gzip, content)

    def answer(self, request, etag: str) -> HttpResponse:
        headers, body = dict(self.headers), self.body
        if self.is_gzip:
            if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
                headers["Content-Encoding"] = "gzip"
            else:
                body = zlib.decompress(body, zlib.MAX_WBITS | 16)
        headers["Content-Length"] = str(len(body))
        if self.status == 200:
            headers["ETag"] = etag
        return HttpResponse(body, status=self.status, headers=headers)

    @property
    def size(self) -> int:
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 1000
