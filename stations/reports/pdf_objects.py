"""The objects of a file put into bytes once: pydyf does so twice, for it also writes down a hash of all of them.

Compressing pages, fonts and tags a second time, only to forget it, would be an eighth of a report's time; and
compressing them as hard as can be, as pydyf does, takes thrice as long for a file smaller by a fiftieth.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

HARD_ENOUGH = 5


@dataclass(slots=True, kw_only=True)
class Written:
    """An object as pydyf asks for it when it writes a file, with its bytes at hand."""

    number: int
    generation: int
    free: str
    compressible: bool
    data: bytes
    offset: int = 0

    @property
    def indirect(self) -> bytes:
        return b"%d %d obj\n%s\nendobj" % (self.number, self.generation, self.data)


def write_once(pdf: Any) -> None:
    """Put every object into its bytes; nothing can be changed in the file afterwards."""
    # The first object stands for what is not there, and has no bytes.
    pdf.objects[1:] = [written(item) for item in pdf.objects[1:]]
    pdf.add_object = partial(add_compressed, pdf.add_object)


def add_compressed(add: Callable[[Any], None], item: Any) -> None:
    """Take in what pydyf makes while it writes: the streams that hold all tags and the places of all objects."""
    add(item)
    if getattr(item, "compress", False):
        compress(item)


def written(item: Any) -> Written:
    if getattr(item, "compress", False):
        compress(item)
    return Written(
        number=item.number,
        generation=item.generation,
        free=item.free,
        compressible=item.compressible,
        data=item.data,
    )


def compress(stream: Any) -> None:
    """Compress a stream of pydyf's."""
    stream.compress = False
    content = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    stream.stream = [zlib.compress(content, HARD_ENOUGH)]
    stream.extra["Filter"] = "/FlateDecode"
