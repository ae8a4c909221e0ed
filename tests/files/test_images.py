"""Images come out upright, in plain colours, and with nothing but their picture."""

import io

import pytest
from PIL import Image

from stations.files.images import clean_image
from stations.files.kinds import Kind, MediaType, Refusal, Refused
from tests.files import samples

SENT = {
    "JPEG": (samples.jpeg(), Kind.JPEG, MediaType.JPEG),
    "grey JPEG": (samples.encoded(samples.picture(mode="L"), "JPEG"), Kind.JPEG, MediaType.JPEG),
    "JPEG for printing": (samples.encoded(samples.picture(mode="CMYK"), "JPEG"), Kind.JPEG, MediaType.JPEG),
    "JPEG of a phone": (samples.jpeg_of_a_phone(), Kind.JPEG, MediaType.JPEG),
    "PNG": (samples.png(), Kind.PNG, MediaType.PNG),
    "PNG of few colours": (samples.png("P"), Kind.PNG, MediaType.PNG),
    "PNG of black and white": (samples.png("1"), Kind.PNG, MediaType.PNG),
    "PNG with place": (samples.png_with_place(), Kind.PNG, MediaType.PNG),
    "transparent PNG": (samples.transparent_png(), Kind.PNG, MediaType.PNG),
    "moving PNG": (samples.moving("PNG"), Kind.PNG, MediaType.PNG),
    "WebP": (samples.webp(exif=samples.exif_of_a_phone()), Kind.WEBP, MediaType.JPEG),
    "moving WebP": (samples.moving("WEBP"), Kind.WEBP, MediaType.JPEG),
    "picture with a web page behind it": (samples.jpeg() + samples.HTML, Kind.JPEG, MediaType.JPEG),
}
TRACES = [b"Exif", b"PhoneMaker", samples.PLACE.encode(), b"xmpmeta", b"ICC_PROFILE", b"iCCP", b"eXIf", b"<script>"]


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("what", SENT)
def test_nothing_but_the_picture_is_left(what):
    content, kind, media_type = SENT[what]

    kept_type, kept = clean_image(content, kind)

    image = opened(kept)
    assert kept_type == media_type
    assert Image.MIME[image.format] == media_type
    assert [trace for trace in TRACES if trace in kept] == []
    assert not image.getexif()
    assert image.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density"} == set()
    assert getattr(image, "n_frames", 1) == 1


def test_samples_really_hold_what_is_taken_out():
    found = {trace for content, *_rest in SENT.values() for trace in TRACES if trace in content}

    # The profile of a PNG is compressed, but its name is not.
    assert found == set(TRACES)


def side(image, place):
    red, green, _blue = image.convert("RGB").getpixel(place)
    return "red" if red > green else "green"


def test_picture_is_turned_as_the_camera_was_held():
    _type, kept = clean_image(samples.jpeg_of_a_phone(orientation=6), Kind.JPEG)

    image = opened(kept)
    assert image.size == (48, 64)
    assert (side(image, (24, 5)), side(image, (24, 59))) == ("red", "green")


def test_sixteen_bits_of_grey_are_scaled():
    deep = Image.new("I;16", (4, 4), 32768)

    _type, kept = clean_image(samples.encoded(deep, "PNG"), Kind.PNG)

    assert opened(kept).getpixel((0, 0)) == 128


def test_same_picture_gives_the_same_bytes():
    content = samples.jpeg_of_a_phone()

    assert clean_image(content, Kind.JPEG) == clean_image(content, Kind.JPEG)


def test_noise_that_png_cannot_shrink_becomes_a_jpeg(monkeypatch):
    monkeypatch.setattr("stations.files.images.MAX_BYTES", 20_000)
    noise = samples.encoded(Image.effect_noise((150, 150), 100).convert("RGB"), "PNG")
    assert len(noise) > 20_000

    media_type, kept = clean_image(noise, Kind.PNG)

    assert (media_type, len(kept) <= 20_000) == (MediaType.JPEG, True)


BROKEN = {
    "a truncated JPEG": (samples.jpeg()[:-40], Kind.JPEG, Refusal.UNREADABLE),
    "the head of a JPEG": (samples.jpeg()[:20], Kind.JPEG, Refusal.UNREADABLE),
    "a web page with the first bytes of a JPEG": (b"\xff\xd8\xff" + samples.HTML, Kind.JPEG, Refusal.UNREADABLE),
    "a truncated PNG": (samples.png()[:60], Kind.PNG, Refusal.UNREADABLE),
    "a truncated WebP": (samples.webp()[:60], Kind.WEBP, Refusal.UNREADABLE),
    "a bomb": (samples.png_bomb(), Kind.PNG, Refusal.TOO_MANY_PIXELS),
    "a picture that is larger than its bytes": (samples.png_bomb(900, 900), Kind.PNG, Refusal.UNREADABLE),
    "a PNG that says it is a JPEG": (samples.png(), Kind.JPEG, Refusal.UNREADABLE),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_images_are_refused(what):
    content, kind, refusal = BROKEN[what]

    with pytest.raises(Refused) as refused:
        clean_image(content, kind)

    assert refused.value.refusal == refusal


def test_profile_that_is_none_does_no_harm():
    content = samples.jpeg(icc_profile=b"not a profile at all")

    assert clean_image(content, Kind.JPEG)[0] == MediaType.JPEG
