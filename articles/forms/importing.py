"""The Import page."""

from collections import defaultdict
from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from .fields import TextBox

LARGEST_UPLOAD = 5_000_000  # bytes
LARGEST_BATCH = 50_000_000  # bytes
MOST_FILES = 1_000
NAMED = 10  # files that are left out


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; cleans to a list of them."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or []]


class ImportForm(forms.Form):
    """A text pasted, or files: `files` cleans to pairs of name and content.

    Files that are too large or too many are left out, unless none is left.
    """

    text = forms.CharField(
        label="The article",
        required=False,
        strip=False,
        widget=TextBox(attrs={"rows": 18, "class": "vLargeTextField", "autofocus": True}),
        help_text="Best understood: the head on lines of its own, “The Brine Gazette”, “Port "
        "Ovrel, 12 November 2026”, headline, standfirst, “By Hester Vallick”; or in one first "
        "line, “Headline/ The Brine Gazette, 12 November 2026/ PORT OVREL/ Byline/ Edition/ "
        "Standfirst”; or wire copy, “PORT OVREL, 12 November 2026 (Agency) — ” at the start of "
        "the text. Then headings and paragraphs, one a line.",
    )
    files = FilesField(
        label="Or files",
        required=False,
        allow_empty_file=True,
        help_text="One or many: text, a saved web page, DOCX, ninjs, NITF or NewsML-G2. At most "
        f"{LARGEST_UPLOAD // 1_000_000} MB each; together {MOST_FILES:,} files and "
        f"{LARGEST_BATCH // 1_000_000} MB.",
    )
    obtained = forms.CharField(
        label="How obtained",
        required=False,
        max_length=200,
        help_text="Wire, clipping, sent by the outlet … Left empty: pasted, or uploaded.",
    )

    anyway = forms.BooleanField(label="Import it all the same", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_doubted = bool(self.data.get("anyway"))  # then the page asks
        self.left_out = defaultdict(list)  # why: the names of the files

    def clean(self):
        cleaned = super().clean()
        is_pasted, files = bool((cleaned.get("text") or "").strip()), cleaned.get("files")
        if is_pasted and files:
            raise ValidationError("Paste a text or choose files, not both.")
        if files:
            cleaned["files"] = self.kept(files)
            if not cleaned["files"]:
                self.add_error("files", self.told_left_out())
        elif not is_pasted and not self.errors:
            self.add_error("text", "There is no text here: paste one, or choose files.")
        return cleaned

    def kept(self, files: list[UploadedFile]) -> list[tuple[str, bytes]]:
        """A file that did not fit into the memory of the upload comes with its size alone."""
        kept = []
        for file in files:
            if file.size > LARGEST_UPLOAD:
                why = f"Larger than {LARGEST_UPLOAD // 1_000_000} MB"
            elif len(kept) == MOST_FILES:
                why = f"More than {MOST_FILES:,} files"
            elif len(content := file.read()) < file.size:
                why = f"More than {LARGEST_BATCH // 1_000_000} MB together"
            else:
                kept.append((file.name, content))
                continue
            self.left_out[why].append(file.name)
        return kept

    def told_left_out(self) -> list[str]:
        """A line for each reason, with the first names."""
        return [f"{why}: {', '.join(_first(names))}." for why, names in self.left_out.items()]


def _first(names: list[str]) -> Iterator[str]:
    yield from names[:NAMED]
    if len(names) > NAMED:
        yield f"and {len(names) - NAMED:,} more"
