"""Files as people send them, and as attackers do; all made here, so that nothing hides in a fixture."""

import io
import struct
import zlib

import pikepdf
from PIL import Image, ImageCms, PngImagePlugin

RED, GREEN = (200, 30, 30), (30, 160, 30)
GPS = 0x8825
ORIENTATION = 0x0112
PLACE = "N 31 14"


def picture(width=64, height=48, mode="RGB"):
    """Red on the left, green on the right: so a turn can be seen."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height))
    return image.convert(mode)


def encoded(image, file_format, **options):
    out = io.BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def exif_of_a_phone(orientation=1):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "PhoneMaker"
    exif[GPS] = {1: "N", 2: (31.0, 14.0, 5.0), 29: PLACE}
    return exif.tobytes()


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def jpeg(**options):
    return encoded(picture(), "JPEG", **options)


def jpeg_of_a_phone(orientation=6):
    return jpeg(exif=exif_of_a_phone(orientation), icc_profile=profile(), comment=b"PhoneMaker wrote this")


def png(mode="RGB", **options):
    return encoded(picture(mode=mode), "PNG", **options)


def png_with_place():
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{PLACE}</x:xmpmeta>")
    text.add_text("Author", "PhoneMaker")
    return png(pnginfo=text, exif=exif_of_a_phone(), icc_profile=profile())


def transparent_png():
    image = picture(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 100))
    return encoded(image, "PNG")


def webp(**options):
    return encoded(picture(), "WEBP", **options)


def moving(file_format):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    return encoded(frames[0], file_format, save_all=True, append_images=frames[1:])


def png_bomb(width=50_000, height=50_000):
    """A few kilobytes that say they are so many pixels."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def heic(brand=b"heic", others=(b"mif1", b"heic")):
    """The first box of such a file, and something after it."""
    box = b"ftyp" + brand + b"\0\0\0\0" + b"".join(others)
    return struct.pack(">I", len(box) + 4) + box + b"\0" * 200


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
GIF = b"GIF89a\x01\0\x01\0\0\0\0;"


def pdf(prepare=None, **options):
    """A page; `prepare` may put more into it."""
    with pikepdf.new() as document:
        document.add_blank_page()
        if prepare:
            prepare(document)
        out = io.BytesIO()
        document.save(out, **options)
    return out.getvalue()


def action(kind, **fields):
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **fields)


def locked_pdf(user=""):
    return pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def with_script(document):
    document.Root.OpenAction = action("JavaScript", JS=pikepdf.String("app.alert(1)"))


def with_script_in_a_page(document):
    """Deep inside a direct dictionary of a page, where no other object leads."""
    document.pages[0].obj.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(Next=[action("JavaScript", JS="x")]))


def with_named_script(document):
    names = pikepdf.Array([pikepdf.String("a"), document.make_indirect(action("JavaScript", JS="x"))])
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def with_launch(document):
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    link.A = action("Launch", F=pikepdf.String("cmd.exe"))
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([link]))


def with_file(document):
    document.attachments["账本.exe"] = b"MZ"


def with_form_that_sends(document):
    document.Root.OpenAction = action("SubmitForm", F=pikepdf.String("https://elsewhere.example/"))


def with_web_link(document):
    """Harmless: a link in a text."""
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    link.A = action("URI", URI=pikepdf.String("https://example.cn/"))
    document.pages[0].Annots = pikepdf.Array([link])


ACTIVE = {
    "a script": with_script,
    "a script in a page": with_script_in_a_page,
    "a named script": with_named_script,
    "a start of a program": with_launch,
    "an attached file": with_file,
    "a form that sends": with_form_that_sends,
}


def bursting_pdf(gigabytes=2):
    """A sound document of two megabytes, one of whose objects lies in a stream of two gigabytes."""
    packer, piece = zlib.compressobj(9), b" " * 1_000_000
    blanks = (packer.compress(piece) for _ in range(1000 * gigabytes))
    packed = b"".join([packer.compress(b"5 0 7   "), *blanks, packer.flush()])
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Extra 5 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    content, rows = b"%PDF-1.5\n", [b"\0\0\0\0\0\xff"]
    for number, text in enumerate(objects, start=1):
        rows.append(struct.pack(">BIB", 1, len(content), 0))
        content += b"%d 0 obj%b\nendobj\n" % (number, text)
    rows += [struct.pack(">BIB", 2, 4, 0), struct.pack(">BIB", 1, len(content), 0)]
    table = b"".join(rows)
    head = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>" % len(table)
    return content + b"6 0 obj%bstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, table, len(content))
