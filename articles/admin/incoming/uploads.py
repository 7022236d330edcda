"""What happens to uploaded files before any view sees them."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from articles.forms.importing import LARGEST_BATCH, LARGEST_UPLOAD


class DeskUploads(FileUploadHandler):
    """Keeps the files of staff in memory, as far as a batch may hold them.

    A file that is too large, or one too many, comes out empty with its full size: the form
    refuses it by name. Django's own handlers open a temporary file for each of a thousand, for
    anybody.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.held = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        user = getattr(self.request, "user", None)
        if user is None or not user.is_staff:
            raise SkipFile
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data, start):
        fits = self.held + len(raw_data) <= LARGEST_BATCH
        if fits and start + len(raw_data) <= LARGEST_UPLOAD:
            self.held += self.content.write(raw_data)

    def file_complete(self, file_size):
        if self.content.tell() < file_size:
            self.held -= self.content.tell()
            self.content = BytesIO()
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
