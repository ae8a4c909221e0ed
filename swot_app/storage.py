"""How static files are stored: hashed, compressed, and our own scripts without their remarks."""

import re
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Whole lines alone, so that nothing inside a text is taken for a remark.
REMARK = re.compile(r"^[ ]*(?:/\*\*.*?\*/|//[^\n]*)\n|^[ ]+|\n(?=\n)", re.DOTALL | re.MULTILINE)
OURS = "js/"


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it carries no types
    """The imports between our modules point at the hashed names, which Django leaves alone unless told otherwise."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any) -> Any:
        slim = {
            name: (WithoutRemarks(storage) if name.startswith(OURS) else storage, path)
            for name, (storage, path) in paths.items()
        }
        return super().post_process(slim, *args, **options)


class WithoutRemarks:
    """Reads a script as it travels: a fifth lighter, over a township's slow connection."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, name: str) -> "ContentFile[bytes]":
        with self.storage.open(name) as file:
            return ContentFile(slim(file.read().decode()).encode())


def slim(script: str) -> str:
    """A script without remarks, indentation and empty lines."""
    return REMARK.sub("", script).lstrip("\n")
