"""What a file says of itself (XMP): the standards it keeps, and by which marks the product knows it again."""

from dataclasses import asdict, dataclass
from typing import Any
from xml.sax.saxutils import escape

NAMESPACE = "urn:swot-app:report:1#"
SEAL_LENGTH = 64
BLANK_SEAL = "0" * SEAL_LENGTH

HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
TAIL = b'</x:xmpmeta>\n<?xpacket end="r"?>'
RDF_END = b"</rdf:RDF>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By what a report is known again; the seal is filled in when the file is finished."""

    number: str
    code: str
    software: str
    """Which software made the file: with the snapshot and the language, all that its bytes follow from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property that is not one of PDF/A's own and therefore has to be described."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    title: str
    namespace: str
    prefix: str
    properties: tuple[Property, ...]


ACCESSIBILITY = Schema(
    title="PDF/UA identification",
    namespace="http://www.aiim.org/pdfua/ns/id/",
    prefix="pdfuaid",
    properties=(Property(name="part", kind="Integer", meaning="Part of ISO 14289 that the file keeps"),),
)
REPORT = Schema(
    title="Marks of a report",
    namespace=NAMESPACE,
    prefix="swot",
    properties=(
        Property(name="number", kind="Text", meaning="Number of the report"),
        Property(name="code", kind="Text", meaning="Check code of the report"),
        Property(name="software", kind="Text", meaning="Mark of the software that made the file"),
        Property(name="seal", kind="Text", meaning="HMAC-SHA-256 of the file with 64 zeros in place of this value"),
    ),
)


def packet(rdf: bytes, marks: Marks | None) -> bytes:
    """WeasyPrint's description with PDF/UA-1 beside PDF/A-3a, and with the marks where there are some."""
    values = [(ACCESSIBILITY, {"part": "1"})]
    if marks is not None:
        values.append((REPORT, asdict(marks) | {"seal": BLANK_SEAL}))
    added = descriptions([schema for schema, _values in values])
    added += "".join(description(schema, found) for schema, found in values)
    body, end, rest = rdf.rpartition(RDF_END)
    return b"\n".join((HEAD, body + added.encode() + end + rest, TAIL))


def description(schema: Schema, values: dict[str, str]) -> str:
    inside = "".join(
        f"<{schema.prefix}:{name}>{escape(value)}</{schema.prefix}:{name}>" for name, value in values.items()
    )
    return f'<rdf:Description rdf:about="" xmlns:{schema.prefix}="{schema.namespace}">{inside}</rdf:Description>'


def descriptions(schemas: list[Schema]) -> str:
    """PDF/A wants every foreign property described in the file itself."""
    items = "".join(schema_description(schema) for schema in schemas)
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
        f"<pdfaExtension:schemas><rdf:Bag>{items}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )


def schema_description(schema: Schema) -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{one.name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{one.kind}</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        f"<pdfaProperty:description>{one.meaning}</pdfaProperty:description></rdf:li>"
        for one in schema.properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{schema.title}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{schema.namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{schema.prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def describe(rendered: Any, pdf: Any, marks: Marks | None) -> None:
    """Write the description over the one that WeasyPrint made, readable without unpacking, as archives like it."""
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.stream = [packet(rendered.metadata.generate_rdf_metadata("a", 3, "A"), marks)]
    stream.compress = False
