"""An image decoded and written anew: its picture alone, upright, in plain colours."""

import io
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps

from stations.files.kinds import MAX_BYTES, MAX_PIXELS, Kind, MediaType, Refusal, Refused

# Pillow's own limit only warns; ours is asked before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
QUALITIES = (88, 75, 60)


def clean_image(content: bytes, kind: Kind) -> tuple[MediaType, bytes]:
    """The picture without what came with it: EXIF, places, comments, profiles, previews, and whatever follows its end.

    Of several pictures in one file the first is kept. Raises Refused where there are too many pixels, or none.
    """
    try:
        return written(upright(decoded(content, kind)), kind)
    except Refused:
        raise
    except Exception as error:  # Pillow's decoders raise whatever their format's libraries do
        raise Refused(Refusal.UNREADABLE) from error


def decoded(content: bytes, kind: Kind) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=[kind.value.upper()])
    if image.width * image.height > MAX_PIXELS:
        raise Refused(Refusal.TOO_MANY_PIXELS)
    # WeasyPrint, in a process that prints as well, lets Pillow make up what is missing.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image.load()
    return image


def upright(image: Image.Image) -> Image.Image:
    """A fresh image that holds nothing but pixels: turned as the camera was held, in sRGB."""
    turned = ImageOps.exif_transpose(image)
    plain = in_plain_colours(turned)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def in_plain_colours(image: Image.Image) -> Image.Image:
    """Grey, RGB, or RGB with transparency; a profile's colours are brought over, as far as it can be read."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey: a plain conversion would cut them off instead of scaling them.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in {"1", "L"}:
        return image.convert("L")
    profile: Any = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            found = None
        if found is not None:
            return found
    return image.convert("RGB")


def written(image: Image.Image, kind: Kind) -> tuple[MediaType, bytes]:
    if kind == Kind.PNG or image.mode == "RGBA":
        content = saved(image, "PNG")
        if len(content) <= MAX_BYTES:
            return MediaType.PNG, content
    for quality in QUALITIES:
        content = saved(on_white(image), "JPEG", quality=quality)
        if len(content) <= MAX_BYTES:
            return MediaType.JPEG, content
    raise Refused(Refusal.TOO_LARGE)


def on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def saved(image: Image.Image, file_format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()
