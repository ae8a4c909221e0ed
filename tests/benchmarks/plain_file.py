"""The application's pages and beside them one file, served by nothing but Django: what a download takes at least."""

import os
from pathlib import Path

from django.http import FileResponse, HttpRequest
from django.urls import include, path


def plain_file(request: HttpRequest) -> FileResponse:
    """To somebody signed in, as every page: the middlewares before it load the session and the person."""
    return FileResponse(Path(os.environ["SWOT_BARE_FILE"]).open("rb"), content_type="application/pdf")


urlpatterns = [path("plain-file/", plain_file), path("", include("swot_app.urls"))]
