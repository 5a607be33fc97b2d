from __future__ import annotations

import base64
import io
import re
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from bulletin import rendering, store
from bulletin.rendering import metadata
from bulletin.snapshot import Snapshot
from tests.rendering import builders, reading_tags

CANARY = "canary-李四"
SECRET = CANARY.encode()
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{CANARY}</dc:creator></x:xmpmeta>'.encode()
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ARTIST, ORIENTATION = 0x013B, 0x0112
DATA = re.compile(rb'src="data:image/[a-z]+;base64,([^"]+)"')
LYING = 6  # To be turned a quarter to the right.


def drawing(mode: str = "RGB") -> Image.Image:
    """Twice as wide as high, its left third dark."""
    image = Image.new("RGB", (96, 48), "white")
    image.paste("navy", (0, 0, 32, 48))
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[ARTIST] = CANARY
    found[ORIENTATION] = orientation
    return found


def jpeg(mode: str = "RGB", orientation: int = 1, **options: object) -> bytes:
    file = io.BytesIO()
    told = {"exif": exif(orientation), "xmp": XMP, "comment": SECRET, "icc_profile": PROFILE, "dpi": (300, 300)}
    drawing(mode).save(file, "JPEG", **told, **options)
    others = b"".join(b"\xff" + bytes([kind]) + b"\0\x20JFXX\0" + SECRET.ljust(25) for kind in (0xE0, 0xE2, 0xED))
    return b"\xff\xd8" + others + file.getvalue()[2:] + SECRET


def png(orientation: int = 1) -> bytes:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", CANARY)
    said.add_text("Comment", CANARY, zip=True)
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    said.add(b"tIME", SECRET[:7])
    said.add(b"prVt", SECRET)
    file = io.BytesIO()
    drawing("P").save(file, "PNG", pnginfo=said, exif=exif(orientation), icc_profile=PROFILE, dpi=(300, 300))
    return file.getvalue() + SECRET


def gif() -> bytes:
    file = io.BytesIO()
    frames = [drawing("P"), drawing("P").transpose(Image.Transpose.ROTATE_180)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], comment=SECRET, loop=3, duration=40)
    return file.getvalue() + SECRET


PICTURES = {
    "jpeg": jpeg(),
    "progressive jpeg": jpeg(progressive=True),
    "jpeg for print": jpeg("CMYK"),
    "jpeg lying": jpeg(orientation=LYING),
    "png": png(),
    "png lying": png(LYING),
    "gif": gif(),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_keeps_its_dots_and_loses_what_it_says_of_itself(name: str) -> None:
    given = PICTURES[name]
    assert SECRET in given
    left = metadata.without(given)
    assert SECRET not in left
    assert metadata.without(left) == left
    with Image.open(io.BytesIO(given)) as before, Image.open(io.BytesIO(left)) as after:
        assert after.tobytes() == before.tobytes()
        assert (after.size, after.mode, getattr(after, "n_frames", 1)) == (
            before.size,
            before.mode,
            getattr(before, "n_frames", 1),
        )
        for kept in ("icc_profile", "dpi", "jfif_density", "adobe_transform", "duration", "loop", "progressive"):
            assert after.info.get(kept) == before.info.get(kept)
        assert dict(after.getexif()) == ({ORIENTATION: LYING} if "lying" in name else {})


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_cut_off_anywhere_keeps_no_word_and_stops_nothing(name: str) -> None:
    for length in range(len(PICTURES[name])):
        assert SECRET not in metadata.without(PICTURES[name][:length])


def test_what_is_no_picture_stays_as_it_is() -> None:
    assert metadata.without(b"%PDF-1.7 " + SECRET) == b"%PDF-1.7 " + SECRET


def test_no_word_of_a_picture_or_logo_is_in_the_pdf_or_the_page() -> None:
    # PDF/A-3a with an RGB intent has no room for the colours of print.
    given = [content for name, content in PICTURES.items() if name != "jpeg for print"]
    made = rendering.render(illustrated(*given))
    shown = [base64.b64decode(each) for each in DATA.findall(made.html)]
    assert len(shown) > len(given)
    assert not [each for each in [made.html, *shown] if SECRET in each]
    assert SECRET not in made.pdf
    with reading_tags.opened(made.pdf) as document:
        streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        pictures = [each for each in streams if each.get("/Subtype") == "/Image"]
        assert len(pictures) >= len(given)
        for each in streams:
            assert SECRET not in each.read_raw_bytes()


def test_a_picture_that_lies_is_printed_upright() -> None:
    for lying in (PICTURES["jpeg lying"], PICTURES["png lying"]):
        snapshot = builders.single(
            body_html=f'<figure><img alt="图" data-digest="{store.released().put(lying)}"></figure>'
        )
        (figure,) = reading_tags.tree(rendering.render(snapshot).pdf).all("Figure")
        left, bottom, right, top = (float(each) for each in figure.attributes["BBox"])
        assert (right - left) / abs(top - bottom) == pytest.approx(48 / 96, rel=0.02)


def test_the_stored_picture_keeps_every_byte() -> None:
    digest = store.released().put(PICTURES["jpeg"])
    rendering.render(builders.single(body_html=f'<figure><img alt="图" data-digest="{digest}"></figure>'))
    assert store.released().get(digest) == PICTURES["jpeg"]


def illustrated(*pictures: bytes) -> Snapshot:
    """An issue with the pictures in its one text and the first as its logo."""
    digests = [store.released().put(each) for each in pictures]
    body = "".join(f'<figure><img alt="图" data-digest="{digest}"></figure>' for digest in digests)
    found = builders.single(body_html=body)
    return replace(found, masthead=replace(found.masthead, logo_digest=digests[0]))
