"""What the tests of the report share: documents of edition 1 without a database, and each report printed once."""

from collections.abc import Callable

import pytest
from django.utils import translation

from stations.reports.blocks import Document
from stations.reports.document import document_of
from stations.reports.material import Material
from stations.reports.report import print_report
from stations.scorecards import Record
from tests.reports import records
from tests.reports.records import library_texts

Written = Callable[[Record, str], Document]
Printed = Callable[[str, str], bytes]


def material_of(record: Record, language: str) -> Material:
    return Material(record=record, texts=library_texts(language), language=language)


@pytest.fixture(scope="session")
def written() -> Written:
    """The document of a record in a language."""

    def write(record: Record, language: str) -> Document:
        with translation.override(language):
            return document_of(material_of(record, language))

    return write


@pytest.fixture(scope="session")
def printed() -> Printed:
    """The file of one of the records by its name, without a seal; each is printed once."""
    files: dict[tuple[str, str], bytes] = {}

    def print_once(name: str, language: str) -> bytes:
        if (name, language) not in files:
            with translation.override(language):
                files[name, language] = print_report(material_of(getattr(records, name)(), language))
        return files[name, language]

    return print_once
