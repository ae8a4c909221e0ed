"""Files that are looked at and forgotten: held in memory up to a limit, never written to a disk."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MEGABYTE = 1024 * 1024
LIMIT = 20 * MEGABYTE
PATIENCE = 5
"""So many times the limit is read to its end, so that the browser sees an answer; of more the line is cut."""


class PassingFile(FileUploadHandler):
    """Takes one request's files into memory as long as all of them together stay within the limit."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_too_large = False
        self.announced = 0
        self.received = 0
        self.file = io.BytesIO()

    def handle_raw_input(
        self,
        input_data: Any,
        meta: Any,
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.announced = content_length

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > LIMIT:
            self.is_too_large = True
            self.file = io.BytesIO()
            raise StopUpload(connection_reset=self.announced > PATIENCE * LIMIT)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
        )
