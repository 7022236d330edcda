"""Stylesheets as production serves them."""

import gzip
from pathlib import Path

from django.core.files.base import ContentFile

from newsdesk.packing import PackedFiles, packed

ROOT = Path(__file__).resolve().parent.parent
STYLE = """\
/* why it is so:
   two lines */
@media print {
  a:hover,
  .row   > a {
    margin: calc(1px + 2px) 0; /* beside it */
    font:
      600 1rem/1.5
      var(--sans);
  }
}
"""


PACKED = (
    "@media print {a:hover,.row   > a {margin: calc(1px + 2px) 0;font:\n600 1rem/1.5\n"
    "var(--sans);}}"
)


def test_own_style_is_served_without_comments_and_indents(tmp_path):
    files = PackedFiles(location=tmp_path, base_url="/static/")
    files.save("articles/a.css", ContentFile(STYLE.encode()))
    list(files.post_process({"articles/a.css": (files, "articles/a.css")}))
    hashed = tmp_path / files.stored_name("articles/a.css")
    assert hashed.name != "a.css"
    assert hashed.read_text() == (tmp_path / "articles/a.css").read_text() == PACKED


def test_the_style_of_others_is_left_as_it_is(tmp_path):
    PackedFiles(location=tmp_path).save("admin/css/base.css", ContentFile(STYLE.encode()))
    assert (tmp_path / "admin/css/base.css").read_text() == STYLE


def test_first_view_stays_small():
    """Fonts of 37 kB and a page of 8 leave as much for the style, under 60 kB in all."""
    style = (ROOT / "articles/static/articles/newsdesk.css").read_text()
    assert len(gzip.compress(packed(style).encode())) < 11_000
