"""A file that a person takes away: named in any script, never kept by a cache on the way."""

from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes, content_type: str, filename: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, filename),  # noqa: FBT003 -- as_attachment
            "Cache-Control": "private, no-store",
        },
    )


def download_file(path: Path, content_type: str, filename: str) -> FileResponse:
    """A file that lies on the disk, handed on without being read into memory."""
    response = FileResponse(path.open("rb"), as_attachment=True, filename=filename, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return response
