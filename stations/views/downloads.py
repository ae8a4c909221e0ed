"""A file that a person takes away: named in any script, never kept by a cache on the way."""

from django.http import HttpResponse
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
