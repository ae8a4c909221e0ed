"""What becomes of a file in a form: nothing, unless the page that it was sent to takes files."""

import io
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

# A form with a file whose sign-in has expired still gets its answer.
MOST_BYTES = 12 * 1024 * 1024


class NoFiles(FileUploadHandler):
    """Reads a file past without keeping a byte of it; a request that is larger than any file of ours is not read at all."""

    most_bytes = MOST_BYTES

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *others: Any) -> None:  # noqa: N803
        if content_length > self.most_bytes:
            raise RequestDataTooBig("The request is larger than what any form holds.")

    def new_file(self, *args: Any, **options: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Not reached: every file was skipped."""

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Not reached: every file was skipped."""


class OneFile(NoFiles):
    """For a page that takes one file: holds it in memory, and reads past whatever grows too large or comes beside it."""

    most_bytes = 5 * MOST_BYTES

    def __init__(self, request: HttpRequest, *, largest: int) -> None:
        super().__init__(request)
        self.largest = largest
        self.is_too_large = False
        self.taken: io.BytesIO | None = None

    def new_file(self, *args: Any, **options: Any) -> None:
        if self.taken is not None:
            raise SkipFile
        FileUploadHandler.new_file(self, *args, **options)
        self.taken = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        held = self.taken or io.BytesIO()
        if held.tell() + len(raw_data) > self.largest:
            self.is_too_large = True
            held.truncate(0)
            raise SkipFile
        held.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return SimpleUploadedFile(str(self.file_name), self.taken.getvalue()) if self.taken else None
